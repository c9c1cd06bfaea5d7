package io.busbar.journal.log;

import io.busbar.api.storage.StorageFile;
import io.busbar.journal.wire.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segment that is being written. Only whole pages are written, each write is one range and one flush, and no page
 * that holds the only copy of a durable commit is ever written again, nor the page beside it.
 *
 * <pre>
 *  +------------------+---+--------+---+--------+---+--------+---+------+------+------+---+-----
 *  | header, snapshot | g | tail 0 | g | tail 1 | g | tail 2 | g | home | home | home | g | ...
 *  +------------------+---+--------+---+--------+---+--------+---+------+------+------+---+-----
 *  g     guard: a page that is never written
 *  tail  the page that is filling: all its frames so far
 *  home  one or more pages, written once
 * </pre>
 *
 * <p>A small commit is added to the page that is filling, and this page is written to a tail page: not the one that
 * holds its last version, nor the one that holds the page before. The commit that fills the page writes it to its home.
 * That frame is repeated at the start of the next page, because its home is the only place where it stands and the next
 * home is beside it; all others of that home stand in the tail page that is spared until then. After a frame that is too
 * large to be repeated a guard is left. Writer's thread only.
 */
final class ActiveSegment {
  static final int PAGE_BYTES = 4_096;
  /** Pages that a page holding the only copy of something is away from every other that is written later. */
  static final int GUARD_PAGES = 1;
  /** One for the last version of the page that is filling, one for the page before, one to write to. */
  static final int TAILS = 3;
  /** What the tail pages and all guards before the first home take. */
  static final int TAIL_BYTES = (GUARD_PAGES + TAILS * (1 + GUARD_PAGES)) * PAGE_BYTES;
  /** Longest frame that is repeated. */
  static final int MAX_ECHO_BYTES = PAGE_BYTES / 4;
  private static final int NONE = -1;

  private final Segment segment;
  private final StorageFile file;
  private final long size;
  private final long tailsAt;
  /** The page that is filling, or a home of several; readers share what was published of it. */
  private byte[] page = new byte[PAGE_BYTES];
  private int filled;
  private long home;
  private long end;
  private int current = NONE;
  private int spared = NONE;
  private long deviceBytes;
  /** The last home if the next one is beside it, else empty. */
  private byte[] beside = {};
  private Segment.@Nullable Mark beforeBeside;
  private Segment.@Nullable Mark afterHomes;
  private boolean marked;

  private ActiveSegment(StorageFile file, Segment segment, long size, long snapshotEnd) {
    this.segment = segment;
    this.file = file;
    this.size = size;
    tailsAt = wholePages(snapshotEnd) + GUARD_PAGES * PAGE_BYTES;
    home = wholePages(snapshotEnd) + TAIL_BYTES;
    end = Frame.align(snapshotEnd);
  }

