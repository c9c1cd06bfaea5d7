package io.busbar.uplink.feed;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.PositionSet;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Sends measurements: fresh records live, in order; when live falls behind by more than the age that is configured, it
 * leaps to the newest record, and what it leapt over goes as history, in order. Positions that went live rise for
 * ever, over sessions too, so live never goes back. Oldest first, everything goes as history in order, and live only what
 * finds nothing older waiting.
 */
final class MeasurementFeed {
  /** Commits that are remembered with their time; older ones count as stale. */
  static final int MAX_MARKS = 4_096;

  /** Live has little in its lane, so that what it leaps over is still in the journal and not on its way. */
  private static final int LIVE_SECONDS = 3;
  /** History fills the round trip and what losses hold up. */
  private static final int HISTORY_SECONDS = 16;

  private final Journal journal;
  private final StreamFeed history;
  private final JournalReader liveReader;
  private final StreamFeed.Gate gate;
  private final long maxAgeNs;
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private PositionSet sent = new PositionSet();
  private long liveNext;
  private long liveHighest;
  private long markedHead;
  private byte[] held = new byte[0];
  private long heldPosition;
  private long leaps;

  /** Positions from here on were seen at that time. */
  private record Mark(long from, long atNs) {}

  MeasurementFeed(Journal journal, StreamFeed.Gate gate, long maxAgeNs) {
    this.journal = journal;
    this.gate = gate;
    this.maxAgeNs = maxAgeNs;
    this.history = new StreamFeed(journal, StreamId.MEASUREMENTS, LinkLane.HISTORY);
    history.gate(gate);
    this.markedHead = journal.head(StreamId.MEASUREMENTS);
    this.liveReader = journal.reader(StreamId.MEASUREMENTS, markedHead + 1);
  }

  /** Looks how far the journal is, so that the age of records is known; also while there is no session. */
  void look(long nowNs) {
    long head = journal.head(StreamId.MEASUREMENTS);
    if (head > markedHead) {
      marks.add(new Mark(markedHead + 1, nowNs));
      markedHead = head;
      if (marks.size() > MAX_MARKS) {
        marks.remove();
      }
    }
    while (marks.size() > 1 && nowNs - marks.getFirst().atNs > maxAgeNs) {
      marks.remove();
    }
  }

  void begin(PositionSet received, long nowNs) {
    sent = new PositionSet(received);
    history.begin(sent);
    look(nowNs);
    liveNext = Math.max(firstFresh(nowNs), Math.max(received.highest(), liveHighest) + 1);
  }

  boolean pump(Outbox outbox, UplinkOptions options, long nowNs) throws IOException {
    look(nowNs);
    if (options.order() == UplinkOptions.Order.OLDEST_FIRST && isBehind(outbox, nowNs)) {
      // What went live and may have to go again comes first: history never goes back.
      boolean any = history.pump(outbox, options.aheadBytes(HISTORY_SECONDS), outbox.firstOpen(LinkLane.LIVE));
      liveNext = Math.max(liveNext, sent.highest() + 1);
      return any;
    }
    boolean live = pumpLive(outbox, options.aheadBytes(LIVE_SECONDS), nowNs);
    // History does not pass what went live and may have to go as history if the session ends: history never goes back.
    long before = Math.min(liveNext, outbox.firstOpen(LinkLane.LIVE));
    boolean old = history.pump(outbox, options.aheadBytes(HISTORY_SECONDS), before);
    return live || old;
  }

  /** Whether anything waits that is older than what would go live now. */
  private boolean isBehind(Outbox outbox, long nowNs) {
    return outbox.ahead(LinkLane.HISTORY) > 0 || sent.firstMissing(1) < liveNext
        || (liveNext <= markedHead && liveNext < firstFresh(nowNs));
  }

  private boolean pumpLive(Outbox outbox, int aheadBytes, long nowNs) throws IOException {
    if (liveNext < firstFresh(nowNs) && sent.intervals() < PositionSet.MAX_INTERVALS - 1) {
      liveNext = Math.max(liveNext, newest());
      leaps++;
    }
    boolean any = false;
    while (liveNext <= journal.head(StreamId.MEASUREMENTS) && outbox.ahead(LinkLane.LIVE) < aheadBytes
        && outbox.mayOpen(LinkLane.LIVE)) {
      if (!read(liveNext)) {
        return any;
      }
      if (heldPosition > liveNext) {
        // What is gone is history's to tell.
        liveNext = heldPosition;
      }
      if (!gate.mayGo(outbox, held) || !outbox.record(LinkLane.LIVE, StreamId.MEASUREMENTS, liveNext, held)) {
        return any;
      }
      sent.add(liveNext);
      liveHighest = liveNext;
      liveNext++;
      any = true;
    }
    return any;
  }

  private boolean read(long position) throws IOException {
    if (heldPosition == position) {
      return true;
    }
    if (heldPosition != position - 1) {
      liveReader.seek(position);
    }
    if (!liveReader.next()) {
      return false;
    }
    held = liveReader.record();
    heldPosition = liveReader.position();
    return true;
  }

  /** The first position that is not stale. */
  private long firstFresh(long nowNs) {
    for (Mark mark : marks) {
      if (nowNs - mark.atNs <= maxAgeNs) {
        return mark.from;
      }
    }
    return markedHead + 1;
  }

  /** The first position of the newest commit. */
  private long newest() {
    Mark last = marks.peekLast();
    return last == null ? markedHead + 1 : last.from;
  }

  /** Whether central has a position, or this session has sent it. */
  boolean hasSent(long position) {
    return sent.contains(position);
  }

  /** How often live fell behind and leapt. */
  long leaps() {
    return leaps;
  }

  void close() {
    history.close();
    liveReader.close();
  }
}
