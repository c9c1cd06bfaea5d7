package io.busbar.test.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Many histories of engine and journal. {@code -Dbusbar.engineHistories=N} runs another number, {@code -Dbusbar.seed=S} begins with
 * another seed.
 */
class EngineHistoriesTest {
  private static final int HISTORIES = 300;
  private static final int SHOWN_FAILURES = 3;
  private static final Logger PRODUCT = Logger.getLogger("io.busbar");

  static {
    PRODUCT.setLevel(Level.OFF);
  }

  @Test
  void whatFiltersHoldBackIsDeliveredOnceWhateverHappensToTheProcess() {
    long first = Long.getLong("busbar.seed", 1);
    int count = Integer.getInteger("busbar.engineHistories", HISTORIES);
    List<String> failures = new ArrayList<>();
    long crashes = 0;
    long events = 0;
    long polled = 0;
    long began = System.nanoTime();
    for (long seed = first; seed < first + count && failures.size() < SHOWN_FAILURES; seed++) {
      EngineHistory history = new EngineHistory(seed);
      try {
        history.run();
      } catch (Exception | AssertionError e) {
        StringBuilder text = new StringBuilder("seed " + seed + ": " + e);
        for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++) {
          text.append("\n    at ").append(e.getStackTrace()[i]);
        }
        failures.add(text.toString());
      }
      crashes += history.crashes;
      events += history.events;
      polled += history.polled;
    }
    System.out.printf("%d histories from seed %d in %.1f s: %d crashes, %d events and %d polled samples delivered%n", count, first,
        (System.nanoTime() - began) / 1e9, crashes, events, polled);
    assertThat(failures).as("run one again with -Dbusbar.engineHistories=1 -Dbusbar.seed=SEED").isEmpty();
  }
}
