package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one segment without opening it. Its writer adds to it, readers look; all by its own lock.
 *
 * <p>As named state of the log, by which newer segments know older ones:
 *
 * <pre>
 *  +------------+--------+-------------+----------------+---------------+------------------------+
 *  | v(genera-  | v(end) | v(sequence  | z(wall of the  | z(wall of the | 4 × v(first), v(last), |
 *  |  tion)     |        |  of last)   |  first commit) |  last commit) |     v(bytes)           |
 *  +------------+--------+-------------+----------------+---------------+------------------------+
 * </pre>
 */
final class Segment {
  private final long number;
  private final int generation;
  private final SparseIndex index = new SparseIndex();
  private final long[] first = new long[Streams.COUNT];
  private final long[] last = new long[Streams.COUNT];
  private final long[] bytes = new long[Streams.COUNT];
  private long end = SegmentHeader.BYTES;
  private long fileBytes;
  private long firstWallNs = Long.MAX_VALUE;
  private long lastWallNs = Long.MIN_VALUE;
  private long lastSequence;
  private int lastCrc;
  private boolean sealed;
  private boolean gone;

  Segment(long number, int generation) {
    this.number = number;
    this.generation = generation;
  }

  long number() {
    return number;
  }

  int generation() {
    return generation;
  }

  SparseIndex index() {
    return index;
  }

  /** Name of the file of a segment. */
  String fileName() {
    return "%016x-%04x.journal".formatted(number, generation);
  }

  /** Number and generation out of a file's name; null for other files. */
  static long @Nullable [] parseFileName(String name) {
    if (!name.matches("[0-9a-f]{16}-[0-9a-f]{4}\\.journal")) {
      return null;
    }
    return new long[] {Long.parseUnsignedLong(name.substring(0, 16), 16), Long.parseLong(name.substring(17, 21), 16)};
  }

  /** Adds a durable frame that ends at {@code newEnd}. */
  synchronized void add(FrameSummary frame, long newEnd) {
    index.note(end, last);
    for (int s = 1; s < Streams.COUNT; s++) {
      if (frame.last(s) > 0) {
        if (first[s] == 0) {
          first[s] = frame.first(s);
        }
        last[s] = Math.max(last[s], frame.last(s));
        bytes[s] += frame.bytes(s);
        firstWallNs = Math.min(firstWallNs, frame.wallNs());
        lastWallNs = Math.max(lastWallNs, frame.wallNs());
      }
    }
    lastSequence = frame.sequence();
    lastCrc = frame.crc();
    end = newEnd;
  }

  synchronized long first(int stream) {
    return first[stream];
  }

  synchronized long last(int stream) {
    return last[stream];
  }

  /** Bytes of a stream's records in it. */
  synchronized long bytes(int stream) {
    return bytes[stream];
  }

  /** Offset after the last durable frame. */
  synchronized long end() {
    return end;
  }

  /** Wall clock of the first commit with records; {@link Long#MAX_VALUE} if there is none. */
  synchronized long firstWallNs() {
    return firstWallNs;
  }

  /** Wall clock of the last commit with records; {@link Long#MIN_VALUE} if there is none. */
  synchronized long lastWallNs() {
    return lastWallNs;
  }

  synchronized SegmentHeader.Chain chain() {
    return new SegmentHeader.Chain(number, end, lastSequence, lastCrc);
  }

  synchronized long lastSequence() {
    return lastSequence;
  }

  synchronized long fileBytes() {
    return fileBytes;
  }

  synchronized void fileBytes(long newFileBytes) {
    fileBytes = newFileBytes;
  }

  /** Whether nothing more will be added. */
  synchronized boolean isSealed() {
    return sealed;
  }

  synchronized void seal() {
    sealed = true;
  }

  /** Whether its file was deleted. */
  synchronized boolean isGone() {
    return gone;
  }

  synchronized void markGone() {
    gone = true;
  }

  synchronized byte[] toBytes() {
    ByteWriter out = new ByteWriter(96);
    out.varint(generation);
    out.varint(end);
    out.varint(lastSequence);
    out.zigzag(firstWallNs);
    out.zigzag(lastWallNs);
    for (int s = 1; s < Streams.COUNT; s++) {
      out.varint(first[s]);
      out.varint(last[s]);
      out.varint(bytes[s]);
    }
    return out.toByteArray();
  }

  /** A sealed segment out of the log's state. */
  static Segment parse(long number, byte[] state) throws MalformedRecordException {
    ByteReader in = new ByteReader(state);
    Segment segment = new Segment(number, in.varint(0xFFFF, "generation"));
    segment.end = in.varint();
    segment.lastSequence = in.varint();
    segment.firstWallNs = in.zigzag();
    segment.lastWallNs = in.zigzag();
    for (int s = 1; s < Streams.COUNT; s++) {
      segment.first[s] = in.varint();
      segment.last[s] = in.varint();
      segment.bytes[s] = in.varint();
    }
    segment.sealed = true;
    return segment;
  }
}
