package io.busbar.testkit;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * A sample journal in memory, for tests of what stands before it: keeps what it takes as readable rows, refuses when it
 * is told to be full, and settles when it is told to commit. Thread-safe.
 */
public final class MemorySampleJournal implements SampleJournal {
  private static final byte[] NO_TOKEN = new byte[0];

  private final Map<String, Integer> identities = new HashMap<>();
  private final List<PointDescription> descriptions = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, byte[]> offered = new HashMap<>();
  private final Map<String, byte[]> state = new TreeMap<>();
  private LongConsumer listener = ticket -> {};
  private String inability = "";
  private boolean full;
  private boolean keeping = true;
  private boolean committingAtOnce;
  private long lastTicket;
  private long durableTicket;
  private long stateBytes;
  private long count;

  /**
   * A sample that was taken.
   *
   * @param stream where to
   * @param device name
   * @param point name
   * @param kind of the value
   * @param bits the value
   * @param text of a text, else empty
   * @param quality bits
   * @param sourceNs source time, ns
   * @param gatewayNs gateway time, ns
   * @param cause cause
   * @param urgent whether its commit was urgent
   * @param ticket it came with
   */
  public record Row(StreamId stream, String device, String point, Kind kind, long bits, String text, int quality,
      long sourceNs, long gatewayNs, byte cause, boolean urgent, long ticket) {
    /** The value as a number. */
    public double number() {
      return kind.toDouble(bits);
    }
  }

  /** Refuses everything from now on, or takes it again. */
  public synchronized void full(boolean nowFull) {
    full = nowFull;
  }

  /** Whether each offer is durable at once. */
  public synchronized void commitAtOnce(boolean atOnce) {
    committingAtOnce = atOnce;
  }

  /** Whether rows are kept, or only counted: for measuring. */
  public synchronized void keepRows(boolean keep) {
    keeping = keep;
  }

  /** What was taken so far, in order. */
  public synchronized List<Row> rows() {
    return List.copyOf(rows);
  }

  /** What was taken of one device's point. */
  public synchronized List<Row> rows(String device, String point) {
    return rows.stream().filter(row -> row.device().equals(device) && row.point().equals(point)).toList();
  }

  /** Samples taken so far. */
  public synchronized long count() {
    return count;
  }

  /** Names of the points that are retired, as {@code device/point}, in the order of their identities. */
  public synchronized List<String> retired() {
    return descriptions.stream().filter(point -> point.publish() == PublishClass.NONE)
        .map(point -> point.device() + "/" + point.point()).toList();
  }

  /** How many identities were given. */
  public synchronized int identityCount() {
    return descriptions.size();
  }

  /** What an identity means. */
  public synchronized PointDescription description(int identity) {
    return descriptions.get(identity - 1);
  }

  /** Names of a device's points, as they were described, without the device's own records. */
  public synchronized List<String> points(String device) {
    return descriptions.stream().filter(known -> known.device().equals(device)).map(PointDescription::point)
        .filter(name -> !name.startsWith("_")).toList();
  }

  /**
   * What is known of a device's point.
   *
   * @throws java.util.NoSuchElementException if it was not described
   */
  public synchronized PointDescription description(String device, String point) {
    return descriptions.stream().filter(known -> known.device().equals(device) && known.point().equals(point)).findFirst().orElseThrow();
  }

  /** Makes everything durable and tells the listener. */
  public void commit() {
    LongConsumer told;
    long ticket;
    synchronized (this) {
      state.putAll(offered);
      state.values().removeIf(value -> value.length == 0);
      offered.clear();
      told = listener;
      ticket = lastTicket;
      durableTicket = ticket;
    }
    told.accept(ticket);
  }

  /** Lets it refuse to store the point list with this reason; empty: lets it again. */
  public synchronized void cannotDescribe(String why) {
    inability = why;
  }

  @Override
  public synchronized int[] describe(List<PointDescription> points) throws IOException {
    if (!inability.isEmpty()) {
      throw new IOException(inability);
    }
    int[] result = new int[points.size()];
    for (int i = 0; i < result.length; i++) {
      PointDescription point = points.get(i);
      Integer known = identities.get(point.key());
      if (known == null) {
        descriptions.add(point);
        known = descriptions.size();
        identities.put(point.key(), known);
      } else {
        descriptions.set(known - 1, point);
      }
      result[i] = known;
    }
    return result;
  }

  @Override
  public synchronized void retireOthers(InUse inUse) {
    descriptions.replaceAll(point -> inUse.contains(point.site(), point.device(), point.point()) ? point
        : new PointDescription(point.site(), point.device(), point.point(), point.kind(), point.unit(), PublishClass.NONE,
            point.periodMs(), point.labels()));
  }

  @Override
  public boolean offer(SampleBatch events, SampleBatch measurements, Checkpoint checkpoint, boolean urgent, long ticket) {
    synchronized (this) {
      if (full) {
        return false;
      }
      if (ticket <= lastTicket) {
        throw new IllegalArgumentException("ticket " + ticket + " after " + lastTicket);
      }
      lastTicket = ticket;
      count += events.size() + measurements.size();
      stateBytes += checkpoint.size();
      if (keeping) {
        keep(StreamId.EVENTS, events, urgent, ticket);
        keep(StreamId.MEASUREMENTS, measurements, false, ticket);
        for (int i = 0; i < checkpoint.entries(); i++) {
          offered.put(checkpoint.name(i), checkpoint.value(i));
        }
      }
      if (!committingAtOnce) {
        return true;
      }
    }
    commit();
    return true;
  }

  private void keep(StreamId stream, SampleBatch batch, boolean urgent, long ticket) {
    for (int i = 0; i < batch.size(); i++) {
      rows.add(row(stream, batch, i, urgent, ticket));
    }
  }

  /** Forgets what was offered and is not durable, rows too, as a crash would; the next engine goes on with what is. */
  public synchronized void crash() {
    offered.clear();
    rows.removeIf(row -> row.ticket() > durableTicket);
    lastTicket = 0;
    durableTicket = 0;
    rows.replaceAll(row -> new Row(row.stream(), row.device(), row.point(), row.kind(), row.bits(), row.text(), row.quality(),
        row.sourceNs(), row.gatewayNs(), row.cause(), row.urgent(), 0));
  }

  /** Bytes of state that were offered so far. */
  public synchronized long stateBytes() {
    return stateBytes;
  }

  @Override
  public synchronized Map<String, byte[]> held() {
    Map<String, byte[]> held = new TreeMap<>(state);
    held.keySet().removeIf(name -> !name.startsWith(Checkpoint.HELD));
    return held;
  }

  private Row row(StreamId stream, SampleBatch batch, int i, boolean urgent, long ticket) {
    PointDescription point = descriptions.get(batch.point[i] - 1);
    String text = point.kind() == Kind.TEXT ? batch.blobs.textAt(batch.bits[i]) : "";
    return new Row(stream, point.device(), point.point(), point.kind(), batch.bits[i], text, batch.quality[i],
        batch.sourceTime[i], batch.gatewayTime[i], batch.cause[i], urgent, ticket);
  }

  @Override
  public synchronized boolean offerNothing(long ticket) {
    if (full) {
      return false;
    }
    lastTicket = ticket;
    return true;
  }

  @Override
  public synchronized byte[] token(String tokenKey) {
    return state.getOrDefault(Checkpoint.TOKEN + tokenKey, NO_TOKEN).clone();
  }

  @Override
  public synchronized void onSettled(LongConsumer newListener) {
    listener = newListener;
  }

  @Override
  public Journal journal() {
    throw new UnsupportedOperationException("a journal in memory has no records");
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
