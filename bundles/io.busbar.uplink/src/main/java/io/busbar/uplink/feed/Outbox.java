package io.busbar.uplink.feed;

import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkSession;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lanes of the present session, and what each message that is under way in them stands for. */
final class Outbox {
  /** Messages of a lane that central has not made durable; then the lane waits. */
  static final int MAX_OPEN = 16_384;

  private final LinkSession session;
  private final Map<LinkLane, ArrayDeque<Open>> open = new EnumMap<>(LinkLane.class);
  private final Map<LinkLane, Integer> capacity = new EnumMap<>(LinkLane.class);
  private final Map<LinkLane, LanePacker> packers = new EnumMap<>(LinkLane.class);
  private long bytes;

  /** A message under way; stream is null where it stands for no positions. */
  private record Open(long number, @Nullable StreamId stream, long from, long to) {}

  /** Told what central has made durable. */
  interface Settled {
    void settled(StreamId stream, long from, long to);
  }

  Outbox(LinkSession session) {
    this.session = session;
    for (LinkLane lane : LinkLane.values()) {
      open.put(lane, new ArrayDeque<>());
      capacity.put(lane, session.room(lane));
    }
  }

  LinkSession session() {
    return session;
  }

  /** Bytes in a lane, waiting or under way. */
  int ahead(LinkLane lane) {
    LanePacker packer = packers.get(lane);
    return capacity.getOrDefault(lane, 0) - session.room(lane) + (packer == null ? 0 : packer.size());
  }

  /** From here on records of the packer's stream go packed in that lane. */
  void pack(LinkLane lane, LanePacker packer) {
    packers.put(lane, packer);
  }

  /** Sends what the packers still hold, as far as lanes have room. */
  boolean flush() {
    boolean any = false;
    for (Map.Entry<LinkLane, LanePacker> packer : packers.entrySet()) {
      any |= packer.getValue().size() > 0 && flush(packer.getKey(), packer.getValue());
    }
    return any;
  }

  private boolean flush(LinkLane lane, LanePacker packer) {
    if (!sendHeld(lane, packer)) {
      return false;
    }
    packer.close();
    return sendHeld(lane, packer);
  }

  private boolean sendHeld(LinkLane lane, LanePacker packer) {
    LanePacker.Held held = packer.held();
    if (held != null) {
      if (!put(lane, held.bytes(), packer.stream(), held.from(), held.to())) {
        return false;
      }
      packer.sent();
    }
    return true;
  }

  boolean mayOpen(LinkLane lane) {
    return of(lane).size() < MAX_OPEN;
  }

  /** Sends a record; false if the lane has no room. */
  boolean record(LinkLane lane, StreamId stream, long position, byte[] record) {
    LanePacker packer = packers.get(lane);
    if (packer != null && stream == packer.stream()) {
      if (!sendHeld(lane, packer)) {
        return false;
      }
      if (packer.add(position, record)) {
        // A packet that is full and finds no room now goes with the next call.
        if (packer.isFull()) {
          flush(lane, packer);
        }
        return true;
      }
    }
    return send(lane, LinkMessages.encode(new LinkMessages.JournalRecord(stream, position, record)), stream, position, position);
  }

  /** Says that positions are gone; false if the lane has no room. */
  boolean skipped(LinkLane lane, StreamId stream, long from, long to) {
    return send(lane, LinkMessages.encode(new LinkMessages.Skipped(stream, from, to)), stream, from, to);
  }

  /** Sends what stands for no positions; false if the lane has no room. */
  boolean plain(LinkLane lane, LinkMessages.Message message) {
    return send(lane, LinkMessages.encode(message), null, 0, 0);
  }

  private boolean send(LinkLane lane, byte[] message, @Nullable StreamId stream, long from, long to) {
    LanePacker packer = packers.get(lane);
    if (packer == null) {
      return put(lane, message, stream, from, to);
    }
    if (!flush(lane, packer)) {
      return false;
    }
    byte[] plain = new byte[message.length + 1];
    plain[0] = LinkMessages.PLAIN;
    System.arraycopy(message, 0, plain, 1, message.length);
    return put(lane, plain, stream, from, to);
  }

  private boolean put(LinkLane lane, byte[] message, @Nullable StreamId stream, long from, long to) {
    long number = session.send(lane, message);
    if (number < 0) {
      return false;
    }
    bytes += message.length;
    of(lane).add(new Open(number, stream, from, to));
    return true;
  }

  void durable(LinkLane lane, long upTo, Settled settled) {
    ArrayDeque<Open> queue = of(lane);
    Open first = queue.peek();
    while (first != null && first.number <= upTo) {
      queue.remove();
      if (first.stream != null) {
        settled.settled(first.stream, first.from, first.to);
      }
      first = queue.peek();
    }
  }

  /** The lowest position under way in a lane that central has not made durable; {@link Long#MAX_VALUE} if there is none. */
  long firstOpen(LinkLane lane) {
    Open first = of(lane).peek();
    LanePacker packer = packers.get(lane);
    if (first == null) {
      return packer == null ? Long.MAX_VALUE : packer.firstPosition();
    }
    return first.stream == null ? Long.MAX_VALUE : first.from;
  }

  /** Bytes of messages sent so far. */
  long bytes() {
    return bytes;
  }

  private ArrayDeque<Open> of(LinkLane lane) {
    return open.computeIfAbsent(lane, l -> new ArrayDeque<>());
  }
}
