package io.busbar.filter.electrical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectricalFiltersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final double ROOT3 = Math.sqrt(3);

  private static StageHarness stage(FilterFactory filter, int inputs, String... arguments) {
    Kind[] kinds = new Kind[inputs];
    Arrays.fill(kinds, Kind.DOUBLE);
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kinds);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static Emitted result(StageHarness stage, double... values) {
    for (int k = 0; k < values.length; k++) {
      stage.sendBits(k, 0, Double.doubleToRawLongBits(values[k]), Quality.GOOD, stage.nowNs());
    }
    List<Emitted> out = stage.take();
    return out.get(out.size() - 1);
  }

  /** P = 3·U·I·cos φ and Q = 3·U·I·sin φ of a balanced load, IEEE 1459 §3.2.2.1: 230 V, 10 A, 30° inductive. */
  @Test
  void power_of_a_balanced_load_by_three_elements() {
    double[] inputs = {230, 230, 230, 10, 10, 10, 30, 30, 30};
    assertThat(result(stage(new PqsFilter(), 9, "P"), inputs).number()).isCloseTo(3 * 2_300 * Math.cos(Math.PI / 6), within(1e-9));
    assertThat(result(stage(new PqsFilter(), 9, "Q"), inputs).number()).isCloseTo(3_450, within(1e-9));
    assertThat(result(stage(new PqsFilter(), 9, "S"), inputs).number()).isCloseTo(6_900, within(1e-9));
  }

  /** Two wattmeters read √3·U·I·cos(φ ± 30°)/√3 each; their sum is the power of the three elements (Blondel). */
  @Test
  void two_elements_measure_the_same_as_three() {
    double line = 230 * ROOT3;
    double[] inputs = {line, line, 10, 10, 30 + 30, 30 - 30};
    assertThat(result(stage(new PqsFilter(), 6, "P", "twoElement"), inputs).number()).isCloseTo(3 * 2_300 * Math.cos(Math.PI / 6), within(1e-9));
    assertThat(result(stage(new PqsFilter(), 6, "Q", "twoElement"), inputs).number()).isCloseTo(3_450, within(1e-9));
  }

  @Test
  void without_angles_there_is_no_power() {
    assertThat(StageHarness.of(new PqsFilter()).inputs(Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE, Kind.DOUBLE).argument("P")
        .problems()).extracting(Problem::message).anyMatch(message -> message.contains("Read the angles, too"));
    StageHarness stage = stage(new PqsFilter(), 3, "P", "oneElement");
    stage.sendBits(0, 0, 0, Quality.GOOD, 0);
    assertThat(Quality.isInvalid(stage.take().get(0).quality())).as("until every input has a value").isTrue();
    assertThat(result(stage, 230, 10, Double.NaN).quality() & Quality.VALIDITY_MASK).isEqualTo(Quality.INVALID);
  }

  @ParameterizedTest
  @CsvSource({"iec,80,60,0.8", "iec,80,-60,0.8", "iec,-80,60,-0.8", "iec,-80,-60,-0.8", "ieee,80,60,-0.8", "ieee,80,-60,0.8", "ieee,-80,-60,-0.8",
      "leadLag,80,60,0.8", "leadLag,80,-60,-0.8", "ieee,80,0,1", "iec,-80,0,-1"})
  void power_factor_in_each_convention_and_quadrant(String convention, double p, double q, double expected) {
    assertThat(result(stage(new PfFilter(), 2, convention), p, q).number()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void power_factor_of_nothing_is_doubted() {
    assertThat(result(stage(new PfFilter(), 2, "iec"), 0, 0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.INACCURATE);
  }

  @Test
  void flow_sign_turns_a_feeder_that_is_fed_in_reverse() {
    StageHarness stage = stage(new FlowSignFilter(), 1, "export");
    assertThat(stage.send(0, 5).send(0, 0).take()).extracting(Emitted::bits)
        .containsExactly(Double.doubleToRawLongBits(-5), Double.doubleToRawLongBits(0));
    assertThat(stage(new FlowSignFilter(), 1, "export", "export").send(0, 5).take().get(0).number()).isEqualTo(5);
  }

  /** A balanced system has a positive sequence only; with two phases changed a negative one only; in phase, a zero one (Fortescue 1918). */
  @ParameterizedTest
  @CsvSource({"positive,0,-120,120,100", "negative,0,-120,120,0", "zero,0,-120,120,0", "positive,0,120,-120,0", "negative,0,120,-120,100",
      "zero,20,20,20,100"})
  void symmetrical_components(String component, double a, double b, double c, double expected) {
    assertThat(result(stage(new SequenceFilter(), 6, component), 100, 100, 100, a, b, c).number()).isCloseTo(expected, within(1e-9));
  }

  /** A single-phase fault: I1 = I2 = I0 = Ia / 3, all with the angle of Ia. */
  @Test
  void a_single_phase_fault_has_equal_components() {
    for (String component : List.of("positive", "negative", "zero")) {
      assertThat(result(stage(new SequenceFilter(), 6, component), 900, 0, 0, -60, 0, 0).number()).isCloseTo(300, within(1e-9));
      assertThat(result(stage(new SequenceFilter(), 6, component, "angle"), 900, 0, 0, -60, 0, 0).number()).isCloseTo(-60, within(1e-9));
    }
    assertThat(result(stage(new SequenceFilter(), 6, "positive", "magnitude", "acb"), 100, 100, 100, 0, 120, -120).number())
        .isCloseTo(100, within(1e-9));
    assertThat(result(stage(new SequenceFilter(), 6, "zero", "angle"), 100, 100, 100, 0, -120, 120).quality())
        .isEqualTo(Quality.QUESTIONABLE | Quality.INACCURATE);
  }

  /** The worked example of NEMA MG 1 §14.36: 460, 467 and 450 V have a mean of 459 V and an unbalance of 9 / 459 = 1.96 %. */
  @Test
  void unbalance_by_nema_and_by_iec() {
    assertThat(result(stage(new UnbalanceFilter(), 3, "nema"), 460, 467, 450).number()).isCloseTo(100 * 9 / 459.0, within(1e-9));
    double[] ab = {400, 0};
    double[] bc = {-180, -350};
    double[] ca = {-ab[0] - bc[0], -ab[1] - bc[1]};
    double[] sides = {Math.hypot(ab[0], ab[1]), Math.hypot(bc[0], bc[1]), Math.hypot(ca[0], ca[1])};
    double[] angles = {Math.toDegrees(Math.atan2(ab[1], ab[0])), Math.toDegrees(Math.atan2(bc[1], bc[0])), Math.toDegrees(Math.atan2(ca[1], ca[0]))};
    double negative = result(stage(new SequenceFilter(), 6, "negative"), sides[0], sides[1], sides[2], angles[0], angles[1], angles[2]).number();
    double positive = result(stage(new SequenceFilter(), 6, "positive"), sides[0], sides[1], sides[2], angles[0], angles[1], angles[2]).number();
    assertThat(result(stage(new UnbalanceFilter(), 3, "iec"), sides).number()).as("negative over positive sequence")
        .isCloseTo(100 * negative / positive, within(1e-9));
    assertThat(result(stage(new UnbalanceFilter(), 3, "iec"), 400, 100, 100).quality()).isEqualTo(Quality.INVALID | Quality.INCONSISTENT);
    assertThat(result(stage(new UnbalanceFilter(), 3, "iec"), 400, 400, 400).number()).isCloseTo(0, within(1e-6));
    assertThat(result(stage(new UnbalanceFilter(), 3, "nema"), 0, 0, 0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.INACCURATE);
  }

  @ParameterizedTest
  @CsvSource({"600:5,keep,4.5,540", "110000/110,keep,63.5,63500", "120,keep,2,240", "1:1,toLineToLine,230,398.3716857408418",
      "1:1,toLineToNeutral,400,230.94010767585033"})
  void instrument_transformers(String ratio, String line, double secondary, double expected) {
    assertThat(stage(new CtvtFilter(), 1, ratio, line).send(0, secondary).take().get(0).number()).isCloseTo(expected, within(1e-9));
    assertThat(StageHarness.of(new CtvtFilter()).argument("600:0").problems()).extracting(Problem::code).contains("bad-ratio");
    assertThat(StageHarness.of(new CtvtFilter()).argument("big").problems()).extracting(Problem::code).contains("bad-ratio");
  }

  @Test
  void accumulator_tells_rollover_from_reset_and_knows_no_impossible_step() {
    StageHarness stage = stage(new AccumulatorFilter(), 1, "65536", "1000");
    stage.send(0, 65_000).send(0, 65_500).send(0, 100);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(65_000.0, 65_500.0, 65_636.0);
    assertThat(out.get(2).quality()).isEqualTo(Quality.COUNTER_CARRY);
    stage.restart().send(0, 150).send(0, 20).send(0, 50_000).send(0, 50_010);
    out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(65_686.0, 65_706.0, 65_706.0, 65_716.0);
    assertThat(out).extracting(Emitted::quality).containsExactly(Quality.GOOD, Quality.QUESTIONABLE | Quality.COUNTER_ADJUSTED,
        Quality.QUESTIONABLE | Quality.COUNTER_ADJUSTED, Quality.GOOD);
    stage.send(0, 7, Quality.INVALID).send(0, Double.NaN).send(0, 50_020);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(65_716.0, 65_716.0, 65_726.0);
    assertThat(StageHarness.of(new AccumulatorFilter()).argument("100").argument("100").problems()).extracting(Problem::code).contains("empty-range");
  }

  @Test
  void freeze_gives_the_reading_that_stood_at_the_full_interval() {
    StageHarness stage = stage(new FreezeFilter(), 1, "15min");
    stage.sendAt(890 * SECOND, 0, 10).sendAt(905 * SECOND, 0, 11);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(10.0);
    assertThat(out.get(0).sourceNs()).isEqualTo(900 * SECOND);
    assertThat(out.get(0).cause()).isEqualTo(Cause.COUNTER_INTERROGATED);
    stage.restart().sendAt(1_800 * SECOND, 0, 12);
    assertThat(stage.take()).as("exactly then").extracting(Emitted::number).containsExactly(12.0);
    stage.sendAt(9_001 * SECOND, 0, 20);
    assertThat(stage.take()).as("a gap").extracting(Emitted::quality).containsExactly(Quality.QUESTIONABLE | Quality.OLD_DATA);
    stage.send(0, 99, Quality.INVALID).sendBits(0, 0, 0, Quality.GOOD, 5);
    assertThat(stage.take()).isEmpty();
    assertThat(stage.dropped()).isEqualTo(3);
  }

  @Test
  void pulses_are_energy() {
    assertThat(stage(new PulseEnergyFilter(), 1, "0.5", "100").send(0, 250).take().get(0).number()).isEqualTo(50_000);
  }

  private static StageHarness line(StageHarness stage, long second, double current, double voltage) {
    stage.advanceTo(second * SECOND);
    stage.sendBits(0, 0, Double.doubleToRawLongBits(current), Quality.GOOD, second * SECOND);
    return stage.sendBits(1, 0, Double.doubleToRawLongBits(voltage), Quality.GOOD, second * SECOND);
  }

  @Test
  void fault_passage_needs_current_and_then_loss_of_voltage() {
    StageHarness stage = stage(new FaultPassageFilter(), 2, "600", "1s", "2000", "5s");
    line(stage, 1, 100, 11_500).take();
    line(line(line(stage, 10, 900, 9_000), 11, 900, 9_000), 13, 0, 0);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(1L);
    assertThat(out.get(0).sourceNs()).isEqualTo(13 * SECOND);
    line(stage.restart(), 20, 0, 0);
    stage.take();
    line(stage, 60, 100, 11_500);
    assertThat(stage.take()).extracting(Emitted::bits).containsExactly(0L);
    line(line(line(stage, 70, 900, 11_000), 71, 900, 11_000), 72, 100, 11_000);
    assertThat(stage.take()).as("an inrush").isEmpty();
    line(stage, 200, 0, 0);
    assertThat(stage.take()).as("a loss without a fault current").isEmpty();
  }
}
