package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.api.storage.Storage;
import io.busbar.api.storage.StorageFile;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.wire.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a sealed segment for what is dropped from it, and rewrites it without that. Writer's thread only. */
final class Compactor {
  private final Storage storage;
  private final Recovered log;

  Compactor(Storage storage, Recovered log) {
    this.storage = storage;
    this.log = log;
  }

  /**
   * What is in a segment of a stream beyond a position.
   *
   * @param first position, 0 if there is none
   * @param last position
   * @param fromNs wall clock of the commit before the first, or of the first
   * @param toNs wall clock of the last commit
   * @param samples in them, −1 if not all of them are blocks
   */
  record Content(long first, long last, long fromNs, long toNs, long samples) {}

  Content content(Segment segment, int stream, long beyond) throws IOException {
    long first = 0;
    long last = 0;
    long fromNs = 0;
    long toNs = 0;
    long samples = 0;
    long before = segment.firstWallNs();
    try (FrameScanner scanner = open(segment)) {
      for (Frame frame = scanner.next(segment.end()); frame != null; frame = scanner.next(segment.end())) {
        FrameEntries entries = new FrameEntries(frame);
        while (next(entries)) {
          if (entries.isRecord() && entries.stream() == stream && entries.position() > beyond) {
            if (first == 0) {
              first = entries.position();
              fromNs = Math.min(before, frame.wallNs());
            }
            last = entries.position();
            toNs = frame.wallNs();
            GapRecord gap = BinaryBlockCodec.gapOrNull(entries.value());
            long count = gap == null ? BinaryBlockCodec.sampleCount(entries.value()) : gap.count();
            samples = count < 0 || samples < 0 ? -1 : samples + count;
            // A gap that goes unread lives on in the one that tells of its going.
            fromNs = gap == null ? fromNs : Math.min(fromNs, gap.fromNs());
          }
        }
        before = frame.wallNs();
      }
    }
    return new Content(first, last, fromNs, toNs, samples);
  }

  /**
   * Writes a segment anew without some streams, durably, beside the old one.
   *
   * @param drop by stream code
   * @return what is left of it
   */
  Segment rewrite(Segment segment, boolean[] drop) throws IOException {
    Segment lean = new Segment(segment.number(), segment.generation() + 1);
    ByteWriter out = new ByteWriter(64 << 10);
    out.bytes(new SegmentHeader(SegmentHeader.FORMAT, lean.generation(), log.epoch, lean.number(), SegmentHeader.Chain.NONE,
        SegmentHeader.BYTES, false)
        .toBytes(), 0, SegmentHeader.BYTES);
    long[] expected = new long[Streams.COUNT];
    for (int s = 1; s < Streams.COUNT; s++) {
      expected[s] = segment.first(s);
    }
    try (FrameScanner scanner = open(segment)) {
      for (Frame frame = scanner.next(segment.end()); frame != null; frame = scanner.next(segment.end())) {
        copy(frame, lean, drop, expected, out);
      }
    }
    for (int s = 1; s < Streams.COUNT; s++) {
      if (!drop[s] && expected[s] > 0) {
        noteMissing(segment, s, expected[s], segment.last(s));
      }
    }
    write(lean, out);
    return lean;
  }

  private void copy(Frame frame, Segment lean, boolean[] drop, long[] expected, ByteWriter out) throws IOException {
    ByteWriter copy = new ByteWriter(frame.bytes().length + 64);
    copy.resize(Frame.HEAD_BYTES);
    FrameEntries entries = new FrameEntries(frame);
    long[] first = new long[Streams.COUNT];
    long[] last = new long[Streams.COUNT];
    long[] bytes = new long[Streams.COUNT];
    while (next(entries)) {
      int s = entries.stream();
      if (entries.isRecord() && !drop[s]) {
        noteMissing(lean, s, expected[s], entries.position() - 1);
        expected[s] = entries.position() + 1;
        copy.u8(s | Frame.POSITION);
        copy.varint(entries.position());
        copy.blob(entries.value());
        first[s] = first[s] == 0 ? entries.position() : first[s];
        last[s] = entries.position();
        bytes[s] += entries.length();
      }
    }
    if (copy.size() == Frame.HEAD_BYTES) {
      return;
    }
    Frame.seal(copy, lean.number(), frame.sequence(), frame.wallNs(), 0);
    FrameSummary summary = new FrameSummary(frame.sequence(), frame.wallNs(), Frame.crcAt(copy.array()));
    for (int s = 1; s < Streams.COUNT; s++) {
      if (first[s] > 0) {
        summary.add(s, first[s], (int) bytes[s]);
        summary.add(s, last[s], 0);
      }
    }
    out.bytes(copy.array(), 0, copy.size());
    out.resize((int) Frame.align(out.size()));
    lean.add(summary, out.size(), null);
  }

  private void noteMissing(Segment segment, int stream, long from, long to) {
    if (from > 0 && from <= to) {
      log.damage.note(segment.number(), new GapRecord(StreamId.ofCode(stream), segment.firstWallNs(), segment.lastWallNs(),
          -1, Damage.unreadable(from, to)), from);
    }
  }

  private void write(Segment lean, ByteWriter out) throws IOException {
    StorageFile opened;
    synchronized (storage) {
      opened = storage.open(lean.fileName());
    }
    try (StorageFile file = opened) {
      file.write(0, ByteBuffer.wrap(out.array(), 0, out.size()));
      file.force();
    } catch (IOException e) {
      discard(lean);
      throw e;
    }
    synchronized (storage) {
      storage.sync();
    }
    lean.fileBytes(out.size());
    lean.seal();
  }

  private void discard(Segment lean) {
    try {
      synchronized (storage) {
        storage.delete(lean.fileName());
      }
    } catch (IOException ignored) {
      // The failure that led here is the one to report; the next start deletes it.
    }
  }

  private FrameScanner open(Segment segment) throws IOException {
    synchronized (storage) {
      return FrameScanner.of(storage.open(segment.fileName()), segment);
    }
  }

  private static boolean next(FrameEntries entries) throws IOException {
    try {
      return entries.next();
    } catch (MalformedRecordException e) {
      throw new IOException("a commit whose checksum is right has wrong content: " + e.getMessage(), e);
    }
  }
}
