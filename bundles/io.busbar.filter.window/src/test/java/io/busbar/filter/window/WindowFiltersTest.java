package io.busbar.filter.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowFiltersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int INACCURATE = Quality.QUESTIONABLE | Quality.INACCURATE;

  private static StageHarness stage(FilterFactory filter, Kind kind, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kind);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  /**
   * The data of Historian 3 of OPC 10000-13 (OPC UA Part 13) A.1.3, seconds after 12:00:00, with its rules: stepped, uncertain counts
   * as bad, 50 percent good. Bad is at 42, uncertain at 77.
   */
  private static StageHarness historian(FilterFactory filter, Kind kind, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kind).argument("16s").argument("good", "50").argument("maxHold", "1h")
        .argument("stamp", "start");
    for (String argument : arguments) {
      setup.argument(argument);
    }
    StageHarness stage = setup.start();
    int[] seconds = {2, 25, 28, 39, 42, 48, 52, 72, 77, 83, 86, 90};
    int[] values = {10, 20, 25, 30, 0, 40, 50, 60, 70, 70, 80, 90};
    for (int i = 0; i < seconds.length; i++) {
      int quality = seconds[i] == 42 ? Quality.INVALID : seconds[i] == 77 ? Quality.QUESTIONABLE : Quality.GOOD;
      double value = kind == Kind.BOOLEAN ? List.of(2, 28, 39, 48, 77, 83, 90).contains(seconds[i]) ? 1 : 0 : values[i];
      stage.advanceTo(seconds[i] * SECOND).send(0, value, quality);
    }
    return stage.advanceTo(97 * SECOND);
  }

  private static List<Double> numbers(StageHarness stage) {
    return stage.take().stream().map(Emitted::number).toList();
  }

  /** By the formulas of OPC 10000-13 §5.4.3; the intervals begin at 0, 16, 32, 48, 64 and 80 s. */
  @Test
  void aggregates_of_the_historian_of_opc_ua() {
    assertThat(numbers(historian(new AvgFilter(), Kind.DOUBLE))).containsExactly(10.0, 22.5, 30.0, 45.0, 60.0, 80.0);
    assertThat(numbers(historian(new TimeAvgFilter(), Kind.DOUBLE))).containsExactly(10.0, (10 * 9 + 20 * 3 + 25 * 4) / 16.0,
        (25 * 7 + 30 * 3) / 10.0, (40 * 4 + 50 * 12) / 16.0, (50 * 8 + 60 * 5) / 13.0, (70 * 3 + 80 * 4 + 90 * 6) / 13.0);
    assertThat(numbers(historian(new MinFilter(), Kind.DOUBLE))).containsExactly(10.0, 20.0, 30.0, 40.0, 60.0, 70.0);
    assertThat(numbers(historian(new MaxFilter(), Kind.DOUBLE))).containsExactly(10.0, 25.0, 30.0, 50.0, 60.0, 90.0);
    assertThat(numbers(historian(new RangeFilter(), Kind.DOUBLE))).containsExactly(0.0, 5.0, 0.0, 10.0, 0.0, 20.0);
    assertThat(numbers(historian(new CountFilter(), Kind.DOUBLE))).containsExactly(1.0, 2.0, 1.0, 2.0, 1.0, 3.0);
    assertThat(numbers(historian(new DeltaFilter(), Kind.DOUBLE))).containsExactly(0.0, 5.0, 0.0, 10.0, 0.0, 20.0);
    assertThat(numbers(historian(new TotalFilter(), Kind.DOUBLE))).containsExactly(140.0, 250.0, 265.0, 760.0, 700.0, 1_070.0);
    assertThat(numbers(historian(new PercentGoodFilter(), Kind.DOUBLE))).containsExactly(87.5, 100.0, 62.5, 100.0, 81.25, 81.25);
    assertThat(numbers(historian(new StddevFilter(), Kind.DOUBLE))).containsExactly(0.0, Math.sqrt(12.5), 0.0, Math.sqrt(50), 0.0, 10.0);
    assertThat(numbers(historian(new RmsOfSamplesFilter(), Kind.DOUBLE)).get(1)).isCloseTo(Math.sqrt((400 + 625) / 2.0), within(1e-12));
    assertThat(numbers(historian(new TransitionsFilter(), Kind.BOOLEAN))).containsExactly(0.0, 2.0, 0.0, 1.0, 0.0, 3.0);
    assertThat(numbers(historian(new DurationInFilter(), Kind.BOOLEAN, "1"))).containsExactly(14.0, 13.0, 10.0, 4.0, 0.0, 9.0);
  }

  @Test
  void extremes_have_the_time_that_they_came_and_all_others_that_of_the_window() {
    assertThat(historian(new MaxFilter(), Kind.DOUBLE).take()).extracting(s -> s.sourceNs() / SECOND).containsExactly(2L, 28L, 39L, 52L, 72L, 90L);
    assertThat(historian(new AvgFilter(), Kind.DOUBLE).take()).extracting(s -> s.sourceNs() / SECOND).containsExactly(0L, 16L, 32L, 48L, 64L, 80L);
  }

  @Test
  void too_little_good_time_is_said() {
    StageHarness stage = stage(new TimeAvgFilter(), Kind.DOUBLE, "10s");
    stage.sendAt(3 * SECOND, 0, 5).sendAt(11 * SECOND, 0, 6);
    assertThat(stage.take()).extracting(Emitted::quality).containsExactly(INACCURATE);
    stage.advanceTo(12 * SECOND).send(0, 0, Quality.INVALID).advanceTo(21 * SECOND);
    assertThat(stage.take()).extracting(Emitted::quality).containsExactly(INACCURATE);
    stage.advanceTo(25 * SECOND).send(0, 0, Quality.INVALID).advanceTo(60 * SECOND);
    assertThat(stage.take()).extracting(Emitted::quality).containsExactly(Quality.INVALID | Quality.OLD_DATA);
  }

  @Test
  void a_window_closes_by_itself_and_late_samples_are_counted() {
    StageHarness stage = stage(new AvgFilter(), Kind.DOUBLE, "10s");
    stage.sendAt(2 * SECOND, 0, 4).sendAt(8 * SECOND, 0, 6);
    stage.restart().advanceTo(11 * SECOND - 1);
    assertThat(stage.take()).isEmpty();
    stage.advanceTo(11 * SECOND);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(5.0);
    stage.sendBits(0, 0, 0, Quality.GOOD, 9 * SECOND);
    stage.sendBits(0, 0, Double.doubleToRawLongBits(7), Quality.GOOD, 12 * SECOND).sendBits(0, 0, 0, Quality.GOOD, 12 * SECOND);
    stage.sendBits(0, 0, Double.doubleToRawLongBits(Double.NaN), Quality.GOOD, 13 * SECOND);
    assertThat(stage.dropped()).isEqualTo(2);
    stage.advanceTo(300 * SECOND);
    assertThat(stage.take()).as("one window, and none where nothing came").extracting(Emitted::number).containsExactly(7.0);
  }

  @Test
  void a_clock_that_was_ahead_and_is_put_right_costs_a_minute_and_not_a_year() {
    StageHarness stage = stage(new AvgFilter(), Kind.DOUBLE, "10s");
    stage.advanceTo(SECOND).sendBits(0, 0, Double.doubleToRawLongBits(9), Quality.GOOD, 999_999 * SECOND);
    for (int t = 2; t < 200; t++) {
      stage.sendAt(t * SECOND, 0, t / 10);
    }
    assertThat(numbers(stage)).hasSize(13).endsWith(16.0, 17.0, 18.0);
  }

  @Test
  void nothing_stands_for_a_device_that_is_lost() {
    StageHarness stage = stage(new PercentGoodFilter(), Kind.DOUBLE, "10s");
    stage.sendAt(0, 0, 1).sendAt(4 * SECOND, 0, 1).lose(0).advanceTo(20 * SECOND);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(40.0);
  }

  /** Worked example of the sample standard deviation in NIST/SEMATECH e-Handbook of Statistical Methods §1.3.5.6 notation: {2,4,4,4,5,5,7,9}. */
  @Test
  void stddev_of_a_population_and_of_a_large_offset() {
    StageHarness stage = stage(new StddevFilter(), Kind.DOUBLE, "100s", "population");
    int[] values = {2, 4, 4, 4, 5, 5, 7, 9};
    for (int i = 0; i < values.length; i++) {
      stage.sendAt((1 + i) * SECOND, 0, 1e9 + values[i]);
    }
    stage.advanceTo(101 * SECOND);
    assertThat(stage.take().get(0).number()).isCloseTo(2.0, within(1e-6));
  }

  @Test
  void total_of_power_is_energy() {
    StageHarness stage = stage(new TotalFilter(), Kind.DOUBLE, "15min", "h");
    for (int t = 0; t < 900; t += 10) {
      stage.sendAt(t * SECOND, 0, 400);
    }
    stage.advanceTo(901 * SECOND);
    assertThat(stage.take().get(0).number()).isCloseTo(100, within(1e-9));
  }

  @Test
  void demand_slides_in_subintervals_and_needs_a_whole_interval() {
    StageHarness sliding = stage(new DemandFilter(), Kind.DOUBLE, "15min", "5min");
    StageHarness block = stage(new DemandFilter(), Kind.DOUBLE, "15min");
    for (int t = 0; t <= 1_800; t += 60) {
      double power = t < 300 ? 100 : t < 600 ? 200 : t < 900 ? 600 : 0;
      sliding.sendAt(t * SECOND, 0, power);
      block.sendAt(t * SECOND, 0, power);
      if (t == 600) {
        sliding.restart();
      }
    }
    List<Emitted> out = sliding.take();
    assertThat(out).extracting(Emitted::quality).startsWith(Quality.INVALID | Quality.OLD_DATA, Quality.INVALID | Quality.OLD_DATA, Quality.GOOD);
    assertThat(out).extracting(Emitted::number).containsExactly(0.0, 0.0, 300.0, 800.0 / 3, 200.0, 0.0);
    assertThat(block.take()).extracting(Emitted::number).containsExactly(300.0, 0.0);
    assertThat(StageHarness.of(new DemandFilter()).argument("15min").argument("4min").problems()).extracting(Problem::code)
        .contains("bad-subinterval");
  }

  @Test
  void median_removes_a_spike_and_keeps_a_step_steep() {
    StageHarness stage = stage(new MedianFilter(), Kind.DOUBLE, "3");
    for (double x : new double[] {1, 1, 99, 1, 5, 5, 5}) {
      stage.send(0, x);
    }
    assertThat(numbers(stage)).containsExactly(1.0, 1.0, 1.0, 1.0, 5.0, 5.0, 5.0);
    stage.send(0, 7, Quality.INVALID).send(0, 9);
    assertThat(numbers(stage)).containsExactly(7.0, 5.0);
    stage.comeBack(0).send(0, 100);
    assertThat(numbers(stage)).containsExactly(100.0);
  }

  /** Definition 7 of Hyndman and Fan 1996, as R's default: the quartiles of 1, 2, 3, 4 are 1.75, 2.5 and 3.25. */
  @ParameterizedTest
  @CsvSource({"0,1", "25,1.75", "50,2.5", "75,3.25", "100,4"})
  void percentile_lies_on_the_line_between_two(double p, double expected) {
    StageHarness stage = stage(new PercentileFilter(), Kind.DOUBLE, Double.toString(p), "4");
    for (double x : new double[] {77, 3, 1, 4, 2}) {
      stage.send(0, x);
    }
    List<Double> out = numbers(stage);
    assertThat(out.get(4)).isEqualTo(expected);
  }

  /** A step of a first-order lag reaches 1 − 1/e after its time constant, however it is sampled. */
  @Test
  void ema_reaches_63_percent_after_tau_for_any_spacing() {
    for (int steps : new int[] {1, 2, 10, 1_000}) {
      StageHarness stage = stage(new EmaFilter(), Kind.DOUBLE, "10s");
      stage.sendAt(0, 0, 0);
      for (int i = 1; i <= steps; i++) {
        stage.sendAt(10 * SECOND * i / steps, 0, 1);
      }
      List<Double> out = numbers(stage);
      assertThat(out.get(steps)).isCloseTo(1 - 1 / Math.E, within(1e-9));
    }
  }

  @Test
  void ema_ignores_what_is_not_good_and_times_that_stand_still() {
    StageHarness stage = stage(new EmaFilter(), Kind.DOUBLE, "10s");
    stage.sendAt(0, 0, 4).sendAt(SECOND, 0, 4).send(0, 100).advanceTo(2 * SECOND).send(0, 0, Quality.INVALID).send(0, Double.NaN);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).startsWith(4.0, 4.0, 4.0, 4.0);
    assertThat(out.get(3).quality()).isEqualTo(Quality.INVALID);
    assertThat(out.get(4).quality()).isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR);
  }

  @Test
  void rate_is_change_per_period_with_limits() {
    StageHarness stage = stage(new RateFilter(), Kind.DOUBLE, "1min", "30", "10");
    stage.sendAt(0, 0, 100).sendAt(30 * SECOND, 0, 110).sendAt(60 * SECOND, 0, 130).sendAt(120 * SECOND, 0, 115).send(0, 3);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(20.0, 40.0, -15.0);
    assertThat(out).extracting(Emitted::quality).containsExactly(Quality.GOOD, Quality.QUESTIONABLE | Quality.OUT_OF_RANGE,
        Quality.QUESTIONABLE | Quality.OUT_OF_RANGE);
    stage.advanceTo(130 * SECOND).send(0, 0, Quality.INVALID).sendAt(180 * SECOND, 0, 116);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(0.0, 1.0);
    assertThat(stage.dropped()).isEqualTo(2);
  }
}
