package io.busbar.uplink.feed;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.PositionSet;

/** What central has of one stream, and the cursor that frees it. */
final class Delivery {
  /** Name of the uplink's cursor in the journal. */
  static final String CURSOR = "uplink";

  private final Journal journal;
  private final StreamId stream;
  private PositionSet durable = new PositionSet();
  private long cursor;

  Delivery(Journal journal, StreamId stream) {
    this.journal = journal;
    this.stream = stream;
    this.cursor = journal.cursor(CURSOR, stream);
    if (cursor > 0) {
      durable.addRange(1, cursor);
    }
  }

  /** A session begins: central knows best. */
  void welcome(PositionSet received) {
    durable = new PositionSet(received);
    moveCursor();
  }

  void delivered(long from, long to) {
    durable.addRange(from, to);
    moveCursor();
  }

  boolean has(long position) {
    return durable.contains(position);
  }

  PositionSet durable() {
    return durable;
  }

  /** First position that central has not. */
  long firstMissing() {
    return durable.firstMissing(1);
  }

  /** Records that the journal has and central has not. */
  long backlog() {
    return Math.max(0, journal.head(stream) - durable.size());
  }

  private void moveCursor() {
    long upTo = Math.min(durable.contiguous(), journal.head(stream));
    if (upTo > cursor) {
      cursor = upTo;
      journal.moveCursor(CURSOR, stream, upTo);
    }
  }
}
