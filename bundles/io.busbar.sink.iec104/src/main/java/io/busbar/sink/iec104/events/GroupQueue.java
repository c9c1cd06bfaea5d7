package io.busbar.sink.iec104.events;

import io.busbar.api.journal.StreamId;
import io.busbar.sink.iec104.table.MappedPoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of one redundancy group in their order: those that are out and not acknowledged, then those that wait; beside them the points
 * whose present state has to be told. Every index counts events from 0 on. The sink's thread adds, the server's takes; each call is short and
 * under one lock.
 */
public final class GroupQueue {
  /** From here on no further record is read from central's journal: the journal is the buffer. */
  public static final int ENOUGH = 8_192;

  private static final int FIRST_SIZE = 1_024;

  private final Map<StreamId, Deque<Mark>> marks = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Long> settled = new EnumMap<>(StreamId.class);
  private final Set<MappedPoint> owed = new LinkedHashSet<>();
  private @Nullable MappedPoint[] point;
  private double[] number;
  private int[] quality;
  private long[] sourceNs;
  private byte[] timeQuality;
  private byte[] cause;
  private long[] receivedNs;
  private long acknowledged;
  private long out;
  private long end;
  private long dropped;
  private long delivered;

  /** All events before an index acknowledged: then this position of central's journal is settled. */
  private record Mark(long index, long position) {}

  /** An empty queue. */
  public GroupQueue() {
    this(FIRST_SIZE);
  }

  private GroupQueue(int size) {
    point = new @Nullable MappedPoint[size];
    number = new double[size];
    quality = new int[size];
    sourceNs = new long[size];
    timeQuality = new byte[size];
    cause = new byte[size];
    receivedNs = new long[size];
  }

  /** Whether there is room for another record. */
  public synchronized boolean hasRoom() {
    return end - acknowledged < ENOUGH;
  }

  /** Puts an event behind the others. */
  public synchronized void add(Pending event) {
    if (end - acknowledged == point.length) {
      grow();
    }
    int at = slot(end++);
    point[at] = event.point;
    number[at] = event.number;
    quality[at] = event.quality;
    sourceNs[at] = event.sourceNs;
    timeQuality[at] = event.timeQuality;
    cause[at] = (byte) event.cause;
    receivedNs[at] = event.receivedNs;
  }

  private void grow() {
    GroupQueue larger = new GroupQueue(2 * point.length);
    for (long i = acknowledged; i < end; i++) {
      int from = slot(i);
      int to = larger.slot(i);
      larger.point[to] = point[from];
      larger.number[to] = number[from];
      larger.quality[to] = quality[from];
      larger.sourceNs[to] = sourceNs[from];
      larger.timeQuality[to] = timeQuality[from];
      larger.cause[to] = cause[from];
      larger.receivedNs[to] = receivedNs[from];
    }
    point = larger.point;
    number = larger.number;
    quality = larger.quality;
    sourceNs = larger.sourceNs;
    timeQuality = larger.timeQuality;
    cause = larger.cause;
    receivedNs = larger.receivedNs;
  }

  private int slot(long index) {
    return (int) (index % point.length);
  }

  /** A record of central's journal is in whole: with the last event before here it is settled. */
  public synchronized void mark(StreamId stream, long position) {
    Deque<Mark> open = marks.computeIfAbsent(stream, each -> new ArrayDeque<>());
    Mark last = open.peekLast();
    if (last != null && last.index() == end) {
      open.removeLast();
    }
    open.addLast(new Mark(end, position));
  }

  /** Up to which position of central's journal everything is acknowledged or dropped; {@code otherwise} if nothing was marked. */
  public synchronized long settled(StreamId stream, long otherwise) {
    Deque<Mark> open = marks.get(stream);
    if (open == null) {
      return otherwise;
    }
    while (!open.isEmpty() && open.getFirst().index() <= acknowledged) {
      settled.put(stream, open.removeFirst().position());
    }
    return settled.getOrDefault(stream, 0L);
  }

  /** The position of the last mark; −1 if there is none. */
  public synchronized long taken(StreamId stream) {
    Deque<Mark> open = marks.get(stream);
    Mark last = open == null ? null : open.peekLast();
    return last != null ? last.position() : settled.getOrDefault(stream, -1L);
  }

  /** Looks at the event that waits longest; false if none waits. */
  public synchronized boolean peek(Pending into) {
    while (out < end && point[slot(out)] == null) {
      skip();
    }
    if (out == end) {
      return false;
    }
    int at = slot(out);
    into.point = point[at];
    into.number = number[at];
    into.quality = quality[at];
    into.sourceNs = sourceNs[at];
    into.timeQuality = timeQuality[at];
    into.cause = cause[at] & 0xFF;
    into.receivedNs = receivedNs[at];
    return true;
  }

  private void skip() {
    if (acknowledged == out) {
      acknowledged++;
    }
    out++;
  }

  /** The event that was looked at is out. Returns the index behind it, for {@link #acknowledge}. */
  public synchronized long taken() {
    return ++out;
  }

  /** All events before an index have arrived. */
  public synchronized void acknowledge(long index) {
    for (; acknowledged < Math.min(index, out); acknowledged++) {
      if (point[slot(acknowledged)] != null) {
        point[slot(acknowledged)] = null;
        delivered++;
      }
    }
  }

  /** What is out has not arrived for certain: it is sent again. */
  public synchronized void again() {
    out = acknowledged;
  }

  /** Drops waiting events that central received before a time; counts them. */
  public synchronized long dropOlder(long beforeNs) {
    long before = dropped;
    for (long i = out; i < end; i++) {
      if (receivedNs[slot(i)] < beforeNs) {
        drop(i);
      }
    }
    return dropped - before;
  }

  /** Drops all that wait; counts them. */
  public synchronized long dropWaiting() {
    long before = dropped;
    for (long i = out; i < end; i++) {
      drop(i);
    }
    return dropped - before;
  }

  private void drop(long index) {
    if (point[slot(index)] != null) {
      point[slot(index)] = null;
      dropped++;
    }
    if (index == out) {
      skip();
    }
  }

  /** A point's present state is to be told once nothing waits. */
  public synchronized void owe(MappedPoint mapped) {
    owed.add(mapped);
  }

  /** It need not be told any more. */
  public synchronized void clear(MappedPoint mapped) {
    owed.remove(mapped);
  }

  /** Nothing is owed: the points are others now. */
  public synchronized void clearOwed() {
    owed.clear();
  }

  /** The first point whose present state is owed; null if there is none. */
  public synchronized @Nullable MappedPoint owed() {
    return owed.isEmpty() ? null : owed.iterator().next();
  }

  /** Events that wait or are out. */
  public synchronized long size() {
    return end - acknowledged;
  }

  /** Events that were given up because nobody fetched them in time. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Events that were acknowledged. */
  public synchronized long delivered() {
    return delivered;
  }
}
