package io.busbar.filter.value;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.MethodSource;

class ValueFiltersTest {
  static List<FilterFactory> numeric() {
    return List.of(new LinearFilter(), new RangeScaleFilter(), new ClipFilter(), new BitsFilter(),
        new QuantizeFilter());
  }

  @Test
  void linear_with_a_decimal_factor_gives_the_decimal_that_a_person_would_write() {
    StageHarness stage = StageHarness.of(new LinearFilter()).inputs(Kind.INT64).argument("0.1").start();
    for (int raw = -40_000; raw < 40_000; raw++) {
      stage.send(0, raw);
    }
    List<Emitted> out = stage.take();
    for (int raw = -40_000, i = 0; raw < 40_000; raw++, i++) {
      String decimal = (raw < 0 ? "-" : "") + Math.abs(raw) / 10 + "." + Math.abs(raw) % 10;
      assertThat(out.get(i).number()).isEqualTo(Double.parseDouble(decimal));
    }
  }

  @Test
  void linear_adds_its_offset_and_takes_a_devices_own_factor() {
    StageHarness stage = StageHarness.of(new LinearFilter()).rows(2).argument("2").argument("b", "-40").override(1, "a", 3).start();
    stage.send(0, 10).send(1, 10);
    assertThat(stage.take()).extracting(Emitted::number).containsExactly(-20.0, -10.0);
  }

  @Test
  void a_number_that_is_not_finite_becomes_invalid_and_still_flows() {
    StageHarness stage = StageHarness.of(new LinearFilter()).argument("1e308").start();
    stage.send(0, Double.NaN).send(0, 1e10);
    assertThat(stage.take()).hasSize(2).allMatch(s -> Quality.isInvalid(s.quality()) && (s.quality() & Quality.PROCESSING_ERROR) != 0);
  }

  @Test
  void bad_quality_and_times_pass_unchanged() {
    StageHarness stage = StageHarness.of(new LinearFilter()).argument("2").start();
    stage.advanceTo(77).send(0, 5, Quality.QUESTIONABLE | Quality.OLD_DATA);
    Emitted out = stage.take().get(0);
    assertThat(out.quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OLD_DATA);
    assertThat(out.sourceNs()).isEqualTo(77);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4095,150", "2047.5,75", "8190,300", "-4095,-150"})
  void range_scale_is_linear_between_and_beyond(double raw, double expected) {
    StageHarness stage = StageHarness.of(new RangeScaleFilter()).argument("0").argument("4095").argument("0").argument("150").start();
    assertThat(stage.send(0, raw).take().get(0).number()).isEqualTo(expected);
  }

  @Test
  void range_scale_with_clamp_marks_what_it_limits_also_on_a_falling_range() {
    StageHarness stage = StageHarness.of(new RangeScaleFilter()).argument("0").argument("100").argument("50").argument("-50")
        .argument("clamp", "true").start();
    stage.send(0, 200).send(0, -1).send(0, 100);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::number).containsExactly(-50.0, 50.0, -50.0);
    assertThat(out).extracting(Emitted::quality).containsExactly(
        Quality.QUESTIONABLE | Quality.OUT_OF_RANGE, Quality.QUESTIONABLE | Quality.OUT_OF_RANGE, Quality.GOOD);
  }

  @Test
  void clip_limits_marks_or_drops_and_never_drops_bad_quality() {
    StageHarness limit = StageHarness.of(new ClipFilter()).argument("0").argument("10").start();
    assertThat(limit.send(0, 11).take().get(0).number()).isEqualTo(10);
    StageHarness bad = StageHarness.of(new ClipFilter()).argument("0").argument("10").argument("bad").start();
    Emitted marked = bad.send(0, 11).take().get(0);
    assertThat(marked.number()).isEqualTo(11);
    assertThat(marked.quality()).isEqualTo(Quality.INVALID | Quality.OUT_OF_RANGE);
    StageHarness drop = StageHarness.of(new ClipFilter()).argument("0").argument("10").argument("drop").start();
    drop.send(0, 11).send(0, 12, Quality.INVALID).send(0, Double.NaN).send(0, 10);
    assertThat(drop.take()).hasSize(3);
    assertThat(drop.dropped()).isEqualTo(1);
  }

  @Test
  void invert_turns_single_and_double_points_round_and_keeps_the_states_between() {
    StageHarness single = StageHarness.of(new InvertFilter()).inputs(Kind.BOOLEAN).start();
    assertThat(single.send(0, 1).send(0, 0).take()).extracting(Emitted::number).containsExactly(0.0, 1.0);
    StageHarness twin = StageHarness.of(new InvertFilter()).inputs(Kind.DOUBLE_POINT).start();
    assertThat(twin.send(0, 0).send(0, 1).send(0, 2).send(0, 3).take()).extracting(Emitted::number)
        .containsExactly(0.0, 2.0, 1.0, 3.0);
  }

