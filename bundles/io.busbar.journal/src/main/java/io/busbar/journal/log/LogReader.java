package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one stream through the segments. Positions that a segment should hold and does not are noted as damage. */
final class LogReader implements JournalReader {
  private final SegmentLog log;
  private final StreamId stream;
  private final long[] lastPositions = new long[Streams.COUNT];
  private long wanted;
  private long position;
  private byte[] record = new byte[0];
  private @Nullable Segment segment;
  private @Nullable FrameScanner scanner;
  private @Nullable FrameEntries entries;
  private long wallNs;
  private boolean closed;

  LogReader(SegmentLog log, StreamId stream, long fromPosition) {
    this.log = log;
    this.stream = stream;
    wanted = Math.max(1, fromPosition);
  }

  @Override
  public boolean next() throws IOException {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    while (true) {
      if (entries != null && nextInFrame(entries)) {
        return true;
      }
      entries = null;
      if (segment == null ? !enterSegment() : !nextFrame(segment)) {
        return false;
      }
    }
  }

  private boolean nextInFrame(FrameEntries in) throws IOException {
    try {
      while (in.next()) {
        if (in.isRecord()) {
          lastPositions[in.stream()] = in.position();
        }
        if (in.isRecord() && in.stream() == stream.code() && in.position() >= wanted) {
          Segment here = segment;
          if (here != null) {
            missing(here, in.position() - 1);
          }
          position = in.position();
          record = in.value();
          wanted = position + 1;
          return true;
        }
      }
      return false;
    } catch (MalformedRecordException e) {
      throw new IOException("a commit whose checksum is right has wrong content: " + e.getMessage(), e);
    }
  }

  /** Goes to the segment that holds the wanted position or the first one after it. */
  private boolean enterSegment() throws IOException {
    Segment next = log.catalogue().find(stream.code(), wanted);
    if (next == null) {
      return false;
    }
    FrameScanner opened = log.openForRead(next);
    if (opened == null) {
      return log.catalogue().find(stream.code(), wanted) != next && enterSegment();
    }
    segment = next;
    scanner = opened;
    wallNs = next.firstWallNs();
    opened.seek(next.index().before(stream.code(), wanted, SegmentHeader.BYTES, lastPositions));
    wanted = Math.max(wanted, next.first(stream.code()));
    return true;
  }

  private boolean nextFrame(Segment here) throws IOException {
    boolean sealed = here.isSealed();
    long end = here.end();
    FrameScanner from = scanner;
    if (from == null || here.isGone()) {
      leaveSegment();
      return true;
    }
    long offset = from.offset();
    Frame frame = from.next(end);
    if (here.isGone()) {
      // Perhaps the file has begun another life meanwhile.
      leaveSegment();
      return true;
    }
    if (frame == null) {
      if (!sealed) {
        return false;
      }
      missing(here, here.last(stream.code()));
      wanted = Math.max(wanted, here.last(stream.code()) + 1);
      leaveSegment();
      return true;
    }
    here.index().note(offset, lastPositions);
    entries = new FrameEntries(frame);
    wallNs = frame.wallNs();
    return true;
  }

  /** What lies between the wanted position and {@code last} should be here and is not. */
  private void missing(Segment here, long last) {
    if (wanted <= last && wanted >= here.first(stream.code())) {
      log.damage().note(here.number(), new GapRecord(stream, Math.min(here.firstWallNs(), wallNs), wallNs, -1,
          Damage.unreadable(wanted, last)), wanted);
    }
  }

  private void leaveSegment() throws IOException {
    FrameScanner open = scanner;
    segment = null;
    scanner = null;
    entries = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public byte[] record() {
    return record.clone();
  }

  @Override
  public void seek(long newPosition) {
    wanted = Math.max(1, newPosition);
    closeQuietly();
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly();
  }

  private void closeQuietly() {
    try {
      leaveSegment();
    } catch (IOException ignored) {
      // Nothing was written through this handle: a failing close loses nothing.
    }
  }
}
