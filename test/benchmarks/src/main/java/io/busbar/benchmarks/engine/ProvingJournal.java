package io.busbar.benchmarks.engine;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.PointDescription;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A journal that proves what it gets of {@link CountingDriver}: each point's values must go on by its step, from the
 * first to the last. Notes the longest time between two deliveries.
 */
final class ProvingJournal extends SettlingJournal {
  private static final int MOST_POINTS = 4_096;
  private static final double TOTAL_STEP = 7;

  private final double[] last = new double[MOST_POINTS];
  private final double[] step = new double[MOST_POINTS];
  private final AtomicLong longestNs = new AtomicLong();
  private long lastNs = System.nanoTime();
  private volatile long proved;
  private volatile long missing;
  private volatile long doubled;
  private volatile long wrong;

  /** Longest time between two deliveries since the last call, ns. */
  long takeLongestPauseNs() {
    return longestNs.getAndSet(0);
  }

  /** Samples that came. */
  long proved() {
    return proved;
  }

  /** Samples left out. */
  long missing() {
    return missing;
  }

  /** Samples that came twice or after a later one. */
  long doubled() {
    return doubled;
  }

  /** Totals that did not go on from the one before. */
  long wrong() {
    return wrong;
  }

  @Override
  void described(int identity, PointDescription point) {
    step[identity] = switch (point.point()) {
      case "total" -> TOTAL_STEP;
      case "seq", "band", "late" -> 1;
      default -> 0;
    };
  }

  @Override
  void look(SampleBatch events, SampleBatch measurements) {
    long now = System.nanoTime();
    if (events.size() > 0) {
      if (now - lastNs > longestNs.get()) {
        longestNs.set(now - lastNs);
      }
      lastNs = now;
    }
    for (int i = 0; i < events.size(); i++) {
      prove(events.point[i], Double.longBitsToDouble(events.bits[i]));
    }
  }

  private void prove(int point, double value) {
    double by = step[point];
    if (by == 0) {
      return;
    }
    double steps = last[point] == 0 ? 1 : (value - last[point]) / by;
    last[point] = value;
    proved = proved + 1;
    if (steps == 1) {
      return;
    }
    if (by == TOTAL_STEP) {
      wrong = wrong + 1;
    } else if (steps > 1) {
      missing = missing + (long) steps - 1;
    } else {
      doubled = doubled + 1;
    }
  }
}
