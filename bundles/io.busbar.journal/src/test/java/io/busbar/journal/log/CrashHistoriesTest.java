package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrashHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("busbar.histories", 6_000);
  // Held here: a logger that nobody holds is forgotten with its level.
  private static final Logger LOG = Logger.getLogger("io.busbar.journal");

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void noAcknowledgedRecordIsLostDoubledOrInventedInAnyHistory() throws Exception {
    long crashes = 0;
    long errors = 0;
    long gaps = 0;
    long first = Long.getLong("busbar.seed", 0);
    long start = Math.max(first, Long.getLong("busbar.firstSeed", 0));
    for (long seed = start; seed < start + (first == 0 ? HISTORIES : 1); seed++) {
      CrashHistory history = new CrashHistory(seed);
      try {
        history.run();
      } catch (AssertionError | Exception e) {
        throw new AssertionError("history with seed " + seed + " (repeat it with -Dbusbar.seed=" + seed + ")", e);
      }
      crashes += history.crashes;
      errors += history.errors;
      gaps += history.gaps;
    }
    System.out.println(HISTORIES + " histories from seed " + start + ": " + crashes + " power losses within a call, " + errors
        + " I/O errors met, " + gaps + " gap records read");
    assertThat(crashes + errors).isPositive();
  }
}
