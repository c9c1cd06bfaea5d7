package io.busbar.filter.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.model.Problem;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublePointFilterTest {
  private static StageHarness stage(String... arguments) {
    StageHarness.Setup setup = StageHarness.of(new DoublePointFilter()).inputs(Kind.BOOLEAN, Kind.BOOLEAN);
    for (String argument : arguments) {
      setup.argument(argument);
    }
    return setup.start();
  }

  private static Emitted position(StageHarness stage, long first, long second) {
    stage.sendBits(0, 0, first, Quality.GOOD, 5).take();
    return stage.sendBits(1, 0, second, Quality.GOOD, 7).take().get(0);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,0,1", "0,1,2", "1,1,3"})
  void two_contacts_make_a_position(long open, long closed, long expected) {
    assertThat(position(stage("open", "closed"), open, closed).bits()).isEqualTo(expected);
    assertThat(position(stage("closed", "open"), closed, open).bits()).isEqualTo(expected);
  }

  @Test
  void between_is_questionable_and_both_is_invalid() {
    assertThat(position(stage(), 0, 0).quality()).isEqualTo(Quality.QUESTIONABLE | Quality.IN_TRANSIT);
    assertThat(position(stage(), 1, 1).quality()).isEqualTo(Quality.INVALID | Quality.INCONSISTENT);
    assertThat(position(stage(), 1, 0).quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void the_worse_quality_and_the_later_time_count() {
    StageHarness stage = stage();
    stage.sendBits(0, 0, 1, Quality.QUESTIONABLE | Quality.OLD_DATA, 9).take();
    Emitted out = stage.sendBits(1, 0, 0, Quality.GOOD, 4).take().get(0);
    assertThat(out.quality()).isEqualTo(Quality.QUESTIONABLE | Quality.OLD_DATA);
    assertThat(out.sourceNs()).isEqualTo(9);
  }

  @Test
  void mistakes_are_told() {
    assertThat(StageHarness.of(new DoublePointFilter()).inputs(Kind.BOOLEAN).problems()).extracting(Problem::code).contains("filter-inputs");
    assertThat(StageHarness.of(new DoublePointFilter()).inputs(Kind.BOOLEAN, Kind.BOOLEAN).argument("open").argument("open").problems())
        .extracting(Problem::code).contains("same-contact");
    assertThat(StageHarness.of(new DoublePointFilter()).inputs(Kind.DOUBLE, Kind.BOOLEAN).problems())
        .extracting(Problem::code).contains("filter-kind");
  }
}
