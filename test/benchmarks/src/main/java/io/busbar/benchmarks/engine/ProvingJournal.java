package io.busbar.benchmarks.engine;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A journal that settles at once and proves what it gets of {@link CountingDriver}: each point's values must go on by its step, from the
 * first to the last. Notes the longest time between two deliveries.
 */
final class ProvingJournal implements SampleJournal {
  private static final byte[] NO_TOKEN = new byte[0];
  private static final int MOST_POINTS = 4_096;
  private static final double TOTAL_STEP = 7;

  private final Map<String, Integer> identities = new HashMap<>();
  private final List<PointDescription> descriptions = new ArrayList<>();
  private final double[] last = new double[MOST_POINTS];
  private final double[] step = new double[MOST_POINTS];
  private final AtomicLong longestNs = new AtomicLong();
  private LongConsumer listener = ticket -> {};
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
  public synchronized int[] describe(List<PointDescription> points) {
    int[] result = new int[points.size()];
    for (int i = 0; i < result.length; i++) {
      Integer known = identities.get(points.get(i).key());
      if (known == null) {
        descriptions.add(points.get(i));
        known = descriptions.size();
        identities.put(points.get(i).key(), known);
        step[known] = switch (points.get(i).point()) {
          case "total" -> TOTAL_STEP;
          case "seq", "band", "late" -> 1;
          default -> 0;
        };
      }
      result[i] = known;
    }
    return result;
  }

  @Override
  public void retireOthers(InUse inUse) {}

  @Override
  public boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
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
    listener.accept(ticket);
    return true;
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

  @Override
  public boolean offerNothing(long ticket) {
    return true;
  }

  @Override
  public byte[] token(String tokenKey) {
    return NO_TOKEN;
  }

  @Override
  public void onSettled(LongConsumer newListener) {
    listener = newListener;
  }

  @Override
  public Map<String, byte[]> held() {
    return Map.of();
  }

  @Override
  public Journal journal() {
    throw new UnsupportedOperationException("this journal keeps no records");
  }

  @Override
  public AutoCloseable onCommit(Runnable newListener) {
    return () -> {};
  }

  @Override
  public long commitIntervalMs() {
    return 0;
  }
}