  @Test
  void bits_takes_one_bit_as_status_and_several_as_number() {
    StageHarness one = StageHarness.of(new BitsFilter()).inputs(Kind.INT64).argument("0x0008").start();
    assertThat(one.output().kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(one.send(0, 0x0F).send(0, 0xF0).take()).extracting(Emitted::bits).containsExactly(1L, 0L);
    StageHarness some = StageHarness.of(new BitsFilter()).inputs(Kind.INT64).argument("0x0FF0").start();
    assertThat(some.send(0, 0xABCD).take().get(0).bits()).isEqualTo(0xBC);
    StageHarness top = StageHarness.of(new BitsFilter()).inputs(Kind.UINT64).argument("0x8000000000000000").start();
    assertThat(top.sendBits(0, 0, Long.MIN_VALUE, 0, 0).take().get(0).bits()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0.1,12.34,12.3", "0.1,12.36,12.4", "5,12.4,10", "5,12.5,10", "5,17.5,20", "0.25,-1.1,-1.0", "0.1,0.3,0.3"})
  void quantize_rounds_to_the_nearest_step_with_halves_to_even(double step, double x, double expected) {
    StageHarness stage = StageHarness.of(new QuantizeFilter()).argument(Double.toString(step)).start();
    assertThat(stage.send(0, x).take().get(0).number()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ABCD,0x42F6,0xE979", "CDAB,0xE979,0x42F6", "BADC,0xF642,0x79E9", "DCBA,0x79E9,0xF642"})
  void words_joins_a_float_in_each_order(String order, String first, String second) {
    StageHarness stage = StageHarness.of(new WordsFilter()).inputs(Kind.INT64, Kind.INT64).argument(order).argument("float32").start();
    stage.sendBits(0, 0, Long.decode(first), Quality.GOOD, 1);
    assertThat(Quality.isInvalid(stage.take().get(0).quality())).isTrue();
    Emitted out = stage.sendBits(1, 0, Long.decode(second), Quality.GOOD, 2).take().get(0);
    assertThat(out.number()).isEqualTo(123.456f);
    assertThat(out.quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void words_joins_four_registers_and_keeps_the_sign() {
    StageHarness stage = StageHarness.of(new WordsFilter()).inputs(Kind.INT64, Kind.INT64, Kind.INT64, Kind.INT64)
        .argument("CDAB").argument("int64").start();
    long[] registers = {0xFFFE, 0xFFFF, 0xFFFF, 0xFFFF};
    for (int i = 0; i < 4; i++) {
      stage.sendBits(i, 0, registers[i], Quality.GOOD, i);
    }
    List<Emitted> out = stage.take();
    assertThat(out.get(3).bits()).isEqualTo(-2);
    StageHarness narrow = StageHarness.of(new WordsFilter()).inputs(Kind.INT64, Kind.INT64).argument("ABCD").argument("int32").start();
    narrow.sendBits(0, 0, 0xFFFF, 0, 0).sendBits(1, 0, 0xFFFE, 0, 0);
    assertThat(narrow.take().get(1).bits()).isEqualTo(-2);
  }

  @ParameterizedTest
  @MethodSource("numeric")
  void text_is_refused_with_a_remedy(FilterFactory filter) {
    StageHarness.Setup setup = StageHarness.of(filter).inputs(Kind.TEXT);
    for (String argument : filter.descriptor().parameters().stream().filter(p -> p.required()).map(p -> "1").toList()) {
      setup.argument(argument);
    }
    assertThat(setup.problems()).extracting(Problem::code).contains("filter-kind");
  }

  @Test
  void mistakes_in_arguments_are_told() {
    assertThat(StageHarness.of(new ClipFilter()).argument("5").argument("1").problems()).extracting(Problem::code).contains("empty-range");
    assertThat(StageHarness.of(new RangeScaleFilter()).argument("5").argument("5").argument("0").argument("1").problems())
        .extracting(Problem::code).contains("empty-range");
    assertThat(StageHarness.of(new BitsFilter()).inputs(Kind.INT64).argument("0").problems()).extracting(Problem::code).contains("empty-mask");
    assertThat(StageHarness.of(new WordsFilter()).inputs(Kind.INT64).argument("ABCD").argument("uint32").problems())
        .extracting(Problem::code).contains("filter-inputs");
    assertThat(StageHarness.of(new InvertFilter()).inputs(Kind.DOUBLE).problems()).extracting(Problem::code).contains("filter-kind");
  }
}
