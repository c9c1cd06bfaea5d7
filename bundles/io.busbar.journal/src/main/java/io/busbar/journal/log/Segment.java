package io.busbar.journal.log;

import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.HexFormat;
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
 *  +-------------+------------------+----------------+--------------+
 *  | v(homes)    | v(home of tail), | v(tail stands  | v(its bytes) |   since format 2; the last three only
 *  |             |  0 without one   |  at)           |              |   with a tail
 *  +-------------+------------------+----------------+--------------+
 * </pre>
 *
 * <p>Offsets are those of homes. What follows the last home stands in a tail page, see {@link ActiveSegment}, and is read
 * by its offset all the same.
 */
final class Segment {
  private static final HexFormat HEX = HexFormat.of();
  private static final int NUMBER_DIGITS = 16;
  private static final int GENERATION_DIGITS = 4;
  private static final String SUFFIX = ".journal";

  private final long number;
  private final int generation;
  private final SparseIndex index = new SparseIndex();
  private final long[] first = new long[Streams.COUNT];
  private final long[] last = new long[Streams.COUNT];
  private final long[] bytes = new long[Streams.COUNT];
  private long end = SegmentHeader.BYTES;
  private long homes = SegmentHeader.BYTES;
  private @Nullable Tail tail;
  private long fileBytes;
  private long firstWallNs = Long.MAX_VALUE;
  private long lastWallNs = Long.MIN_VALUE;
  private long lastSequence;
  private int lastCrc;
  private boolean sealed;
  private boolean gone;
  private boolean whole;

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
    return HEX.toHexDigits(number) + "-" + HEX.toHexDigits(generation, GENERATION_DIGITS) + SUFFIX;
  }

  /** Number and generation out of a file's name; null for other files. */
  static long @Nullable [] parseFileName(String name) {
    int digits = NUMBER_DIGITS + 1 + GENERATION_DIGITS;
    if (name.length() != digits + SUFFIX.length() || !name.endsWith(SUFFIX) || name.charAt(NUMBER_DIGITS) != '-') {
      return null;
    }
    for (int i = 0; i < digits; i++) {
      char c = name.charAt(i);
      if (i != NUMBER_DIGITS && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return null;
      }
    }
    return new long[] {HexFormat.fromHexDigitsToLong(name, 0, NUMBER_DIGITS), HexFormat.fromHexDigitsToLong(name, NUMBER_DIGITS + 1, digits)};
  }

  /** Adds a durable frame that ends at {@code newEnd}; what follows the last home stands in the tail from now on. */
  synchronized void add(FrameSummary frame, long newEnd, @Nullable Tail newTail) {
    tail = newTail;
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

  /** What it holds now, to go back to. */
  synchronized Mark mark() {
    return new Mark(first.clone(), last.clone(), bytes.clone(), end, tail, lastWallNs, lastSequence, lastCrc);
  }

  /** Holds what it held then; readers that are beyond go on in the next segment. */
  synchronized void become(Mark mark) {
    System.arraycopy(mark.first, 0, first, 0, Streams.COUNT);
    System.arraycopy(mark.last, 0, last, 0, Streams.COUNT);
    System.arraycopy(mark.bytes, 0, bytes, 0, Streams.COUNT);
    end = mark.end;
    lastWallNs = mark.lastWallNs;
    lastSequence = mark.lastSequence;
    lastCrc = mark.lastCrc;
    tail = mark.tail;
  }

  /** Offset of the first home; between the snapshot and that there is nothing to read. */
  synchronized long homes() {
    return homes;
  }

  synchronized void homes(long newHomes) {
    homes = newHomes;
  }

  /** What stands elsewhere than its offset says; null if nothing does. */
  synchronized @Nullable Tail tail() {
    return tail;
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
    Tail last = tail;
    tail = last == null ? null : new Tail(last.home(), last.at(), last.length(), null);
  }

  /** Whether it was written from its first to its last page in this process, without a failure. */
  synchronized boolean isWhole() {
    return whole;
  }

  synchronized void markWhole() {
    whole = true;
  }

  /** Whether its file was deleted, or became another segment. */
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
    out.varint(homes);
    Tail last = tail;
    out.varint(last == null ? 0 : last.home());
    if (last != null) {
      out.varint(last.at());
      out.varint(last.length());
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
    if (in.remaining() > 0) {
      segment.homes = in.varint();
      long home = in.varint();
      segment.tail = home == 0 ? null : new Tail(home, in.varint(), in.varint(ActiveSegment.PAGE_BYTES, "length of a tail"), null);
    }
    segment.sealed = true;
    return segment;
  }

  /** What a segment held at some time. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Mark(long[] first, long[] last, long[] bytes, long end, @Nullable Tail tail, long lastWallNs,
      long lastSequence, int lastCrc) {}

  /**
   * The page that was not full yet.
   *
   * @param home its offset, by which it is read
   * @param at where in the file it stands
   * @param length of it, bytes
   * @param bytes the same in memory as long as the segment is being written, as another commit may overwrite the old
   *     place meanwhile; null later
   */
  @SuppressWarnings("ArrayRecordComponent") // Shared on purpose; never compared.
  record Tail(long home, long at, int length, byte @Nullable [] bytes) {}
}
