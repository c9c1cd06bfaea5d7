package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads sealed segments a little at a time, oldest first, so that rot is found while there is still somebody to ask again, and
 * not when the record is wanted. What is missing is noted as damage, once. Writer's thread only.
 */
final class Scrubber {
  /** How often it reads a little. */
  static final long STEP_NS = 1_000_000_000L;
  /** How much: with this, the 256 MiB that come by themselves take 70 minutes. */
  static final int STEP_BYTES = 64 << 10;
  /** From the begin of one round to the next. */
  static final long ROUND_NS = 86_400_000_000_000L;

  private final SegmentLog log;
  private final long[] expected = new long[Streams.COUNT];
  private @Nullable Segment segment;
  private @Nullable FrameScanner scanner;
  private long number;
  private long nextStepNs;
  private long nextRoundNs;
  private long wallNs;
  private volatile long segments;

  Scrubber(SegmentLog log, long nowNs) {
    this.log = log;
    nextStepNs = nowNs + STEP_NS;
    nextRoundNs = nowNs + ROUND_NS;
  }

  /** Segments read to their ends since the start. */
  long segments() {
    return segments;
  }

  /** Reads a little if it is time. What fails is tried again in the next round: whoever wants the record is told. */
  void step(long nowNs) {
    if (nowNs < nextStepNs) {
      return;
    }
    nextStepNs = nowNs + STEP_NS;
    try {
      Segment here = segment;
      FrameScanner from = scanner;
      if (here == null || from == null || here.isGone()) {
        leave();
        enter(nowNs);
      } else if (!read(here, from)) {
        leave();
        segments++;
      }
    } catch (IOException | MalformedRecordException e) {
      leave();
    }
  }

  private void enter(long nowNs) throws IOException {
    Segment next = log.catalogue().after(number);
    if (next == null || !next.isSealed()) {
      if (nowNs >= nextRoundNs) {
        number = 0;
        nextRoundNs = nowNs + ROUND_NS;
      }
      return;
    }
    number = next.number();
    scanner = log.openForRead(next);
    segment = next;
    wallNs = next.firstWallNs();
    for (int s = 1; s < Streams.COUNT; s++) {
      expected[s] = next.first(s);
    }
  }

  /** Reads on; false at the end. */
  private boolean read(Segment here, FrameScanner from) throws IOException, MalformedRecordException {
    long until = from.offset() + STEP_BYTES;
    while (from.offset() < until) {
      Frame frame = from.next(here.end());
      if (here.isGone()) {
        return false;
      }
      if (frame == null) {
        for (int s = 1; s < Streams.COUNT; s++) {
          missing(here, s, here.last(s), here.lastWallNs());
        }
        return false;
      }
      FrameEntries entries = new FrameEntries(frame);
      while (entries.next()) {
        int s = entries.stream();
        if (entries.isRecord() && entries.position() >= expected[s]) {
          missing(here, s, entries.position() - 1, frame.wallNs());
          expected[s] = entries.position() + 1;
        }
      }
      wallNs = frame.wallNs();
    }
    return true;
  }

  private void missing(Segment here, int stream, long last, long toNs) {
    if (expected[stream] > 0 && expected[stream] <= last) {
      log.damage().note(here.number(), new GapRecord(StreamId.ofCode(stream), Math.min(wallNs, toNs), Math.max(wallNs, toNs), -1,
          Damage.unreadable(expected[stream], last)), expected[stream]);
    }
  }

  /** Lets go of the file. */
  void leave() {
    FrameScanner open = scanner;
    segment = null;
    scanner = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // Nothing was written through this handle: a failing close loses nothing.
      }
    }
  }
}
