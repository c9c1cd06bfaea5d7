package io.busbar.engine.shadow;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Takes what the candidate would have journalled, hands it to the comparison, and forgets it. Shadow's thread only. */
final class ShadowJournal implements SampleJournal {
  private static final byte[] NO_TOKEN = new byte[0];

  private final Map<String, Integer> identities = new HashMap<>();
  private final List<PointDescription> points = new ArrayList<>();
  private final Consumer<SampleBatch> taken;
  private LongConsumer listener = ticket -> {};

  /**
   * An empty one.
   *
   * @param taken gets each batch; it may not keep it
   */
  ShadowJournal(Consumer<SampleBatch> taken) {
    this.taken = taken;
  }

  /** What an identity means. */
  PointDescription point(int identity) {
    return points.get(identity - 1);
  }

  @Override
  public int[] describe(List<PointDescription> described) {
    int[] result = new int[described.size()];
    for (int i = 0; i < result.length; i++) {
      PointDescription point = described.get(i);
      Integer known = identities.get(point.key());
      if (known == null) {
        points.add(point);
        known = points.size();
        identities.put(point.key(), known);
      }
      result[i] = known;
    }
    return result;
  }

  @Override
  public void retireOthers(InUse inUse) {}

  @Override
  public boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
    taken.accept(events);
    taken.accept(measurements);
    listener.accept(ticket);
    return true;
  }

  @Override
  public Map<String, byte[]> held() {
    return Map.of();
  }

  @Override
  public boolean offerNothing(long ticket) {
    listener.accept(ticket);
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
  public Journal journal() {
    throw new UnsupportedOperationException("a shadow journals nothing");
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
