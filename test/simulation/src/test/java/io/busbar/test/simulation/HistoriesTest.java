package io.busbar.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many histories. {@code -Dbusbar.histories=N} runs another number, {@code -Dbusbar.seed=S} begins with another seed, and
 * {@code -Dbusbar.histories=1 -Dbusbar.seed=S} runs one history again.
 */
class HistoriesTest {
  private static final long FIRST_SEED = 1;
  private static final int HISTORIES = 10_000;
  private static final int SHOWN_FAILURES = 5;
  /** Kept, for a logger that nobody holds forgets its level. Thousands of crashes are no news here. */
  private static final Logger PRODUCT = Logger.getLogger("io.busbar");

  static {
    PRODUCT.setLevel(Level.OFF);
  }

  @Test
  void nothingIsLostDoubledOrOutOfOrderInAnyHistory() throws InterruptedException {
    long first = Long.getLong("busbar.seed", FIRST_SEED);
    int count = Integer.getInteger("busbar.histories", HISTORIES);
    int threads = Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors()));
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    AtomicLong next = new AtomicLong(first);
    Totals totals = new Totals();
    long began = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(() -> {
        for (long seed = next.getAndIncrement(); seed < first + count && failures.size() < SHOWN_FAILURES; seed = next.getAndIncrement()) {
          String failure = run(seed, totals);
          if (failure != null) {
            failures.add(failure);
          }
        }
      });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(4, TimeUnit.HOURS)).isTrue();
    System.out.printf("%d histories from seed %d in %.1f s with %d threads: %s%n", count, first, (System.nanoTime() - began) / 1e9,
        threads, totals);
    assertThat(failures).as("run one again with -Dbusbar.histories=1 -Dbusbar.seed=SEED").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 5, 707, 1283, 1663, 8959, 9866})
  void seedsThatFoundSomethingOnce(long seed) {
    new History(seed).run();
  }

  private static String run(long seed, Totals totals) {
    History history = new History(seed);
    try {
      history.run();
      totals.add(history);
      return null;
    } catch (RuntimeException | Error e) {
      StringBuilder text = new StringBuilder("seed " + seed + ": " + e);
      for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
        text.append("\n    at ").append(e.getStackTrace()[i]);
      }
      return text.toString();
    }
  }

  /** What happened in all of them. */
  private static final class Totals {
    private final AtomicLong crashes = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong live = new AtomicLong();
    private final AtomicLong history = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();

    void add(History done) {
      crashes.addAndGet(done.crashes);
      events.addAndGet(done.sink.events);
      live.addAndGet(done.sink.live);
      history.addAndGet(done.sink.history);
      gaps.addAndGet(done.sink.gaps);
      steps.addAndGet(done.steps);
    }

    @Override
    public String toString() {
      return crashes + " crashes, " + gaps + " gap records, samples delivered: " + events + " events, " + live + " live, " + history
          + " history; " + steps + " steps";
    }
  }
}
