package io.busbar.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import org.junit.jupiter.api.Test;

class BudgetBookTest {
  private static final long TODAY = 20_780;
  private static final long PER_DAY = 20_000_000;

  private final SimStorage disk = new SimStorage(new SimRandom(1));

  @Test
  void whatIsUsedOfADayIsKnownAfterARestart() {
    BudgetBook book = new BudgetBook(disk);
    assertThat(book.spent(TODAY)).isZero();
    book.used(TODAY, 5_000_000, PER_DAY);
    book.finish(TODAY, 5_000_123, PER_DAY);
    assertThat(new BudgetBook(disk).spent(TODAY)).isEqualTo(5_000_123);
    assertThat(new BudgetBook(disk).lastDay()).isEqualTo(TODAY);
    assertThat(new BudgetBook(disk).spent(TODAY + 1)).as("a day of its own").isZero();
  }

  @Test
  void powerCutsNeverGiveBytesBackAndCostAPieceAtMost() {
    SimRandom dice = new SimRandom(7);
    long used = 0;
    for (int cut = 0; cut < 300; cut++) {
      disk.damagePages(50);
      BudgetBook book = new BudgetBook(disk);
      long before = book.spent(TODAY);
      assertThat(before).as("cut %d", cut).isBetween(used, used + 2 * PER_DAY / BudgetBook.PIECES);
      used = before;
      for (int i = dice.nextInt(20); i > 0; i--) {
        used += dice.nextInt(4_000);
        book.used(TODAY, used, PER_DAY);
      }
      disk.restart();
    }
    assertThat(used).isPositive();
  }

  @Test
  void aDayCostsFewFlushes() {
    BudgetBook book = new BudgetBook(disk);
    for (long used = 0; used < PER_DAY; used += 1_000) {
      book.used(TODAY, used, PER_DAY);
    }
    assertThat(disk.forces()).isLessThanOrEqualTo(2L * BudgetBook.PIECES);
  }

  @Test
  void aClockThatIsWrongForAWhileForgetsNothing() {
    BudgetBook book = new BudgetBook(disk);
    book.finish(TODAY, 7_000, PER_DAY);
    for (int wrong = 1; wrong < BudgetBook.MAX_DAYS; wrong++) {
      book.finish(wrong, 10, PER_DAY);
    }
    assertThat(new BudgetBook(disk).spent(TODAY)).isEqualTo(7_000);
  }

  @Test
  void withoutABudgetNothingIsWrittenButOneThatComesKnowsWhatWentBefore() {
    BudgetBook book = new BudgetBook(disk);
    book.used(TODAY, 900, 0);
    assertThat(disk.forces()).isZero();
    assertThat(book.spent(TODAY)).isEqualTo(900);
    BudgetBook nowhere = new BudgetBook(null);
    nowhere.used(TODAY, 900, PER_DAY);
    assertThat(nowhere.spent(TODAY)).isGreaterThanOrEqualTo(900);
    assertThat(nowhere.failure()).isEmpty();
  }

  @Test
  void aDiskThatTakesNothingIsSaid() {
    disk.capacity(0);
    BudgetBook book = new BudgetBook(disk);
    book.used(TODAY, 900, PER_DAY);
    assertThat(book.failure()).contains("a restart would begin the day anew");
    disk.capacity(1 << 20);
    book.used(TODAY, 900_000, PER_DAY);
    assertThat(book.failure()).isEmpty();
  }
}
