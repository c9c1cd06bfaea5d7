package io.busbar.filter.logic;

import static org.assertj.core.api.Assertions.assertThat;

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

class LogicFiltersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int DOUBTED = Quality.QUESTIONABLE | Quality.INCONSISTENT;

  private static StageHarness stage(FilterFactory filter, int inputs, Kind kind, String... arguments) {
    Kind[] kinds = new Kind[inputs];
    Arrays.fill(kinds, kind);
    StageHarness.Setup setup = StageHarness.of(filter).inputs(kinds);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  /** Inputs as letters: 1, 0, or x for one that is INVALID. */
  private static Emitted last(StageHarness stage, String inputs) {
    Kind kind = stage.inputs().get(0);
    for (int k = 0; k < inputs.length(); k++) {
      char c = inputs.charAt(k);
      stage.sendBits(k, 0, StageHarness.bits(kind, c == '1' ? 1 : 0), c == 'x' ? Quality.INVALID : Quality.GOOD, stage.nowNs());
    }
    List<Emitted> out = stage.take();
    return out.get(out.size() - 1);
  }

  /** The strong logic of indeterminacy of S. C. Kleene, Introduction to Metamathematics, §64: x stands for unknown. */
  @ParameterizedTest
  @CsvSource({"11,1,1,0", "10,1,0,1", "00,0,0,0", "1x,1,x,x", "0x,x,0,x", "xx,x,x,x"})
  void gates_know_what_is_decided_although_an_input_is_unknown(String inputs, char or, char and, char xor) {
    List<FilterFactory> filters = List.of(new OrFilter(), new AndFilter(), new XorFilter());
    char[] expected = {or, and, xor};
    for (int f = 0; f < 3; f++) {
      Emitted out = last(stage(filters.get(f), 2, Kind.BOOLEAN), inputs);
      assertThat(Quality.isInvalid(out.quality())).as(filters.get(f).descriptor().name()).isEqualTo(expected[f] == 'x');
      assertThat(out.bits()).isEqualTo(expected[f] == '1' ? 1 : 0);
    }
  }

  @Test
  void not_turns_round_and_nan_is_unknown() {
    StageHarness stage = StageHarness.of(new NotFilter()).start();
    List<Emitted> out = stage.send(0, 0).send(0, 3).send(0, Double.NaN).take();
    assertThat(out).extracting(Emitted::bits).containsExactly(1L, 0L, 0L);
    assertThat(out.get(2).quality()).isEqualTo(Quality.INVALID | Quality.PROCESSING_ERROR);
  }

  @ParameterizedTest
  @CsvSource({"111,1,0", "110,1,1", "100,0,1", "000,0,0", "11x,1,0", "00x,0,0", "10x,0,2", "1xx,0,2"})
  void two_of_three(String inputs, long expected, int how) {
    Emitted out = last(stage(new VoteFilter(), 3, Kind.BOOLEAN, "2"), inputs);
    assertThat(out.bits()).isEqualTo(expected);
    assertThat(out.quality()).isEqualTo(how == 0 ? Quality.GOOD : how == 1 ? DOUBTED : Quality.INVALID);
    assertThat(StageHarness.of(new VoteFilter()).inputs(Kind.BOOLEAN, Kind.BOOLEAN).argument("3").problems()).extracting(Problem::code)
        .contains("too-many-votes");
  }

  private static StageHarness numbers(StageHarness stage, double... values) {
    for (int k = 0; k < values.length; k++) {
      stage.sendBits(k, 0, Double.doubleToRawLongBits(values[k]), Quality.GOOD, stage.nowNs());
    }
    return stage;
  }

  private static Emitted result(StageHarness stage) {
    List<Emitted> out = stage.take();
    return out.get(out.size() - 1);
  }

  @Test
  void balance_of_a_node() {
    Emitted right = result(numbers(stage(new BalanceFilter(), 3, Kind.DOUBLE, "1"), 100, -60, -39.5));
    assertThat(right.number()).isEqualTo(0.5);
    assertThat(right.quality()).isEqualTo(Quality.GOOD);
    assertThat(result(numbers(stage(new BalanceFilter(), 3, Kind.DOUBLE, "1"), 100, -60, -50)).quality()).isEqualTo(DOUBTED);
    assertThat(result(numbers(stage(new BalanceFilter(), 3, Kind.DOUBLE, "1", "10"), 100, -60, -50)).quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void group_sum_says_how_much_of_it_is_known() {
    StageHarness stage = stage(new GroupSumFilter(), 3, Kind.DOUBLE, "60");
    numbers(stage, 1, 2);
    assertThat(result(stage).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.INACCURATE);
    numbers(stage, 1, 2, 4);
    assertThat(result(stage).number()).isEqualTo(7);
    stage.sendBits(0, 0, 0, Quality.INVALID, 1).sendBits(1, 0, Double.doubleToRawLongBits(Double.NaN), Quality.GOOD, 1);
    Emitted out = result(stage);
    assertThat(out.number()).isEqualTo(4);
    assertThat(Quality.isInvalid(out.quality())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"sum,12", "mean,4", "least,2", "greatest,6", "difference,-4", "product,48"})
  void combine_computes(String how, double expected) {
    Emitted out = result(numbers(stage(new CombineFilter(), 3, Kind.DOUBLE, how), 4, 2, 6));
    assertThat(out.number()).isEqualTo(expected);
    assertThat(out.quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void a_barrier_mixes_no_instants() {
    StageHarness stage = stage(new CombineFilter(), 2, Kind.DOUBLE, "sum", "barrier", "100ms");
    long one = Double.doubleToRawLongBits(1);
    stage.sendBits(0, 0, one, Quality.GOOD, SECOND).sendBits(1, 0, one, Quality.GOOD, SECOND + 50_000_000);
    stage.sendBits(0, 0, one, Quality.GOOD, 2 * SECOND).sendBits(1, 0, one, Quality.GOOD, 3 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(SECOND + 50_000_000);
    assertThat(stage.dropped()).isEqualTo(3);
  }

  @Test
  void discrepancy_is_told_after_its_time_and_ends_at_once() {
    StageHarness stage = stage(new DiscrepancyFilter(), 2, Kind.DOUBLE, "5", "10s");
    numbers(stage, 100, 101);
    assertThat(stage.take()).extracting(Emitted::quality).containsExactly(Quality.INVALID | Quality.NOT_TOPICAL, Quality.GOOD);
    stage.advanceTo(SECOND);
    numbers(stage, 110, 101).advanceTo(10 * SECOND);
    numbers(stage, 111, 101);
    assertThat(stage.take()).isEmpty();
    stage.advanceTo(11 * SECOND);
    assertThat(stage.take()).extracting(Emitted::bits).containsExactly(1L);
    numbers(stage, 102);
    assertThat(stage.take()).extracting(Emitted::bits).containsExactly(0L);
    numbers(stage, 110).advanceTo(15 * SECOND);
    numbers(stage, 101).advanceTo(60 * SECOND);
    assertThat(stage.take()).as("it did not last").isEmpty();
    numbers(stage, 110).restart().advanceTo(70 * SECOND);
    assertThat(stage.take()).as("the time goes on over a restart").extracting(Emitted::bits).containsExactly(1L);
  }

  @Test
  void primary_backup_goes_at_once_and_comes_back_slowly() {
    StageHarness stage = stage(new PrimaryBackupFilter(), 2, Kind.DOUBLE, "30s");
    numbers(stage, 10, 20);
    assertThat(result(stage).number()).isEqualTo(10);
    stage.advanceTo(SECOND).sendBits(0, 0, 0, Quality.INVALID, SECOND);
    Emitted backup = result(stage);
    assertThat(backup.number()).isEqualTo(20);
    assertThat(backup.quality()).isEqualTo(Quality.QUESTIONABLE | Quality.SUBSTITUTED);
    stage.advanceTo(10 * SECOND);
    assertThat(result(numbers(stage, 11, 21)).number()).isEqualTo(21);
    stage.advanceTo(39 * SECOND);
    assertThat(result(numbers(stage, 11, 21)).number()).isEqualTo(21);
    stage.advanceTo(40 * SECOND);
    Emitted back = result(numbers(stage, 12, 22));
    assertThat(back.number()).isEqualTo(12);
    assertThat(back.quality()).isEqualTo(Quality.GOOD);
    stage.sendBits(0, 0, 0, Quality.INVALID, 41 * SECOND).sendBits(1, 0, 0, Quality.INVALID, 41 * SECOND);
    assertThat(Quality.isInvalid(result(stage).quality())).isTrue();
  }

  @Test
  void primary_backup_judges_by_age_if_told() {
    StageHarness stage = stage(new PrimaryBackupFilter(), 2, Kind.DOUBLE, "0s", "5s");
    numbers(stage, 10, 20).advanceTo(6 * SECOND).sendBits(1, 0, Double.doubleToRawLongBits(21), Quality.GOOD, 6 * SECOND);
    assertThat(result(stage).number()).isEqualTo(21);
  }

  @Test
  void a_switch_may_be_between_for_its_transit_time() {
    StageHarness stage = stage(new DoublePointFilter(), 2, Kind.BOOLEAN, "open", "closed", "2s");
    stage.sendBits(0, 0, 1, Quality.GOOD, 0).sendBits(1, 0, 0, Quality.GOOD, 0).take();
    stage.advanceTo(10 * SECOND).sendBits(0, 0, 0, Quality.GOOD, 10 * SECOND);
    stage.advanceTo(11 * SECOND).sendBits(1, 0, 1, Quality.GOOD, 11 * SECOND);
    assertThat(stage.take()).extracting(Emitted::bits).containsExactly(2L);
    stage.advanceTo(20 * SECOND).sendBits(1, 0, 0, Quality.GOOD, 20 * SECOND);
    assertThat(stage.take()).isEmpty();
    stage.restart().advanceTo(22 * SECOND);
    List<Emitted> out = stage.take();
    assertThat(out).extracting(Emitted::bits).containsExactly(0L);
    assertThat(out.get(0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.IN_TRANSIT);
    assertThat(out.get(0).sourceNs()).isEqualTo(20 * SECOND);
  }
}
