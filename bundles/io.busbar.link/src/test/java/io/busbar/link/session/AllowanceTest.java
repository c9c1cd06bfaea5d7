package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkOptions;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final long TODAY = 20_780;
  private static final LinkOptions OPTIONS = LinkOptions.NONE.budget(1_000, 1).spent(TODAY, 900);

  @Test
  void whatWasUsedOfTheDayBeforeARestartIsNotToBeHadAgain() {
    Allowance allowance = new Allowance(OPTIONS);
    allowance.look(0, TODAY * DAY_NS + 1);
    assertThat(allowance.bulk()).isTrue();
    assertThat(allowance.bytesLeft()).isEqualTo(100);
    allowance.used(100);
    assertThat(allowance.bulk()).isFalse();
    assertThat(allowance.why()).contains("used up");
    assertThat(allowance.usedToday()).isEqualTo(1_000);
    assertThat(allowance.day()).isEqualTo(TODAY);
  }

  @Test
  void anotherDayBeginsWithAll() {
    Allowance allowance = new Allowance(OPTIONS);
    allowance.look(0, (TODAY + 1) * DAY_NS);
    assertThat(allowance.bytesLeft()).isEqualTo(1_000);
  }

  @Test
  void aClockThatIsSetAfterTheStartFindsItsDay() {
    Allowance allowance = new Allowance(OPTIONS);
    allowance.look(0, 5);
    allowance.used(40);
    assertThat(allowance.bytesLeft()).isEqualTo(960);
    allowance.look(2_000_000_000L, TODAY * DAY_NS + 1);
    assertThat(allowance.bytesLeft()).as("with what went before the clock was set").isEqualTo(60);
  }
}
