package io.busbar.benchmarks.engine;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A journal that takes everything, settles at once and keeps nothing; what it is good for is what it looks at. The engine's thread offers. */
abstract class SettlingJournal implements SampleJournal {
  private static final byte[] NO_TOKEN = new byte[0];

  private final Map<String, Integer> identities = new HashMap<>();
  private LongConsumer listener = ticket -> {};

  /** A point that was not described before has this identity, from 1. */
  void described(int identity, PointDescription point) {}

  /** Samples have come. Engine's thread. */
  abstract void look(SampleBatch events, SampleBatch measurements);

  @Override
  public final synchronized int[] describe(List<PointDescription> points) {
    int[] result = new int[points.size()];
    for (int i = 0; i < result.length; i++) {
      Integer known = identities.get(points.get(i).key());
      if (known == null) {
        known = identities.size() + 1;
        identities.put(points.get(i).key(), known);
        described(known, points.get(i));
      }
      result[i] = known;
    }
    return result;
  }

  @Override
  public final void retireOthers(InUse inUse) {}

  @Override
  public final boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
    look(events, measurements);
    listener.accept(ticket);
    return true;
  }

  @Override
  public final boolean offerNothing(long ticket) {
    return true;
  }

  @Override
  public final byte[] token(String tokenKey) {
    return NO_TOKEN;
  }

  @Override
  public final void onSettled(LongConsumer newListener) {
    listener = newListener;
  }

  @Override
  public final Map<String, byte[]> held() {
    return Map.of();
  }

  @Override
  public final Journal journal() {
    throw new UnsupportedOperationException("this journal keeps no records");
  }

  @Override
  public final AutoCloseable onCommit(Runnable newListener) {
    return () -> {};
  }

  @Override
  public final long commitIntervalMs() {
    return 0;
  }
}
