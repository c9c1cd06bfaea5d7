package io.busbar.journal.log;

import io.busbar.journal.wire.ByteWriter;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first sector of a segment. Frames follow from {@link #BYTES} on.
 *
 * <pre>
 *   0          8        12           16        24        32      36           40
 *  +----------+--------+------------+---------+---------+-------+------------+
 *  | magic    | format | generation | epoch   | number  | first | CRC of the |
 *  | "BUSBARJ"| 2      |            |         |         | homes | last frame |
 *  +----------+--------+------------+---------+---------+-------+------------+
 *   40                    48          56                   64         68   512
 *  +---------------------+-----------+--------------------+----------+-----+
 *  | end of predecessor  | number of | sequence of its    | CRC32C of| 0   |
 *  |                     | it, or 0  | last frame         | 0–63     |     |
 *  +---------------------+-----------+--------------------+----------+-----+
 * </pre>
 *
 * @param format of this segment
 * @param generation 0, or how often it was rewritten with less in it
 * @param epoch of the journal
 * @param number of the segment, from 1
 * @param chain what it follows
 * @param homes offset of the first home, see {@link ActiveSegment}; {@link #BYTES} in format 1 and in a segment that was
 *     rewritten, whose frames follow one another without more
 * @param direct whether everything in it was written past the operating system's memory; on disk bit 0 of {@code homes}
 */
record SegmentHeader(int format, int generation, long epoch, long number, Chain chain, long homes, boolean direct) {
  static final int BYTES = 512;
  static final int FORMAT = 2;
  /** Before there were tails and homes. */
  static final int PLAIN_FORMAT = 1;
  private static final long MAGIC = 0x4255534241524A0AL;
  private static final int FORMAT_AT = 8;
  private static final int GENERATION_AT = 12;
  private static final int EPOCH_AT = 16;
  private static final int NUMBER_AT = 24;
  private static final int HOMES_AT = 32;
  private static final int CHAIN_CRC_AT = 36;
  private static final int CHAIN_END_AT = 40;
  private static final int CHAIN_NUMBER_AT = 48;
  private static final int CHAIN_SEQUENCE_AT = 56;
  private static final int CRC_AT = 64;

  /**
   * The predecessor as it was sealed: what it holds beyond that was never acknowledged.
   *
   * @param number of it, 0 if there is none
   * @param end offset after its last frame
   * @param sequence of its last frame
   * @param crc of its last frame
   */
  record Chain(long number, long end, long sequence, int crc) {
    static final Chain NONE = new Chain(0, 0, 0, 0);
  }

  SegmentHeader with(long newHomes, boolean newDirect) {
    return new SegmentHeader(format, generation, epoch, number, chain, newHomes, newDirect);
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter(BYTES);
    out.resize(BYTES);
    out.putI64(0, MAGIC);
    out.putI32(FORMAT_AT, format);
    out.putI32(GENERATION_AT, generation);
    out.putI64(EPOCH_AT, epoch);
    out.putI64(NUMBER_AT, number);
    out.putI32(HOMES_AT, (int) homes | (direct ? 1 : 0));
    out.putI32(CHAIN_CRC_AT, chain.crc());
    out.putI64(CHAIN_END_AT, chain.end());
    out.putI64(CHAIN_NUMBER_AT, chain.number());
    out.putI64(CHAIN_SEQUENCE_AT, chain.sequence());
    out.putI32(CRC_AT, crc(out.array()));
    return out.toByteArray();
  }

  /** Reads a header; null if it is none or damaged. */
  static @Nullable SegmentHeader parse(byte[] bytes) {
    if (bytes.length < BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getLong(0) != MAGIC || in.getInt(CRC_AT) != crc(bytes)) {
      return null;
    }
    Chain chain = new Chain(in.getLong(CHAIN_NUMBER_AT), in.getLong(CHAIN_END_AT), in.getLong(CHAIN_SEQUENCE_AT),
        in.getInt(CHAIN_CRC_AT));
    return new SegmentHeader(in.getInt(FORMAT_AT), in.getInt(GENERATION_AT), in.getLong(EPOCH_AT),
        in.getLong(NUMBER_AT), chain, Math.max(BYTES, in.getInt(HOMES_AT) & 0xFFFFFFFEL),
        (in.getInt(HOMES_AT) & 1) != 0);
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC_AT);
    return (int) crc.getValue();
  }
}
