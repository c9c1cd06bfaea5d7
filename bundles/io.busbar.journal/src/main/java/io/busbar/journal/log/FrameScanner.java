package io.busbar.journal.log;

import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames of one segment file by their offsets, wherever they stand, and finds the next whole one behind damage.
 * Not thread-safe.
 */
final class FrameScanner implements AutoCloseable {
  private static final int WINDOW_BYTES = 64 << 10;
  private static final byte MAGIC_FIRST = (byte) (Frame.MAGIC >>> 24);
  private static final byte[] ZEROS = new byte[ActiveSegment.PAGE_BYTES];
  /** Largest file that is read at once. */
  private static final int MAX_LOADED_BYTES = 16 << 20;

  private final StorageFile file;
  private final long number;
  private final @Nullable Segment segment;
  private final byte[] head = new byte[Frame.HEAD_BYTES];
  private byte[] window = {};
  private byte @Nullable [] loaded;
  private long offset = SegmentHeader.BYTES;
  private long lastSequence;

  private FrameScanner(StorageFile file, long number, @Nullable Segment segment) {
    this.file = file;
    this.number = number;
    this.segment = segment;
  }

  /** Reads a segment by what is known of it. */
  static FrameScanner of(StorageFile file, Segment segment) {
    return new FrameScanner(file, segment.number(), segment);
  }

  /** Reads a file of which nothing is known. */
  static FrameScanner raw(StorageFile file, long number) {
    return new FrameScanner(file, number, null);
  }

  /** Reads the whole file at once if it is not too large, for somebody who looks at all of it. */
  void load() throws IOException {
    long size = file.size();
    if (size <= MAX_LOADED_BYTES) {
      byte[] bytes = new byte[(int) size];
      if (file.read(0, ByteBuffer.wrap(bytes)) == bytes.length) {
        loaded = bytes;
      }
    }
  }

  /** Goes on with the frame at that offset, or the next one after it. */
  void seek(long newOffset) {
    offset = newOffset;
  }

  /** Where the next frame may start. */
  long offset() {
    return offset;
  }

  /** The next whole frame that ends at {@code limit} at most and is no repetition; null if there is none. */
  @Nullable Frame next(long limit) throws IOException {
    while (offset < limit) {
      long homes = segment == null ? SegmentHeader.BYTES : segment.homes();
      if (offset > SegmentHeader.BYTES && offset < homes) {
        offset = homes;
        continue;
      }
      Frame frame = at(offset, limit);
      if (frame == null) {
        offset = find(offset, limit);
        continue;
      }
      offset = Frame.align(offset + frame.bytes().length);
      if (frame.sequence() > lastSequence) {
        lastSequence = frame.sequence();
        return frame;
      }
    }
    return null;
  }

  /** The frame that starts there and ends at {@code limit} at most; null if there is no whole one. */
  @Nullable Frame at(long from, long limit) throws IOException {
    if (from + Frame.HEAD_BYTES > limit || read(from, head, Frame.HEAD_BYTES) < Frame.HEAD_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(head);
    int length = in.getInt(Frame.LENGTH);
    if (in.getInt(0) != Frame.MAGIC || length < Frame.HEAD_BYTES || length > limit - from) {
      return null;
    }
    byte[] bytes = new byte[length];
    if (read(from, bytes, length) < length || Frame.crcAt(bytes) != Frame.crcOf(number, bytes, length)) {
      return null;
    }
    return new Frame(bytes, in.getLong(Frame.SEQUENCE), in.getLong(Frame.WALL), in.getInt(Frame.FLAGS));
  }

  /** Offset of the next whole frame from there on; {@code limit} if there is none. */
  long find(long from, long limit) throws IOException {
    byte[] all = loaded;
    if (all != null) {
      return findIn(all, 0, Frame.align(from), Math.min(limit, all.length), limit);
    }
    if (window.length == 0) {
      window = new byte[WINDOW_BYTES];
    }
    byte[] bytes = window;
    long at = Frame.align(from);
    while (at + Frame.HEAD_BYTES <= limit) {
      int n = read(at, bytes, (int) Math.min(WINDOW_BYTES, limit - at));
      long found = n <= 0 ? limit : findIn(bytes, at, at, at + n, limit);
      if (found < limit || n <= 0) {
        return found;
      }
      at = Frame.align(at + n);
    }
    return limit;
  }

  /** Looks from {@code from} to {@code to} in bytes of which the first has the offset {@code start}. */
  private long findIn(byte[] bytes, long start, long from, long to, long limit) throws IOException {
    long at = from;
    while (at + Integer.BYTES <= to) {
      int i = (int) (at - start);
      int page = (int) Math.min(ActiveSegment.PAGE_BYTES, to - at);
      if (isPageStart(at) && Arrays.equals(bytes, i, i + page, ZEROS, 0, page)) {
        at += page;
      } else if (bytes[i] == MAGIC_FIRST && Frame.isMagic(bytes, i) && at(at, limit) != null) {
        return at;
      } else {
        at += Frame.ALIGNMENT;
      }
    }
    return limit;
  }

  private static boolean isPageStart(long offset) {
    return offset % ActiveSegment.PAGE_BYTES == 0;
  }

  /** The header; null if it is damaged. */
  @Nullable SegmentHeader header() throws IOException {
    byte[] bytes = new byte[SegmentHeader.BYTES];
    return read(0, bytes, bytes.length) < bytes.length ? null : SegmentHeader.parse(bytes);
  }

  /** Reads by offset; fewer bytes only at the end. */
  private int read(long from, byte[] into, int length) throws IOException {
    Segment.Tail tail = segment == null ? null : segment.tail();
    if (tail == null || from + length <= tail.home()) {
      return readFile(from, into, 0, length);
    }
    int before = (int) Math.max(0, tail.home() - from);
    if (before > 0 && readFile(from, into, 0, before) < before) {
      return 0;
    }
    int skipped = (int) (from + before - tail.home());
    int n = Math.min(length - before, tail.length() - skipped);
    if (n <= 0) {
      return before;
    }
    byte[] memory = tail.bytes();
    if (memory != null) {
      System.arraycopy(memory, skipped, into, before, n);
      return before + n;
    }
    return before + readFile(tail.at() + skipped, into, before, n);
  }

  private int readFile(long from, byte[] into, int at, int length) throws IOException {
    byte[] all = loaded;
    if (all == null) {
      return file.read(from, ByteBuffer.wrap(into, at, length));
    }
    int n = (int) Math.max(0, Math.min(length, all.length - from));
    System.arraycopy(all, (int) Math.min(from, all.length), into, at, n);
    return n;
  }

  StorageFile file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
