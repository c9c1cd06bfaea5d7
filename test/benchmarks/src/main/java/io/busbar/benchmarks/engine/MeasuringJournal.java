package io.busbar.benchmarks.engine;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A journal that takes everything, settles at once and keeps nothing but what it is told to look at: how long samples were under way. The
 * engine's thread offers; others read the counters.
 */
final class MeasuringJournal implements SampleJournal {
  private static final byte[] NO_TOKEN = new byte[0];

  private final Map<String, Integer> identities = new HashMap<>();
  private final AtomicLong worstNs = new AtomicLong();
  private final Watch watch;
  private LongConsumer listener = ticket -> {};
  private volatile long count;

  /** Looks at what comes. */
  @FunctionalInterface
  interface Watch {
    /** Samples have come. Engine's thread. */
    void offered(SampleBatch samples);
  }

  MeasuringJournal(Watch watch) {
    this.watch = watch;
  }

  /** Longest way of a sample since the last call, from its gateway time to here, ns. */
  long takeWorstNs() {
    return worstNs.getAndSet(0);
  }

  /** Samples taken. */
  long count() {
    return count;
  }

  @Override
  public synchronized int[] describe(List<PointDescription> points) {
    return points.stream().mapToInt(point -> identities.computeIfAbsent(point.key(), key -> identities.size() + 1)).toArray();
  }

  @Override
  public void retireOthers(InUse inUse) {}

  @Override
  public boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
    look(events);
    look(measurements);
    count = count + events.size() + measurements.size();
    listener.accept(ticket);
    return true;
  }

  private void look(SampleBatch samples) {
    if (samples.size() > 0) {
      long now = PreciseClock.nowNs();
      long first = Long.MAX_VALUE;
      for (int i = 0; i < samples.size(); i++) {
        first = Math.min(first, samples.gatewayTime[i]);
      }
      if (now - first > worstNs.get()) {
        worstNs.set(now - first);
      }
      watch.offered(samples);
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
