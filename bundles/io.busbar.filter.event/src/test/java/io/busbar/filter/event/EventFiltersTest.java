package io.busbar.filter.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFiltersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  private static StageHarness stage(FilterFactory filter, Kind kind, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kind);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static StageHarness event(StageHarness stage, long value, long sourceNs) {
    return stage.sendBits(0, 0, StageHarness.bits(stage.inputs().get(0), value), Quality.GOOD, sourceNs);
  }

  private static List<Long> bits(StageHarness stage) {
    return stage.take().stream().map(Emitted::bits).toList();
  }

  @Test
  void debounce_keeps_the_time_of_the_first_edge() {
    StageHarness stage = stage(new DebounceFilter(), Kind.BOOLEAN, "20ms");
    stage.sendAt(0, 0, 0).take();
    long[] edges = {100, 103, 107, 112};
    for (int i = 0; i < edges.length; i++) {
      stage.sendAt(edges[i] * MS, 0, i % 2 == 0 ? 1 : 0);
    }
    stage.sendAt(115 * MS, 0, 1).advanceTo(134 * MS);
    assertThat(stage.take()).isEmpty();
    stage.restart().advanceTo(135 * MS);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(1L);
    assertThat(out.get(0).sourceNs()).isEqualTo(100 * MS);
    assertThat(stage.dropped()).isEqualTo(4);
  }

  @Test
  void debounce_tells_nothing_of_a_bounce_that_ends_where_it_began() {
    StageHarness stage = stage(new DebounceFilter(), Kind.BOOLEAN, "20ms");
    stage.sendAt(0, 0, 0).take();
    stage.sendAt(SECOND, 0, 1).sendAt(SECOND + 5 * MS, 0, 0).advanceTo(2 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.send(0, 1, Quality.INVALID);
    assertThat(stage.take()).as("bad quality at once").hasSize(1);
  }

  @Test
  void chatter_is_blocked_said_and_released() {
    StageHarness stage = stage(new ChatterFilter(), Kind.BOOLEAN, "4", "10s", "2");
    for (int t = 0; t <= 8; t++) {
      stage.sendAt(t * SECOND, 0, t % 2);
    }
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(0L, 1L, 0L, 1L, 0L);
    assertThat(out.get(4).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OSCILLATORY);
    assertThat(stage.dropped()).isEqualTo(4);
    stage.restart().advanceTo(18 * SECOND - 1);
    assertThat(stage.take()).isEmpty();
    stage.advanceTo(18 * SECOND);
    out = stage.take();
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(8 * SECOND);
    assertThat(out.get(0).quality()).isEqualTo(Quality.GOOD);
    stage.sendAt(20 * SECOND, 0, 1);
    assertThat(bits(stage)).containsExactly(1L);
  }

  @Test
  void chatter_counts_by_source_time_and_late_events_not_at_all() {
    StageHarness stage = stage(new ChatterFilter(), Kind.BOOLEAN, "3", "10s");
    stage.advanceTo(100 * SECOND);
    event(event(event(event(stage, 0, SECOND), 1, 20 * SECOND), 0, 40 * SECOND), 1, 60 * SECOND);
    assertThat(stage.take()).as("a burst of old events is no chatter").hasSize(4).allMatch(sample -> sample.quality() == Quality.GOOD);
    event(event(event(stage, 0, 30 * SECOND), 1, 31 * SECOND), 0, 32 * SECOND);
    assertThat(stage.take()).hasSize(3).allMatch(sample -> sample.quality() == Quality.GOOD);
    assertThat(StageHarness.of(new ChatterFilter()).inputs(Kind.BOOLEAN).argument("3").argument("1s").argument("4").problems())
        .extracting(Problem::code).contains("empty-range");
  }

  @Test
  void mcd_makes_two_events_of_a_trip_between_two_scans() {
    StageHarness stage = StageHarness.of(new McdFilter()).inputs(Kind.BOOLEAN, Kind.BOOLEAN).start();
    stage.sendBits(0, 0, 1, Quality.GOOD, SECOND).sendBits(1, 0, 0, Quality.GOOD, SECOND).take();
    stage.advanceTo(3 * SECOND).sendBits(0, 0, 1, Quality.GOOD, 3 * SECOND).take();
    stage.sendBits(1, 0, 1, Quality.GOOD, 3 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(0L, 1L);
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(2 * SECOND, 3 * SECOND);
    assertThat(out.get(0).timeQuality() & TimeQuality.INVENTED).isNotZero();
    assertThat(out.get(1).timeQuality() & TimeQuality.INVENTED).isZero();
    stage.sendBits(0, 0, 0, Quality.GOOD, 4 * SECOND).take();
    stage.sendBits(1, 0, 1, Quality.GOOD, 4 * SECOND);
    assertThat(bits(stage)).as("it has changed: one event").containsExactly(0L);
    stage.sendBits(0, 0, 0, Quality.GOOD, 5 * SECOND).take();
    stage.sendBits(1, 0, 1, Quality.INVALID, 5 * SECOND);
    assertThat(bits(stage)).as("nothing is invented from an invalid latch").containsExactly(0L);
  }

  @Test
  void transient_appends_the_off() {
    StageHarness atOnce = stage(new TransientFilter(), Kind.BOOLEAN);
    List<Emitted> out = atOnce.sendAt(SECOND, 0, 1).take();
    assertThat(out).extracting(Emitted::bits).containsExactly(1L, 0L);
    assertThat(out.get(1).sourceNs()).isEqualTo(SECOND + MS);
    assertThat(out.get(1).timeQuality() & TimeQuality.INVENTED).isNotZero();
    StageHarness later = stage(new TransientFilter(), Kind.BOOLEAN, "2s");
    later.sendAt(SECOND, 0, 1).sendAt(2 * SECOND, 0, 1);
    assertThat(bits(later)).containsExactly(1L, 0L, 1L);
    later.restart().advanceTo(4 * SECOND);
    assertThat(later.take()).extracting(Emitted::sourceNs).containsExactly(4 * SECOND);
    later.sendAt(10 * SECOND, 0, 1).sendAt(11 * SECOND, 0, 0).advanceTo(20 * SECOND);
    assertThat(bits(later)).as("the device's own off").containsExactly(1L, 0L);
  }

  @Test
  void dedup_knows_two_equal_events_at_two_times() {
    StageHarness stage = stage(new DedupFilter(), Kind.BOOLEAN, "event", "60s");
    event(event(event(event(stage, 1, SECOND), 0, 2 * SECOND), 1, SECOND), 1, 3 * SECOND);
    assertThat(stage.take()).extracting(Emitted::sourceNs).containsExactly(SECOND, 2 * SECOND, 3 * SECOND);
    assertThat(event(stage.restart(), 1, SECOND).take()).as("also over a restart").isEmpty();
    stage.sendBits(0, 0, 1, Quality.INVALID, SECOND);
    assertThat(stage.take()).as("the quality is not in the key").isEmpty();
    stage.advanceTo(70 * SECOND);
    assertThat(event(stage, 1, SECOND).take()).as("the horizon is over").hasSize(1);
    StageHarness sample = stage(new DedupFilter(), Kind.BOOLEAN, "sample");
    sample.sendBits(0, 0, 1, Quality.GOOD, 5).sendBits(0, 0, 1, Quality.INVALID, 5);
    sample.sendBits(0, 0, 1, Quality.GOOD, SampleBatch.NO_TIME).sendBits(0, 0, 1, Quality.GOOD, SampleBatch.NO_TIME);
    assertThat(sample.take()).hasSize(4);
  }

  @Test
  void reorder_sends_in_order_of_source_times_and_flags_what_comes_too_late() {
    StageHarness stage = stage(new ReorderFilter(), Kind.INT64, "2s");
    stage.advanceTo(10 * SECOND);
    event(event(event(stage, 3, 9 * SECOND), 1, 7 * SECOND), 2, 8 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.restart().advanceTo(12 * SECOND);
    assertThat(bits(stage)).containsExactly(1L, 2L, 3L);
    event(stage, 0, 6 * SECOND);
    List<Emitted> late = stage.take();
    assertThat(late).extracting(Emitted::quality).containsExactly(Quality.QUESTIONABLE | Quality.OLD_DATA);
    for (int i = 0; i < 20; i++) {
      event(stage, i, 20 * SECOND + i);
    }
    assertThat(bits(stage)).as("16 are held, the oldest go early").containsExactly(0L, 1L, 2L, 3L);
  }

  @ParameterizedTest
  @CsvSource({"mark,95,0", "mark,111,1", "mark,-700000,1", "replace,111,1", "drop,111,2"})
  void time_sanity_judges_against_the_gateway(String policy, long sourceS, int judged) {
    StageHarness stage = stage(new TimeSanityFilter(), Kind.BOOLEAN, "10s", "7d", policy);
    stage.advanceTo(100 * SECOND);
    event(stage, 1, sourceS * SECOND);
    List<Emitted> out = stage.take();
    if (judged == 2) {
      assertThat(out).isEmpty();
      assertThat(stage.sendBits(0, 0, 1, Quality.INVALID, sourceS * SECOND).take()).as("bad news passes").hasSize(1);
    } else {
      assertThat(out.get(0).quality()).isEqualTo(judged == 0 ? Quality.GOOD : Quality.QUESTIONABLE | Quality.BAD_TIME);
      assertThat(out.get(0).sourceNs()).isEqualTo(policy.equals("replace") ? 100 * SECOND : sourceS * SECOND);
    }
  }

  private static Emitted stamped(StageHarness stage, byte timeQuality) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(0, 1, Quality.GOOD, 7_200 * SECOND, timeQuality, 3_600 * SECOND);
    return stage.sendBatch(0, batch).take().get(0);
  }

  @Test
  void clock_offset_corrects_a_device_that_has_stayed_in_summer_time() {
    StageHarness stage = stage(new ClockOffsetFilter(), Kind.BOOLEAN, "3600");
    Emitted out = stamped(stage, TimeQuality.SYNCHRONISED);
    assertThat(out.sourceNs()).isEqualTo(3_600 * SECOND);
    assertThat(out.timeQuality() & TimeQuality.CORRECTED).isNotZero();
    assertThat(stamped(stage, TimeQuality.POLL).sourceNs()).as("the gateway's own time").isEqualTo(7_200 * SECOND);
    StageHarness measured = stage(new ClockOffsetFilter(), Kind.BOOLEAN, "0", "drift");
    assertThat(stamped(measured, TimeQuality.UNSYNCHRONISED).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.BAD_TIME);
    measured.point("drift", 0, -1.5, Quality.GOOD);
    assertThat(stamped(measured, TimeQuality.UNSYNCHRONISED).sourceNs()).isEqualTo(7_201 * SECOND + SECOND / 2);
  }

  private static StageHarness limits() {
    return StageHarness.of(new LimitsFilter()).argument("LL", "200").argument("L", "210").argument("H", "250").argument("HH", "260")
        .argument("hysteresis", "2").argument("delay", "5s").start();
  }

  @Test
  void limits_have_hysteresis_and_delay() {
    StageHarness stage = limits();
    double[] values = {230, 251, 251, 249, 247.5, 205, 205, 262, 262, 259, 257};
    long[] seconds = {0, 1, 6, 7, 20, 30, 35, 40, 45, 50, 60};
    for (int i = 0; i < values.length; i++) {
      stage.sendAt(seconds[i] * SECOND, 0, values[i]);
    }
    stage.sendAt(65 * SECOND, 0, 257);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(0L, 3L, 1L, 4L, 3L);
    assertThat(out).extracting(sample -> sample.sourceNs() / SECOND).containsExactly(0L, 6L, 35L, 45L, 65L);
    assertThat(stage.output().labels()).containsEntry(2L, "lowLow");
  }

  @Test
  void limits_drop_late_samples_and_keep_the_state_through_bad_quality() {
    StageHarness stage = limits();
    stage.advanceTo(100 * SECOND).send(0, 300);
    assertThat(bits(stage)).as("the first is told at once").containsExactly(4L);
    stage.sendBits(0, 0, Double.doubleToRawLongBits(230), Quality.GOOD, 50 * SECOND);
    assertThat(stage.dropped()).isEqualTo(1);
    stage.send(0, 0, Quality.INVALID).send(0, Double.NaN);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(4L, 4L);
    assertThat(out.get(1).quality()).isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR);
    assertThat(StageHarness.of(new LimitsFilter()).problems()).extracting(Problem::code).contains("no-limit");
    assertThat(StageHarness.of(new LimitsFilter()).argument("L", "5").argument("H", "4").problems()).extracting(Problem::code)
        .contains("empty-range");
  }

  @Test
  void a_sample_from_the_future_silences_an_alarm_for_a_minute_at_most() {
    StageHarness stage = StageHarness.of(new LimitsFilter()).argument("H", "250").start();
    stage.advanceTo(SECOND).sendBits(0, 0, Double.doubleToRawLongBits(230), Quality.GOOD, 999_999 * SECOND).take();
    stage.sendAt(62 * SECOND, 0, 300);
    assertThat(bits(stage)).containsExactly(3L);
  }

  @Test
  void latch_stays_until_it_is_reset_and_the_cause_is_gone() {
    StageHarness stage = stage(new LatchFilter(), Kind.BOOLEAN, "reset == 1");
    stage.point("reset", 0, 0, Quality.GOOD).send(0, 0).send(0, 1).send(0, 0);
    assertThat(bits(stage)).containsExactly(0L, 1L, 1L);
    stage.restart().point("reset", 0, 1, Quality.GOOD).send(0, 1).send(0, 0);
    assertThat(bits(stage)).as("set is dominant").containsExactly(1L, 0L);
    stage.send(0, 1, Quality.INVALID);
    assertThat(bits(stage)).as("an invalid on is none").containsExactly(0L);
  }

  @Test
  void first_out_goes_by_source_time() {
    StageHarness stage = StageHarness.of(new FirstOutFilter()).inputs(Kind.BOOLEAN, Kind.BOOLEAN, Kind.BOOLEAN).start();
    for (int input = 0; input < 3; input++) {
      stage.sendBits(input, 0, 0, Quality.GOOD, SECOND);
    }
    stage.take();
    stage.sendBits(1, 0, 1, Quality.GOOD, 5 * SECOND).sendBits(2, 0, 1, Quality.GOOD, 6 * SECOND).sendBits(0, 0, 1, Quality.GOOD, 4 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(2L, 2L, 1L);
    assertThat(out.get(2).sourceNs()).isEqualTo(4 * SECOND);
    for (int input = 0; input < 3; input++) {
      stage.sendBits(input, 0, 0, Quality.GOOD, 9 * SECOND);
    }
    out = stage.take();
    assertThat(out.get(2).bits()).isZero();
    stage.sendBits(1, 0, 1, Quality.GOOD, 10 * SECOND).sendBits(2, 0, 1, Quality.GOOD, 10 * SECOND);
    out = stage.take();
    assertThat(out.get(1).quality()).as("nobody knows which of two at one time").isEqualTo(Quality.QUESTIONABLE | Quality.INCONSISTENT);
  }

  @Test
  void suppress_holds_tells_what_is_left_and_never_hides_behind_the_unknown() {
    StageHarness stage = stage(new SuppressFilter(), Kind.BOOLEAN, "maintenance == 1");
    assertThat(stage.send(0, 1).take()).as("maintenance is not known").hasSize(1);
    stage.point("maintenance", 0, 1, Quality.GOOD).sendAt(SECOND, 0, 0).sendAt(2 * SECOND, 0, 1).advanceTo(10 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.point("maintenance", 0, 0, Quality.GOOD).advanceTo(11 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(2 * SECOND);
    assertThat(stage.dropped()).isEqualTo(1);
    StageHarness mark = stage(new SuppressFilter(), Kind.BOOLEAN, "maintenance == 1", "mark");
    mark.point("maintenance", 0, 1, Quality.GOOD).send(0, 1);
    assertThat(mark.take().get(0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OPERATOR_BLOCKED);
    StageHarness drop = stage(new SuppressFilter(), Kind.BOOLEAN, "maintenance == 1", "drop");
    drop.point("maintenance", 0, 1, Quality.GOOD).send(0, 1).point("maintenance", 0, 0, Quality.GOOD).advanceTo(60 * SECOND);
    assertThat(drop.take()).isEmpty();
  }
}
