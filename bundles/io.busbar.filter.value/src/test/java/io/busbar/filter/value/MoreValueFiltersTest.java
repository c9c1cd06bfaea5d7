package io.busbar.filter.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoreValueFiltersTest {
  private static StageHarness stage(FilterFactory filter, Kind kind, String... arguments) {
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kind);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static double value(FilterFactory filter, double x, String... arguments) {
    return stage(filter, Kind.DOUBLE, arguments).send(0, x).take().get(0).number();
  }

  /** Flow over an orifice is proportional to the root of the differential pressure, ISO 5167-1 §5.1: a quarter of Δp is half the flow. */
  @ParameterizedTest
  @CsvSource({"0,0", "25,60", "50,84.852813742385", "100,120", "-5,0", "400,240"})
  void sqrt_law_gives_half_the_flow_at_a_quarter_of_the_pressure(double raw, double expected) {
    assertThat(value(new SqrtLawFilter(), raw, "0", "100", "120")).isCloseTo(expected, within(1e-9));
  }

  @Test
  void sqrt_law_cuts_the_noise_near_zero_off() {
    assertThat(value(new SqrtLawFilter(), 1, "0", "100", "120", "1")).isZero();
    assertThat(value(new SqrtLawFilter(), 1.1, "0", "100", "120", "1")).isPositive();
  }

  @Test
  void quad_law_is_a_polynomial_of_second_order() {
    assertThat(value(new QuadLawFilter(), 3, "2", "-4", "5")).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({"0,-50", "500,-25", "1000,0", "2000,60", "3000,120", "-100,-50", "9000,120"})
  void piecewise_interpolates_and_keeps_its_ends(double raw, double expected) {
    StageHarness stage = StageHarness.of(new PiecewiseFilter()).mapping("table", Map.of("3000", "120", "0", "-50", "1000", "0")).start();
    Emitted out = stage.send(0, raw).take().get(0);
    assertThat(out.number()).isEqualTo(expected);
    assertThat(out.quality()).isEqualTo(raw < 0 || raw > 3000 ? Quality.QUESTIONABLE | Quality.OUT_OF_RANGE : Quality.GOOD);
  }

  @Test
  void piecewise_goes_on_with_the_last_slope_if_told() {
    StageHarness stage = StageHarness.of(new PiecewiseFilter()).mapping("table", Map.of("0", "0", "10", "100")).argument("beyond", "extend").start();
    assertThat(stage.send(0, 20).send(0, -1).take()).extracting(Emitted::number).containsExactly(200.0, -10.0);
    assertThat(stage.send(0, Double.NaN).take().get(0).quality()).isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR);
  }

  /** Factors from NIST SP 811 appendix B.8 and the definitions of Celsius and Fahrenheit. */
  @ParameterizedTest
  @CsvSource({"V,kV,11000,11", "kWh,MJ,1,3.6", "degF,degC,212,100", "degC,degF,-40,-40", "degC,K,25,298.15", "psi,kPa,1,6.894757293168361",
      "mi,km,1,1.609344", "min,s,1.5,90", "%,1,50,0.5", "kn,km/h,1,1.852", "bar,mbar,1.2,1200", "deg,rad,180,3.141592653589793", "MW,kW,0.1,100"})
  void units_convert_by_their_definitions(String from, String to, double x, double expected) {
    assertThat(value(new UnitFilter(), x, from, to)).isCloseTo(expected, within(Math.abs(expected) * 1e-13));
  }

  @Test
  void units_of_different_quantities_are_refused() {
    assertThat(StageHarness.of(new UnitFilter()).argument("kW").argument("kvar").problems()).extracting(Problem::code).contains("other-quantity");
    assertThat(StageHarness.of(new UnitFilter()).argument("KV").argument("V").problems()).extracting(Problem::message)
        .anyMatch(message -> message.contains("Did you mean \"kV\"?"));
  }

  @ParameterizedTest
  @CsvSource({"int16,wrap,65535,-1", "int16,wrap,32768,-32768", "int16,saturate,40000,32767", "int16,saturate,-40000,-32768",
      "uint16,wrap,-1,65535", "uint16,wrap,65536,0", "uint8,saturate,-3,0", "int32,wrap,4294967295,-1", "uint32,saturate,5e9,4294967295",
      "int64,saturate,1e30,9223372036854775807", "int16,bad,2.5,2", "int16,bad,3.5,4"})
  void cast_saturates_wraps_and_rounds_halves_to_even(String type, String overflow, double x, long expected) {
    assertThat(stage(new CastFilter(), Kind.DOUBLE, type, overflow).send(0, x).take().get(0).bits()).isEqualTo(expected);
  }

  @Test
  void cast_keeps_whole_numbers_beyond_the_53_bits_of_a_double_exact() {
    StageHarness stage = stage(new CastFilter(), Kind.INT64, "int64");
    assertThat(stage.sendBits(0, 0, Long.MAX_VALUE - 1, 0, 0).take().get(0).bits()).isEqualTo(Long.MAX_VALUE - 1);
    StageHarness unsigned = stage(new CastFilter(), Kind.UINT64, "uint64");
    assertThat(unsigned.sendBits(0, 0, -3, 0, 0).take().get(0).bits()).isEqualTo(-3);
    StageHarness narrow = stage(new CastFilter(), Kind.UINT64, "int64");
    assertThat(narrow.sendBits(0, 0, -3, 0, 0).take().get(0).bits()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void cast_marks_what_does_not_fit() {
    assertThat(stage(new CastFilter(), Kind.DOUBLE, "int16").send(0, 1e6).take().get(0).quality())
        .isEqualTo(Quality.QUESTIONABLE | Quality.OVERFLOW);
    assertThat(stage(new CastFilter(), Kind.DOUBLE, "int16", "bad").send(0, 1e6).take().get(0).quality())
        .isEqualTo(Quality.INVALID | Quality.OVERFLOW);
    assertThat(stage(new CastFilter(), Kind.DOUBLE, "float32").send(0, 1e300).take().get(0).number()).isEqualTo(Float.MAX_VALUE);
    assertThat(stage(new CastFilter(), Kind.DOUBLE, "uint8").send(0, Double.NaN).take().get(0).quality())
        .isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR);
    assertThat(stage(new CastFilter(), Kind.INT64, "bool").send(0, 7).take().get(0).bits()).isEqualTo(1);
  }

  @Test
  void zero_clamp_silences_an_open_feeder() {
    StageHarness stage = stage(new ZeroClampFilter(), Kind.DOUBLE, "0.5");
    assertThat(stage.send(0, 0.49).send(0, -0.3).send(0, 0.5).take()).extracting(Emitted::number).containsExactly(0.0, 0.0, 0.5);
  }

  @ParameterizedTest
  @CsvSource({"4,0x1234,1234", "2,0x1234,34", "16,0x1234567890123456,1234567890123456", "1,0x9,9"})
  void bcd_reads_digits(int width, String raw, long expected) {
    StageHarness stage = stage(new BcdFilter(), Kind.INT64, Integer.toString(width));
    assertThat(stage.sendBits(0, 0, Long.decode(raw), 0, 0).take().get(0).bits()).isEqualTo(expected);
  }

  @Test
  void bcd_with_a_digit_above_nine_is_none() {
    Emitted out = stage(new BcdFilter(), Kind.INT64, "4").sendBits(0, 0, 0x12A4, 0, 0).take().get(0);
    assertThat(out.quality()).isEqualTo(Quality.INVALID | Quality.INCONSISTENT);
  }

  private static Emitted parse(StageHarness stage, String text) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(0, batch.blobs.add(text), Quality.GOOD, 5, TimeQuality.POLL, 5);
    return stage.sendBatch(0, batch).take().get(0);
  }

  @Test
  void parse_text_finds_the_number_and_says_when_there_is_none() {
    StageHarness stage = stage(new ParseTextFilter(), Kind.TEXT, "(-?[0-9.]+) *kV");
    assertThat(parse(stage, "U=-12.5 kV at 3 A").number()).isEqualTo(-12.5);
    assertThat(parse(stage, "no reading").quality()).isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR);
    assertThat(parse(stage(new ParseTextFilter(), Kind.TEXT), "T=+21.5C").number()).isEqualTo(21.5);
    assertThat(StageHarness.of(new ParseTextFilter()).inputs(Kind.TEXT).argument("(").problems()).extracting(Problem::code).contains("bad-pattern");
  }

  @Test
  void expr_computes_over_this_point_its_inputs_and_other_points() {
    assertThat(value(new ExprFilter(), 3, "x ^ 2 + min(x, 1) * 2 - 10 % 4")).isEqualTo(9);
    StageHarness two = StageHarness.of(new ExprFilter()).inputs(Kind.INT64, Kind.INT64).argument("x1 - x2").start();
    two.sendBits(0, 0, 10, Quality.GOOD, 1);
    assertThat(Quality.isInvalid(two.take().get(0).quality())).isTrue();
    assertThat(two.sendBits(1, 0, 4, Quality.GOOD, 1).take().get(0).number()).isEqualTo(6);
    StageHarness named = StageHarness.of(new ExprFilter()).argument("x * [ratio-1]").start();
    assertThat(named.points()).containsExactly("ratio-1");
    named.point("ratio-1", 0, 200, Quality.QUESTIONABLE | Quality.OLD_DATA).send(0, 2);
    Emitted out = named.take().get(0);
    assertThat(out.number()).isEqualTo(400);
    assertThat(out.quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OLD_DATA);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"1 + 2 * 3;7", "(1 + 2) * 3;9", "-2 ^ 2;-4",
      "2 ^ -1;0.5", "2 ^ 3 ^ 2;512", "!0 + !5;1", "1 < 2 && 2 != 3;1", "0 || 0 ? 5 : 6;6",
      "0x10 + 1e2;116", "and(0xFF, 0x0F);15", "atan2(0, -1);3.141592653589793", "1 / 0 > 1e300;1", "isnan(0 / 0);1",
      "7 % 4 - 1;2", "round(2.5);2"})
  void formulas_follow_the_usual_rules(String formula, double expected) {
    assertThat(value(new ExprFilter(), 0, formula)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"x +;a number, a name",
      "(x;\")\" is expected", "sqr(x);Did you mean \"sqrt\"?", "min(x);two numbers", "x x;an operator",
      "x3;input 3", "1 ? 2;\":\" is expected", "0x;hexadecimal", "1.2.3;a number is expected"})
  void mistakes_in_formulas_are_told_with_a_remedy(String formula, String words) {
    assertThat(StageHarness.of(new ExprFilter()).argument(formula).problems()).extracting(Problem::message).anyMatch(m -> m.contains(words));
  }

  @Test
  void a_formula_is_bounded() {
    assertThat(StageHarness.of(new ExprFilter()).argument("(".repeat(500) + "x" + ")".repeat(500)).problems()).isNotEmpty();
    assertThat(StageHarness.of(new ExprFilter()).argument("x" + "+x".repeat(150)).problems()).extracting(Problem::message)
        .anyMatch(m -> m.contains("at most 200 operations"));
    assertThat(StageHarness.of(new ExprFilter()).argument("-".repeat(900) + "x").problems()).isNotEmpty();
  }
}
