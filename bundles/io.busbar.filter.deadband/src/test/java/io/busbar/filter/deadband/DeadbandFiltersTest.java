package io.busbar.filter.deadband;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadbandFiltersTest {
  private static final long SECOND = 1_000_000_000L;

  static Stream<Supplier<StageHarness>> deadbands() {
    return Stream.of(
        () -> StageHarness.of(new OnChangeFilter()).start(),
        () -> StageHarness.of(new DbAbsFilter()).argument("2").start(),
        () -> StageHarness.of(new DbPctFilter()).argument("10").start(),
        () -> StageHarness.of(new DbSpanFilter()).argument("1").argument("0").argument("200").start());
  }

  @ParameterizedTest
  @MethodSource("deadbands")
  void the_first_sample_each_quality_change_and_the_return_of_a_device_pass(Supplier<StageHarness> start) {
    StageHarness stage = start.get();
    stage.send(0, 100).send(0, 100).send(0, 100, Quality.INVALID).send(0, 100, Quality.INVALID).send(0, 100).send(0, 100);
    assertThat(stage.take()).extracting(Emitted::quality).containsExactly(Quality.GOOD, Quality.INVALID, Quality.GOOD);
    assertThat(stage.dropped()).isEqualTo(3);
    stage.lose(0).comeBack(0).send(0, 100);
    assertThat(stage.take()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("deadbands")
  void nan_passes_once_and_the_return_from_it_too(Supplier<StageHarness> start) {
    StageHarness stage = start.get();
    stage.send(0, 100).send(0, Double.NaN).send(0, Double.NaN).send(0, 100);
    assertThat(stage.take()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("deadbands")
  void memory_survives_an_update_of_the_bundle(Supplier<StageHarness> start) {
    StageHarness stage = start.get();
    stage.send(0, 100).swap().send(0, 100);
    assertThat(stage.take()).hasSize(1);
  }

  @Test
  void a_slow_drift_is_compared_with_what_was_sent_not_with_what_was_seen() {
    StageHarness stage = StageHarness.of(new DbAbsFilter()).argument("2").start();
    for (int i = 0; i <= 100; i++) {
      stage.send(0, i * 0.5);
    }
    assertThat(stage.take()).extracting(Emitted::number).startsWith(0.0, 2.5, 5.0, 7.5).hasSize(21);
  }

  @Test
  void the_distance_itself_is_inside() {
    StageHarness stage = StageHarness.of(new DbAbsFilter()).argument("2").start();
    assertThat(stage.send(0, 10).send(0, 12).send(0, 12.0001).send(0, 10.0001).take()).hasSize(2);
  }

  @Test
  void percent_is_of_the_value_sent_last_with_a_floor() {
    StageHarness stage = StageHarness.of(new DbPctFilter()).argument("10").argument("0.5").start();
    stage.send(0, 100).send(0, 110).send(0, 111).send(0, 100.5).send(0, 0).send(0, 0.4).send(0, -0.6);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(100.0, 111.0, 0.0, -0.6);
  }

  @Test
  void span_is_percent_of_the_range() {
    StageHarness stage = StageHarness.of(new DbSpanFilter()).argument("0.5").argument("0").argument("400").start();
    assertThat(stage.send(0, 10).send(0, 12).send(0, 12.1).take()).extracting(Emitted::number).containsExactly(10.0, 12.1);
  }

  @Test
  void each_device_has_its_own_memory_and_may_have_its_own_distance() {
    StageHarness stage = StageHarness.of(new DbAbsFilter()).rows(2).argument("2").override(1, "d", 50).start();
    stage.send(0, 0).send(1, 0).send(0, 10).send(1, 10);
    assertThat(stage.take()).extracting(Emitted::row).containsExactly(0, 1, 0);
  }

  @Test
  void large_counters_are_compared_bit_by_bit_on_change() {
    StageHarness stage = StageHarness.of(new OnChangeFilter()).inputs(Kind.UINT64).start();
    stage.sendBits(0, 0, -2, 0, 0).sendBits(0, 0, -1, 0, 0).sendBits(0, 0, -1, 0, 0);
    assertThat(stage.take()).hasSize(2);
  }

  @Test
  void max_silence_repeats_with_the_old_time_and_says_periodic() {
    StageHarness stage = StageHarness.of(new MaxSilenceFilter()).argument("10s").start();
    stage.sendAt(SECOND, 0, 5).take();
    stage.advanceTo(32 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).hasSize(3).allMatch(s -> s.sourceNs() == SECOND && s.cause() == Cause.PERIODIC && s.number() == 5);
    assertThat(out).extracting(Emitted::gatewayNs).containsExactly(11 * SECOND, 21 * SECOND, 31 * SECOND);
  }

  @Test
  void max_silence_is_silent_while_samples_pass_and_while_the_device_is_lost() {
    StageHarness stage = StageHarness.of(new MaxSilenceFilter()).argument("10s").start();
    for (int t = 0; t < 60; t += 5) {
      stage.sendAt(t * SECOND, 0, t);
    }
    assertThat(stage.take()).hasSize(12);
    stage.lose(0).advanceTo(500 * SECOND);
    assertThat(stage.take()).isEmpty();
  }

  @Test
  void statuses_and_texts_are_refused_where_they_make_no_sense() {
    assertThat(StageHarness.of(new DbAbsFilter()).inputs(Kind.BOOLEAN).argument("1").problems()).extracting(Problem::code)
        .contains("filter-kind");
    assertThat(StageHarness.of(new SwingingDoorFilter()).inputs(Kind.TEXT).argument("1").problems()).extracting(Problem::code)
        .contains("filter-kind");
    assertThat(StageHarness.of(new MaxSilenceFilter()).inputs(Kind.TEXT).argument("1s").problems()).extracting(Problem::code)
        .contains("filter-kind");
    assertThat(StageHarness.of(new DbAbsFilter()).argument("-1").problems()).isNotEmpty();
  }

  @Test
  void texts_pass_when_they_change() {
    StageHarness stage = StageHarness.of(new OnChangeFilter()).inputs(Kind.TEXT).start();
    for (String text : List.of("READY", "READY", "TRIP", "TRIP", "READY")) {
      SampleBatch batch = new SampleBatch(1);
      batch.add(0, batch.blobs.add(text), Quality.GOOD, 0, TimeQuality.POLL, 0);
      stage.sendBatch(0, batch);
    }
    assertThat(stage.take()).hasSize(3);
  }
}
