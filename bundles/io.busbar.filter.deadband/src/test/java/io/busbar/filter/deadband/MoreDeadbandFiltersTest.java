package io.busbar.filter.deadband;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoreDeadbandFiltersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  /** 2026-03-29, the day that Berlin puts its clocks forward at 01:00 UTC; a Sunday. */
  private static final long SPRING_SUNDAY = Instant.parse("2026-03-29T00:00:00Z").getEpochSecond() * SECOND;

  private static StageHarness stage(FilterFactory filter, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static StageHarness schedule(Map<String, String> plan, String zone) {
    return StageHarness.of(new DbScheduleFilter()).mapping("plan", plan).argument("zone", zone).start();
  }

  private static boolean passes(StageHarness stage, long at, double step) {
    stage.take();
    stage.sendAt(at, 0, 0).comeBack(0).sendAt(at + 1, 0, 0).take();
    return !stage.sendAt(at + 2, 0, step).take().isEmpty();
  }

  @Test
  void db_state_takes_the_band_of_the_other_points_state() {
    StageHarness stage = StageHarness.of(new DbStateFilter()).argument("breaker").mapping("bands", Map.of("1", "0.5", "2", "5"))
        .argument("otherwise", "2").start();
    stage.send(0, 0).take();
    assertThat(stage.send(0, 1.5).take()).as("no state yet: 2").isEmpty();
    stage.point("breaker", 0, 1, Quality.GOOD);
    assertThat(stage.send(0, 1.5).take()).as("open: 0.5").hasSize(1);
    stage.point("breaker", 0, 2, Quality.GOOD);
    assertThat(stage.send(0, 6).take()).as("closed: 5").isEmpty();
    stage.point("breaker", 0, 2, Quality.INVALID);
    assertThat(stage.send(0, 6).take()).as("state unknown: 2").hasSize(1);
    assertThat(StageHarness.of(new DbStateFilter()).argument("breaker").mapping("bands", Map.of("x", "1")).argument("otherwise", "2").problems())
        .extracting(Problem::code).contains("bad-band");
  }

  @Test
  void budget_sends_what_was_earned_and_at_the_end_the_newest() {
    StageHarness stage = stage(new BudgetFilter(), "60", "1h");
    long t = SPRING_SUNDAY;
    for (int i = 0; i < 6; i++) {
      assertThat(stage.sendAt(t + i, 0, i).take()).as("saved: %s", i).hasSize(1);
    }
    assertThat(stage.sendAt(t + SECOND, 0, 10).sendAt(t + 2 * SECOND, 0, 11).take()).as("the account is empty").isEmpty();
    List<Emitted> late = stage.advanceTo(t + 70 * SECOND).take();
    assertThat(late).extracting(Emitted::number).containsExactly(11.0);
    assertThat(late.get(0).sourceNs()).as("as it came").isEqualTo(t + 2 * SECOND);
    stage.sendAt(t + 71 * SECOND, 0, 20).take();
    assertThat(stage.advanceTo(t + 72 * SECOND).send(0, 21, Quality.INVALID).take()).as("a change of quality, and what waited before it")
        .extracting(Emitted::number).containsExactly(20.0, 21.0);
    int hour = 0;
    for (int i = 0; i < 36_000; i++) {
      hour += stage.sendAt(t + HOUR + i * SECOND / 10, 0, i).take().size();
    }
    assertThat(hour).isBetween(60, 66);
  }

  @Test
  void db_schedule_goes_by_local_time_over_midnight_and_the_change_of_the_clocks() {
    StageHarness stage = schedule(Map.of("06:00-22:00", "1", "else", "5"), "UTC");
    assertThat(passes(stage, SPRING_SUNDAY + 7 * HOUR, 2)).isTrue();
    assertThat(passes(stage, SPRING_SUNDAY + 22 * HOUR, 2)).isFalse();
    StageHarness berlin = schedule(Map.of("02:30-03:30", "1", "else", "5"), "Europe/Berlin");
    assertThat(passes(berlin, SPRING_SUNDAY + HOUR - SECOND, 2)).as("01:59:59 local").isFalse();
    assertThat(passes(berlin, SPRING_SUNDAY + HOUR, 2)).as("03:00 local, 02:30 never was").isTrue();
    assertThat(passes(berlin, SPRING_SUNDAY + HOUR + HOUR / 2, 2)).as("03:30 local").isFalse();
    StageHarness night = schedule(Map.of("sa-su", "3", "22:00-06:00", "9", "else", "1"), "UTC");
    assertThat(passes(night, SPRING_SUNDAY + 12 * HOUR, 2)).isFalse();
    assertThat(passes(night, SPRING_SUNDAY + 26 * HOUR, 4)).as("Monday 02:00").isFalse();
    assertThat(passes(night, SPRING_SUNDAY + 36 * HOUR, 2)).isTrue();
  }

  @Test
  void mistakes_in_a_plan_are_told() {
    for (Map<String, String> plan : List.of(Map.of("06:00-22:00", "1"), Map.of("6-22", "1", "else", "2"), Map.of("else", "-1"),
        Map.of("06:00-25:00", "1", "else", "2"), Map.of("mo 06:75-07:00", "1", "else", "2"))) {
      assertThat(StageHarness.of(new DbScheduleFilter()).mapping("plan", plan).problems()).extracting(Problem::code).contains("bad-plan");
    }
    assertThat(StageHarness.of(new DbScheduleFilter()).mapping("plan", Map.of("else", "1")).argument("zone", "Europe/Berlni").problems())
        .extracting(Problem::message).anyMatch(message -> message.contains("Did you mean \"Europe/Berlin\"?"));
  }

  /** Against the sum written out by hand for a value that stands 2 above the last one sent, sampled each second. */
  @Test
  void db_integral_passes_a_small_deviation_late_and_a_large_one_soon() {
    StageHarness stage = stage(new DbIntegralFilter(), "10");
    stage.sendAt(0, 0, 100).take();
    for (int t = 1; t <= 4; t++) {
      assertThat(stage.sendAt(t * SECOND, 0, 102).take()).as("at %d s: %d", t, 2 * t).isEmpty();
    }
    assertThat(stage.sendAt(5 * SECOND, 0, 102).take()).hasSize(1);
    assertThat(stage.sendAt(6 * SECOND, 0, 113).take()).hasSize(1);
  }

  @Test
  void noise_cancels_in_the_signed_integral_and_reports_for_ever_in_the_other() {
    StageHarness signed = stage(new DbIntegralFilter(), "10");
    StageHarness magnitude = stage(new DbIntegralFilter(), "10", "false");
    for (int t = 0; t < 1_000; t++) {
      double noise = t == 0 ? 0 : t % 2 == 0 ? 1 : -1;
      signed.sendAt(t * SECOND, 0, noise);
      magnitude.sendAt(t * SECOND, 0, noise);
    }
    assertThat(signed.take()).hasSize(1);
    assertThat(magnitude.take().size()).isGreaterThan(80);
  }

  /**
   * The behaviour of the exception test as OSIsoft describes it in "Exception reporting and compression testing" (PI Server
   * documentation): deviation 2 from the last reported value; the previous value is sent with the one that is beyond.
   */
  @Test
  void exception_also_sends_the_sample_before_the_change() {
    StageHarness stage = stage(new ExceptionFilter(), "2", "0s", "10min");
    double[] values = {10, 11, 10.5, 11.5, 16, 16.2};
    for (int t = 0; t < values.length; t++) {
      stage.sendAt(t * SECOND, 0, values[t]);
    }
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(10.0, 11.5, 16.0);
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(0L, 3 * SECOND, 4 * SECOND);
    assertThat(stage.dropped()).isEqualTo(2);
  }

  @Test
  void exception_waits_at_least_min_time_and_at_most_max_time() {
    StageHarness stage = stage(new ExceptionFilter(), "2", "5s", "60s");
    stage.sendAt(0, 0, 0).sendAt(SECOND, 0, 50);
    assertThat(stage.take()).hasSize(1);
    assertThat(stage.sendAt(5 * SECOND, 0, 50).take()).extracting(Emitted::number).containsExactly(50.0, 50.0);
    stage.sendAt(6 * SECOND, 0, 50.5);
    stage.advanceTo(66 * SECOND);
    assertThat(stage.take()).extracting(Emitted::sourceNs).containsExactly(6 * SECOND);
  }

  @Test
  void exception_keeps_what_it_holds_over_a_restart() {
    StageHarness stage = stage(new ExceptionFilter(), "2", "0s", "60s");
    stage.sendAt(0, 0, 0).sendAt(SECOND, 0, 1).take();
    stage.restart().advanceTo(61 * SECOND);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(1.0);
    stage.send(0, 0.5, Quality.INVALID);
    assertThat(stage.take()).hasSize(1);
  }

  @Test
  void db_budget_widens_when_the_account_is_empty_and_stays_near_the_budget() {
    StageHarness stage = stage(new DbBudgetFilter(), "0.5", "1000", "120", "12");
    int hours = 10;
    Random random = new Random(1);
    double x = 0;
    for (int t = 0; t < hours * 3_600; t++) {
      x += random.nextGaussian();
      stage.sendAt(t * SECOND, 0, x);
    }
    double bytesPerHour = stage.take().size() * 12.0 / hours;
    assertThat(bytesPerHour).isBetween(60.0, 132.0);
    assertThat(stage.sendAt((hours * 3_600 + 1) * SECOND, 0, x + 1_001).take()).as("what most lets through passes").hasSize(1);
  }
}
