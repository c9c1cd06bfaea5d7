package io.busbar.filter.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFiltersTest {
  private static final long SECOND = 1_000_000_000L;

  private static StageHarness stage(FilterFactory filter, Kind kind, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kind);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static List<Double> numbers(StageHarness stage) {
    return stage.take().stream().map(Emitted::number).toList();
  }

  @Test
  void delay_passes_what_lasts_with_the_time_of_its_edge() {
    StageHarness stage = stage(new DelayFilter(), Kind.BOOLEAN, "2s", "5s");
    stage.sendAt(0, 0, 0).sendAt(SECOND, 0, 1).sendAt(2 * SECOND, 0, 0).advanceTo(4 * SECOND);
    assertThat(numbers(stage)).containsExactly(0.0);
    assertThat(stage.dropped()).as("the edge that was taken back and its return").isEqualTo(2);
    stage.sendAt(10 * SECOND, 0, 1).sendAt(11 * SECOND, 0, 1).advanceTo(20 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(1L);
    assertThat(out.get(0).sourceNs()).isEqualTo(10 * SECOND);
    stage.sendAt(21 * SECOND, 0, 0).restart().advanceTo(26 * SECOND);
    assertThat(stage.take()).extracting(Emitted::sourceNs).containsExactly(21 * SECOND);
    stage.send(0, 1, Quality.INVALID);
    assertThat(stage.take()).as("bad quality is told at once").hasSize(1);
  }

  @Test
  void persist_waits_as_long_as_the_state_asks_for() {
    StageHarness stage = StageHarness.of(new PersistFilter()).inputs(Kind.DOUBLE_POINT).mapping("times", Map.of("0", "10s")).start();
    stage.sendAt(0, 0, 1).sendAt(SECOND, 0, 0).sendAt(5 * SECOND, 0, 2);
    assertThat(numbers(stage)).containsExactly(1.0, 2.0);
    stage.sendAt(20 * SECOND, 0, 0).advanceTo(31 * SECOND);
    assertThat(numbers(stage)).containsExactly(0.0);
    assertThat(StageHarness.of(new PersistFilter()).inputs(Kind.BOOLEAN).mapping("times", Map.of("on", "1s")).problems()).extracting(Problem::code)
        .contains("bad-time");
  }

  @Test
  void stretch_keeps_a_pulse_visible() {
    StageHarness stage = stage(new StretchFilter(), Kind.BOOLEAN, "2s");
    stage.sendAt(0, 0, 0).sendAt(SECOND, 0, 1).advanceTo(SECOND + 1).send(0, 0).advanceTo(3 * SECOND - 1);
    assertThat(numbers(stage)).containsExactly(0.0, 1.0);
    stage.restart().advanceTo(3 * SECOND);
    assertThat(stage.take()).extracting(Emitted::sourceNs).containsExactly(SECOND + 1);
    stage.sendAt(10 * SECOND, 0, 1).sendAt(11 * SECOND, 0, 0).advanceTo(11 * SECOND + 5).send(0, 1).advanceTo(13 * SECOND);
    assertThat(numbers(stage)).containsExactly(1.0, 1.0);
    stage.send(0, 0, Quality.INVALID);
    assertThat(numbers(stage)).containsExactly(0.0);
  }

  @ParameterizedTest
  @CsvSource({"last,4", "min,2", "max,9"})
  void throttle_keeps_one_of_each_span(String keep, double expected) {
    StageHarness stage = stage(new ThrottleFilter(), Kind.DOUBLE, "10s", keep);
    stage.sendAt(0, 0, 5);
    stage.sendAt(SECOND, 0, 9).sendAt(2 * SECOND, 0, 2).sendAt(3 * SECOND, 0, 4);
    assertThat(numbers(stage)).containsExactly(5.0);
    stage.restart().advanceTo(10 * SECOND);
    assertThat(numbers(stage)).containsExactly(expected);
    stage.sendAt(11 * SECOND, 0, 1);
    assertThat(stage.take()).as("the kept one has begun a span").isEmpty();
    stage.send(0, 7, Quality.INVALID);
    assertThat(numbers(stage)).containsExactly(1.0, 7.0);
    stage.sendAt(100 * SECOND, 0, 3);
    assertThat(stage.take()).as("a change of quality, after silence").hasSize(1);
  }

  @Test
  void sample_takes_the_last_at_each_grid_point_and_does_not_repeat() {
    StageHarness stage = stage(new SampleFilter(), Kind.DOUBLE, "10s", "3s");
    stage.sendAt(0, 0, 1).take();
    stage.sendAt(SECOND, 0, 2).sendAt(2 * SECOND, 0, 3).advanceTo(3 * SECOND);
    Emitted out = stage.take().get(0);
    assertThat(out.number()).isEqualTo(3);
    assertThat(out.sourceNs()).isEqualTo(2 * SECOND);
    assertThat(out.cause()).isEqualTo(Cause.PERIODIC);
    stage.advanceTo(60 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.send(0, 4).restart().advanceTo(63 * SECOND);
    assertThat(numbers(stage)).containsExactly(4.0);
  }

  @Test
  void coalesce_makes_one_of_a_burst_and_lets_events_pass() {
    StageHarness stage = stage(new CoalesceFilter(), Kind.DOUBLE, "1s");
    stage.advanceTo(SECOND).send(0, 1).send(0, 2).send(0, 3);
    assertThat(stage.take()).isEmpty();
    SampleBatch event = new SampleBatch(1);
    event.cause[event.add(0, Double.doubleToRawLongBits(9), Quality.GOOD, SECOND, TimeQuality.SYNCHRONISED, SECOND)] = Cause.SPONTANEOUS;
    stage.sendBatch(0, event);
    assertThat(numbers(stage)).containsExactly(3.0, 9.0);
    stage.send(0, 4).send(0, 5, Quality.INVALID);
    assertThat(numbers(stage)).containsExactly(4.0);
    stage.restart().advanceTo(2 * SECOND);
    assertThat(numbers(stage)).containsExactly(5.0);
    assertThat(stage.dropped()).isEqualTo(2);
  }

  @Test
  void heartbeat_keeps_its_rhythm_and_stops_with_the_device() {
    StageHarness stage = stage(new HeartbeatFilter(), Kind.DOUBLE, "10s");
    stage.sendAt(SECOND, 0, 1).sendAt(9 * SECOND, 0, 2).advanceTo(25 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(1.0, 2.0, 2.0, 2.0);
    assertThat(out).extracting(Emitted::gatewayNs).containsExactly(SECOND, 9 * SECOND, 10 * SECOND, 20 * SECOND);
    assertThat(out.get(3).sourceNs()).isEqualTo(9 * SECOND);
    stage.lose(0).advanceTo(100 * SECOND);
    assertThat(stage.take()).isEmpty();
  }

  /** Linear interpolation between raw values at 10:00:02 = 10 and 10:00:12 = 20, OPC UA Part 13 §5.4.3.4 (Interpolative): at :05 13, at :10 18. */
  @Test
  void align_interpolates_at_the_grid() {
    StageHarness stage = stage(new AlignFilter(), Kind.DOUBLE, "5s", "linear");
    stage.sendAt(2 * SECOND, 0, 10).take();
    stage.sendAt(12 * SECOND, 0, 20);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(5 * SECOND, 10 * SECOND);
    assertThat(out).extracting(Emitted::number).containsExactly(13.0, 18.0);
    stage.advanceTo(16 * SECOND).send(0, 30, Quality.INVALID);
    assertThat(stage.take()).extracting(Emitted::quality).containsExactly(Quality.INVALID);
    StageHarness step = stage(new AlignFilter(), Kind.INT64, "5s");
    step.sendAt(2 * SECOND, 0, 10).sendAt(10 * SECOND, 0, 20);
    assertThat(numbers(step)).containsExactly(10.0, 20.0);
  }

  @Test
  void align_bridges_no_long_gap_and_no_time_that_stands_still() {
    StageHarness stage = stage(new AlignFilter(), Kind.DOUBLE, "1s", "step", "20s");
    stage.sendAt(SECOND / 2, 0, 1).sendAt(15 * SECOND + 1, 0, 2);
    assertThat(stage.take()).extracting(Emitted::sourceNs).containsExactly(8 * SECOND, 9 * SECOND, 10 * SECOND, 11 * SECOND, 12 * SECOND,
        13 * SECOND, 14 * SECOND, 15 * SECOND);
    stage.sendAt(100 * SECOND + 1, 0, 3);
    assertThat(stage.take()).isEmpty();
    stage.send(0, 4);
    stage.sendBits(0, 0, 0, Quality.GOOD, 50 * SECOND);
    assertThat(stage.dropped()).isEqualTo(2);
  }

  @Test
  void pre_post_tells_the_whole_course_of_an_event() {
    StageHarness stage = stage(new PrePostFilter(), Kind.DOUBLE, "breaker", "2", "3s", "60s");
    stage.point("breaker", 0, 2, Quality.GOOD);
    for (int t = 0; t <= 10; t++) {
      stage.sendAt(t * SECOND, 0, t);
    }
    assertThat(numbers(stage)).containsExactly(0.0);
    stage.restart().point("breaker", 0, 2, Quality.GOOD).sendAt(10 * SECOND, 0, 10.5).point("breaker", 0, 1, Quality.GOOD);
    for (int t = 11; t <= 20; t++) {
      stage.sendAt(t * SECOND, 0, t);
    }
    assertThat(numbers(stage)).containsExactly(10.0, 10.5, 11.0, 12.0, 13.0, 14.0);
    stage.point("breaker", 0, 2, Quality.INVALID).sendAt(21 * SECOND, 0, 21);
    assertThat(stage.take()).isEmpty();
  }
}
