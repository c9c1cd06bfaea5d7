package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrashPointsTest {
  private static final long POINTS = Long.getLong("busbar.points", 100_000);
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
  void whateverAPowerLossDoesToThePagesUnderWayAndBesideThemNothingAcknowledgedIsLostDoubledOrInvented() throws Exception {
    long first = Long.getLong("busbar.seed", 0);
    long points = 0;
    long seed = first;
    while (points < POINTS) {
      CrashPoints history = new CrashPoints(seed++);
      history.run();
      points += history.points();
    }
    System.out.println(points + " crash points in " + (seed - first) + " histories from seed " + first);
    assertThat(points).isGreaterThanOrEqualTo(POINTS);
  }
}
