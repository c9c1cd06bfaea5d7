package io.busbar.journal.log;

import io.busbar.journal.wire.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One commit on disk, starting at a multiple of 8. All numbers are big endian.
 *
 * <pre>
 *   0        4        8          16         24       28       32
 *  +--------+--------+----------+----------+--------+--------+----------------+
 *  | magic  | length | sequence | wall, ns | flags  | CRC32C | entries        |
 *  | "BJC1" | whole  | 8 bytes  | 8 bytes  |        |        | to length      |
 *  +--------+--------+----------+----------+--------+--------+----------------+
 *  flags   bit 0 SNAPSHOT: the entries are all state, not a change
 *  CRC32C  of the segment's number (8 bytes), bytes 0–27, and 32 to length
 *
 *  entry:  +------------------+---------------+-----------+---------+
 *          | tag              | v(position)   | v(length) | record  |   a record
 *          | bit 0-3 stream   | if bit 4, else|           |         |
 *          | bit 4 position   | one more      |           |         |
 *          +------------------+---------------+-----------+---------+
 *          +------------------+-----------+-----+-----------+-------+
 *          | tag 0x20         | v(length) | key | v(length) | value |   named state; length 0 removes it
 *          +------------------+-----------+-----+-----------+-------+
 *  one more: than the record of that stream before it in this frame; the first of a stream has its position
 * </pre>
 *
 * @param bytes the frame
 * @param sequence number of the commit, growing by 1 or, after a failure, more
 * @param wallNs wall clock at the commit, ns
 * @param flags see above
 */
record Frame(byte[] bytes, long sequence, long wallNs, int flags) {
  static final int MAGIC = 0x424A4331;
  static final int LENGTH = 4;
  static final int SEQUENCE = 8;
  static final int WALL = 16;
  static final int FLAGS = 24;
  static final int CRC = 28;
  static final int HEAD_BYTES = 32;
  static final int ALIGNMENT = 8;

  static final int SNAPSHOT = 1;

  static final int STREAM_MASK = 15;
  static final int POSITION = 1 << 4;
  static final int STATE = 1 << 5;

  /** Checksum of the frame. */
  int crc() {
    return crcAt(bytes);
  }

  boolean isSnapshot() {
    return (flags & SNAPSHOT) != 0;
  }

  /** Fills in the head over the first {@link #HEAD_BYTES} bytes. */
  static void seal(ByteWriter frame, long segment, long sequence, long wallNs, int flags) {
    frame.putI32(0, MAGIC);
    frame.putI32(LENGTH, frame.size());
    frame.putI64(SEQUENCE, sequence);
    frame.putI64(WALL, wallNs);
    frame.putI32(FLAGS, flags);
    frame.putI32(CRC, crcOf(segment, frame.array(), frame.size()));
  }

  static boolean isMagic(byte[] bytes, int at) {
    return at + Integer.BYTES <= bytes.length && ((bytes[at] & 0xFF) << 24 | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF)) == MAGIC;
  }

  static int crcAt(byte[] bytes) {
    return (bytes[CRC] & 0xFF) << 24 | (bytes[CRC + 1] & 0xFF) << 16 | (bytes[CRC + 2] & 0xFF) << 8
        | (bytes[CRC + 3] & 0xFF);
  }

  static int crcOf(long segment, byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    for (int shift = 56; shift >= 0; shift -= 8) {
      crc.update((int) (segment >>> shift));
    }
    crc.update(bytes, 0, CRC);
    crc.update(bytes, HEAD_BYTES, length - HEAD_BYTES);
    return (int) crc.getValue();
  }

  /** Reads whole frames that follow one another from the start of some bytes; what was there before is left out. */
  static void all(byte[] bytes, int length, List<Frame> into) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = 0;
    while (at + HEAD_BYTES <= length && in.getInt(at) == MAGIC) {
      int end = at + in.getInt(at + LENGTH);
      long sequence = in.getLong(at + SEQUENCE);
      if (into.isEmpty() || into.get(into.size() - 1).sequence() < sequence) {
        into.add(new Frame(Arrays.copyOfRange(bytes, at, end), sequence, in.getLong(at + WALL), in.getInt(at + FLAGS)));
      }
      at = (int) align(end);
    }
  }

  /** Where the next frame starts after one that ends there. */
  static long align(long offset) {
    return (offset + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