  /** Makes head and snapshot durable; the folder is not synced yet. Closes the file on failure. */
  static ActiveSegment create(StorageFile file, Segment segment, long size, SegmentHeader header, Snapshot snapshot)
      throws IOException {
    long snapshotEnd = SegmentHeader.BYTES + (long) snapshot.length();
    ActiveSegment active = new ActiveSegment(file, segment, size, snapshotEnd);
    try {
      active.writeHead(header, snapshot);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    segment.fileBytes(size);
    segment.homes(active.home);
    segment.add(snapshot.summary(), active.end, null);
    return active;
  }

  /** Writes header and snapshot, durably, before any frame. */
  void writeHead(SegmentHeader header, Snapshot snapshot) throws IOException {
    byte[] pages = new byte[(int) wholePages(SegmentHeader.BYTES + (long) snapshot.length())];
    byte[] head = header.with(home, header.direct()).toBytes();
    System.arraycopy(head, 0, pages, 0, head.length);
    System.arraycopy(snapshot.bytes(), 0, pages, SegmentHeader.BYTES, snapshot.length());
    writePages(0, pages, pages.length);
  }

  /** Size that a segment with that snapshot and one frame takes at least. */
  static long leastBytes(int snapshotBytes, int frameBytes) {
    return wholePages(SegmentHeader.BYTES + (long) snapshotBytes) + TAIL_BYTES + wholePages(Frame.align(frameBytes));
  }

  boolean fits(int length) {
    long guard = isEchoAlone() ? GUARD_PAGES * PAGE_BYTES : 0;
    return home + guard + wholePages(filled + Frame.align(length)) <= size;
  }

  /** Whether the page that is filling holds nothing but the repetition, and that only in memory. */
  private boolean isEchoAlone() {
    return filled > 0 && current == NONE;
  }

  /** Bytes left for frames. */
  long left() {
    return Math.max(0, size - home - filled);
  }

  /** Whether less than half of what it had for frames is left. */
  boolean isHalfUsed() {
    return 2 * left() < size - segment.homes();
  }

  /** Writes and flushes a frame. After a failure the segment takes no more. */
  void write(byte[] frame, int length) throws IOException {
    if (!marked) {
      beforeBeside = afterHomes;
      afterHomes = segment.mark();
      marked = true;
    }
    int aligned = (int) Frame.align(length);
    if (isEchoAlone() && filled + 2 * aligned > PAGE_BYTES) {
      // This frame goes home at once, beside the last home, before the repetition has been written anywhere.
      leaveGuard();
    }
    int total = filled + aligned;
    if (total > page.length) {
      byte[] larger = new byte[(int) wholePages(total)];
      System.arraycopy(page, 0, larger, 0, filled);
      page = larger;
    }
    System.arraycopy(frame, 0, page, filled, length);
    if (total + aligned <= PAGE_BYTES) {
      writeTail(total);
    } else {
      writeHome(total, frame, length);
    }
  }

  /** The page as it will be, to a tail page. */
  private void writeTail(int total) throws IOException {
    int next = 0;
    while (next == current || next == spared) {
      next++;
    }
    writePages(tailAt(next), page, PAGE_BYTES);
    current = next;
    filled = total;
    end = home + filled;
  }

  private void writeHome(int total, byte[] frame, int length) throws IOException {
    int pages = (int) wholePages(total);
    writePages(home, page, pages);
    end = home + total;
    spared = current;
    current = NONE;
    filled = 0;
    home += pages;
    marked = false;
    // Readers look into the array of before as long as they like.
    beside = page;
    page = new byte[PAGE_BYTES];
    if (length <= MAX_ECHO_BYTES) {
      System.arraycopy(frame, 0, page, 0, length);
      filled = (int) Frame.align(length);
    } else {
      leaveGuard();
    }
  }

  private void leaveGuard() {
    home += GUARD_PAGES * PAGE_BYTES;
    filled = 0;
    beside = new byte[0];
  }

  /**
   * After a write that failed: what stands in the page that is filling, and in the home beside the one that may have been
   * written to. It is to be written anew, as the kernel may still have pages to write there.
   */
  Doubtful doubtful() {
    List<Frame> frames = new ArrayList<>();
    Segment.Mark mark = afterHomes;
    if (beside.length > 0) {
      Frame.all(beside, beside.length, frames);
      mark = beforeBeside;
    }
    if (current != NONE) {
      Frame.all(page, filled, frames);
    }
    return new Doubtful(segment, mark == null ? segment.mark() : mark, frames);
  }

  private void writePages(long at, byte[] bytes, int length) throws IOException {
    file.write(at, ByteBuffer.wrap(bytes, 0, length));
    file.force();
    deviceBytes += length;
  }

  private long tailAt(int tail) {
    return tailsAt + (long) tail * (1 + GUARD_PAGES) * PAGE_BYTES;
  }

  Segment segment() {
    return segment;
  }

  /** Offset after the last durable frame, where it stands or will stand. */
  long end() {
    return end;
  }

  /** Where what follows the last home stands now; null if nothing does. */
  Segment.@Nullable Tail tail() {
    return current == NONE ? null : new Segment.Tail(home, tailAt(current), filled, page);
  }

  /** Bytes in whole pages since the last call. */
  long takeDeviceBytes() {
    long taken = deviceBytes;
    deviceBytes = 0;
    return taken;
  }

  void close() throws IOException {
    file.close();
  }

  static long wholePages(long bytes) {
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
  }

  /** All state as one frame, sealed once the segment's number is known. */
  record Snapshot(ByteWriter frame, long wallNs, List<Carried> carried) {
    int length() {
      return frame.size();
    }

    byte[] bytes() {
      return frame.array();
    }

    FrameSummary summary() {
      byte[] head = frame.array();
      FrameSummary summary = new FrameSummary(ByteBuffer.wrap(head).getLong(Frame.SEQUENCE), wallNs, Frame.crcAt(head));
      carried.forEach(record -> summary.add(record.stream(), record.position(), record.length()));
      return summary;
    }
  }

  /**
   * What a segment holds that is better written anew.
   *
   * @param segment that failed
   * @param without what it holds else
   * @param frames to be written anew
   */
  record Doubtful(Segment segment, Segment.Mark without, List<Frame> frames) {}

  /** A record that is written anew with a snapshot. */
  record Carried(int stream, long position, int length) {}
}
