package io.busbar.uplink.feed;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.PositionSet;
import java.io.IOException;

/** Sends in a lane, in order of position, what of a stream central has not and this session has not sent yet. */
final class StreamFeed {
  /** Decides whether a record may go now. */
  interface Gate {
    /** Whether it may; what has to go ahead of it has gone then. */
    boolean mayGo(Outbox outbox, byte[] record) throws IOException;
  }

  private final Journal journal;
  private final StreamId stream;
  private final LinkLane lane;
  private final JournalReader reader;
  private PositionSet sent = new PositionSet();
  private long next = 1;
  private byte[] held = new byte[0];
  /** The record that is held is the first kept one from {@code heldFor} on; 0 where none is. */
  private long heldPosition;
  private long heldFor = 1;
  private Gate gate = (outbox, record) -> true;

  StreamFeed(Journal journal, StreamId stream, LinkLane lane) {
    this.journal = journal;
    this.stream = stream;
    this.lane = lane;
    this.reader = journal.reader(stream, 1);
  }

  void gate(Gate newGate) {
    gate = newGate;
  }

  /**
   * A session begins.
   *
   * @param alreadySent what need not be sent; grows, and may be shared with who sends the rest of the stream
   */
  void begin(PositionSet alreadySent) {
    sent = alreadySent;
    next = 1;
  }

  /** Whether central has a position, or this session has sent it. */
  boolean hasSent(long position) {
    return sent.contains(position);
  }

  /** A position goes in another lane. */
  void sentElsewhere(long position) {
    sent.add(position);
  }

  /**
   * Fills the lane.
   *
   * @param aheadBytes most bytes in the lane
   * @param before first position that is not this feed's business
   * @return whether anything was sent
   */
  boolean pump(Outbox outbox, int aheadBytes, long before) throws IOException {
    boolean any = false;
    while (outbox.ahead(lane) < aheadBytes && outbox.mayOpen(lane)) {
      next = sent.firstMissing(next);
      long limit = Math.min(before, journal.head(stream) + 1);
      if (next >= limit || !read(next)) {
        return any;
      }
      if (heldPosition > next) {
        long to = Math.min(heldPosition, Math.min(limit, sent.firstPresent(next))) - 1;
        if (!outbox.skipped(lane, stream, next, to)) {
          return any;
        }
        sent.addRange(next, to);
      } else {
        if (!gate.mayGo(outbox, held) || !outbox.record(lane, stream, heldPosition, held)) {
          return any;
        }
        sent.add(heldPosition);
      }
      any = true;
    }
    return any;
  }

  /** Holds the record at a position, or the first one after it where it is gone. */
  private boolean read(long position) throws IOException {
    if (heldFor <= position && position <= heldPosition) {
      return true;
    }
    if (heldPosition != position - 1) {
      reader.seek(position);
    }
    if (!reader.next()) {
      return false;
    }
    held = reader.record();
    heldPosition = reader.position();
    heldFor = position;
    return true;
  }

  void close() {
    reader.close();
  }
}
