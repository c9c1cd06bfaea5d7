package io.busbar.filter.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityFiltersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int BAD = Quality.INVALID | Quality.FAILURE;
  private static final int DOUBTED = Quality.QUESTIONABLE | Quality.INCONSISTENT;

  private static StageHarness stage(FilterFactory filter, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static List<Integer> qualities(StageHarness stage) {
    return stage.take().stream().map(Emitted::quality).toList();
  }

  @Test
  void quality_map_takes_the_first_entry_that_fits_and_keeps_details() {
    StageHarness stage = StageHarness.of(new QualityMapFilter()).mapping("table", Map.of("oscillatory", "invalid")).start();
    stage.send(0, 1, Quality.QUESTIONABLE | Quality.OSCILLATORY).send(0, 1, Quality.TEST);
    assertThat(qualities(stage)).containsExactly(Quality.INVALID | Quality.OSCILLATORY, Quality.TEST);
    StageHarness drop = StageHarness.of(new QualityMapFilter()).mapping("table", Map.of("questionable", "drop")).start();
    drop.send(0, 1, Quality.QUESTIONABLE).send(0, 1, Quality.INVALID).send(0, 1);
    assertThat(drop.take()).hasSize(2);
    assertThat(drop.dropped()).isEqualTo(1);
    assertThat(StageHarness.of(new QualityMapFilter()).mapping("table", Map.of("oscilatory", "invalid")).problems())
        .extracting(Problem::message).anyMatch(message -> message.contains("Did you mean \"oscillatory\"?"));
    assertThat(StageHarness.of(new QualityMapFilter()).mapping("table", Map.of("test", "bad")).problems())
        .extracting(Problem::code).contains("unknown-validity");
  }

  @Test
  void gate_tells_the_loss_once() {
    StageHarness stage = stage(new GateFilter());
    stage.send(0, 1).send(0, 2, BAD).send(0, 3, BAD).send(0, 4).send(0, 5, Quality.QUESTIONABLE);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(1.0, 2.0, 4.0, 5.0);
    StageHarness silent = stage(new GateFilter(), "questionable", "false");
    silent.send(0, 1, BAD).send(0, 2, Quality.QUESTIONABLE);
    assertThat(silent.take()).extracting(Emitted::number).containsExactly(2.0);
    assertThat(silent.dropped()).isEqualTo(1);
  }

  @Test
  void substitute_marks_what_it_replaces_and_keeps_the_reason() {
    StageHarness stage = stage(new SubstituteFilter(), "7");
    stage.advanceTo(SECOND).send(0, 1, BAD).send(0, 2);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(7.0, 2.0);
    assertThat(out.get(0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.SUBSTITUTED | Quality.FAILURE);
    assertThat(out.get(0).sourceNs()).isEqualTo(SECOND);
    StageHarness state = StageHarness.of(new SubstituteFilter()).inputs(Kind.BOOLEAN).argument("1").argument("notGood").start();
    assertThat(state.send(0, 0, Quality.QUESTIONABLE).take().get(0).bits()).isEqualTo(1);
  }

  @Test
  void stale_goes_by_answers_and_never_stamps_anew() {
    StageHarness stage = stage(new StaleFilter(), "10s");
    for (int t = 0; t <= 50; t += 5) {
      stage.sendAt(t * SECOND, 0, 42);
    }
    assertThat(qualities(stage)).hasSize(11).containsOnly(Quality.GOOD);
    stage.advanceTo(100 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).hasSize(1);
    assertThat(out.get(0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OLD_DATA);
    assertThat(out.get(0).sourceNs()).isEqualTo(50 * SECOND);
    assertThat(out.get(0).gatewayNs()).isEqualTo(60 * SECOND);
    stage.send(0, 42).lose(0).advanceTo(200 * SECOND);
    assertThat(stage.take()).hasSize(1);
    stage.sendBits(0, 0, 0, Quality.GOOD, 150 * SECOND);
    assertThat(qualities(stage)).containsExactly(Quality.QUESTIONABLE | Quality.OLD_DATA);
  }

  @ParameterizedTest
  @CsvSource({"230,0", "207,0", "206.9,3", "254,3", "-1,1", "601,1", "NaN,1"})
  void reasonable_tells_the_unlikely_from_the_impossible(double x, int validity) {
    StageHarness stage = stage(new ReasonableFilter(), "207", "253", "0", "600");
    assertThat(stage.send(0, x).take().get(0).quality() & Quality.VALIDITY_MASK).isEqualTo(validity);
    assertThat(StageHarness.of(new ReasonableFilter()).argument("5").argument("1").problems()).isNotEmpty();
    assertThat(StageHarness.of(new ReasonableFilter()).argument("1").argument("5").argument("2").problems()).isNotEmpty();
  }

  @Test
  void frozen_marks_a_stuck_value_unless_it_may_stand_still() {
    StageHarness stage = StageHarness.of(new FrozenFilter()).argument("0.1").argument("60s").argument("unless", "breaker == 1").start();
    stage.point("breaker", 0, 2, Quality.GOOD);
    for (int t = 0; t < 60; t += 10) {
      stage.sendAt(t * SECOND, 0, 100 + 0.05 * (t % 20 == 0 ? 1 : -1));
    }
    assertThat(qualities(stage)).containsOnly(Quality.GOOD);
    stage.sendAt(60 * SECOND, 0, 100);
    stage.sendAt(70 * SECOND, 0, 101);
    assertThat(qualities(stage)).containsExactly(DOUBTED, Quality.GOOD);
    stage.point("breaker", 0, 1, Quality.GOOD);
    stage.sendAt(200 * SECOND, 0, 101).sendAt(210 * SECOND, 0, 101);
    stage.point("breaker", 0, 2, Quality.GOOD);
    stage.sendAt(260 * SECOND, 0, 101).sendAt(270 * SECOND, 0, 101);
    assertThat(qualities(stage)).containsExactly(Quality.GOOD, Quality.GOOD, Quality.GOOD, DOUBTED);
    stage.sendAt(280 * SECOND, 0, 101).send(0, 101, BAD);
    assertThat(qualities(stage)).containsExactly(DOUBTED, BAD);
  }

  @Test
  void spike_is_doubted_and_a_new_level_is_believed_after_its_confirmations() {
    StageHarness stage = stage(new SpikeFilter(), "10", "2");
    stage.send(0, 100).send(0, 500).send(0, 101);
    assertThat(qualities(stage)).containsExactly(Quality.GOOD, DOUBTED, Quality.GOOD);
    stage.send(0, 500).send(0, 503).send(0, 501).send(0, 502);
    assertThat(qualities(stage)).containsExactly(DOUBTED, DOUBTED, Quality.GOOD, Quality.GOOD);
    stage.send(0, 100).send(0, 900).send(0, 100).send(0, 100).send(0, 100);
    assertThat(qualities(stage)).containsExactly(DOUBTED, DOUBTED, DOUBTED, DOUBTED, Quality.GOOD);
    StageHarness drop = stage(new SpikeFilter(), "10", "1", "drop");
    drop.send(0, 1).send(0, 50).send(0, 50, BAD).send(0, 51);
    assertThat(drop.take()).extracting(Emitted::number).containsExactly(1.0, 50.0, 51.0);
  }

  @Test
  void hold_good_bridges_a_short_loss_and_tells_a_long_one() {
    StageHarness stage = stage(new HoldGoodFilter(), "10s");
    stage.sendAt(0, 0, 5).advanceTo(2 * SECOND).send(0, 0, BAD).advanceTo(3 * SECOND).send(0, 0, BAD);
    stage.sendAt(4 * SECOND, 0, 6);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(5.0, 5.0, 6.0);
    assertThat(out.get(1).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OLD_DATA);
    assertThat(out.get(1).sourceNs()).isZero();
    stage.advanceTo(5 * SECOND).send(0, 1, BAD).take();
    stage.restart().advanceTo(14 * SECOND);
    assertThat(qualities(stage)).as("what was held is told").containsExactly(BAD);
    stage.send(0, 2, BAD);
    assertThat(qualities(stage)).containsExactly(BAD);
    assertThat(qualities(stage(new HoldGoodFilter(), "10s").send(0, 1, BAD))).containsExactly(BAD);
  }

  @Test
  void manual_value_holds_for_the_device_in_question_until_its_time() {
    StageHarness stage = StageHarness.of(new ManualValueFilter()).rows(2).argument("J. Doe").argument("1970-01-01T00:01:00Z")
        .override(1, "v", 230).start();
    stage.send(0, 1).send(1, 1);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(1.0, 230.0);
    assertThat(out.get(1).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.SUBSTITUTED | Quality.OPERATOR_BLOCKED);
    assertThat(stage.sendAt(60 * SECOND, 1, 1).take()).extracting(Emitted::number).containsExactly(1.0);
    assertThat(StageHarness.of(new ManualValueFilter()).argument("").argument("tomorrow").problems()).extracting(Problem::code)
        .contains("no-user", "bad-time");
  }

  @Test
  void inhibit_shows_the_point_as_blocked_once_and_is_silent_then() {
    StageHarness stage = stage(new InhibitFilter(), "J. Doe", "1970-01-01T00:01:00Z");
    stage.send(0, 1).send(0, 2);
    stage.restart().send(0, 3);
    assertThat(qualities(stage)).containsExactly(Quality.QUESTIONABLE | Quality.OPERATOR_BLOCKED);
    assertThat(qualities(stage.sendAt(60 * SECOND, 0, 4))).containsExactly(Quality.GOOD);
    assertThat(stage.dropped()).isEqualTo(2);
    assertThat(stage(new InhibitFilter(), "J. Doe", "1970-01-01T00:01:00Z", "false").send(0, 1).send(0, 2).take()).hasSize(2);
  }
}
