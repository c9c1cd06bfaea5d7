package io.busbar.sink.file.rolling;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the files hold durably: a slot of the position file. Two slots are written in turn, so a torn one leaves the
 * other. Big endian:
 *
 * <pre>
 *  0 …  3   magic "BBP1"
 *  4 … 11   sequence; the slot with the higher one counts
 * 12 … 19   number of the data file
 * 20 … 27   length of the data file, bytes
 * 28 … 35   wall time at which the data file was begun, ns
 * 36 … 67   position in central's journal of the streams with codes 1 to 4, 8 bytes each
 * 68 … 71   CRC-32C of bytes 0 to 67
 * </pre>
 *
 * @param sequence counts commits
 * @param file number of the data file, 0 before the first
 * @param length of the data file, bytes
 * @param begunNs wall time at which the data file was begun, ns
 * @param positions by stream code − 1
 */
record Committed(long sequence, long file, long length, long begunNs, long[] positions) {
  static final int SLOT_BYTES = 512;
  static final int STREAMS = 4;

  private static final int MAGIC = 0x42425031;
  private static final int CHECKED_BYTES = 68;

  static final Committed NOTHING = new Committed(0, 0, 0, 0, new long[STREAMS]);

  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(SLOT_BYTES);
    out.putInt(MAGIC).putLong(sequence).putLong(file).putLong(length).putLong(begunNs);
    for (long position : positions) {
      out.putLong(position);
    }
    out.putInt(checksum(out));
    return out.clear();
  }

  static @Nullable Committed decode(ByteBuffer slot) {
    if (slot.remaining() < CHECKED_BYTES + 4) {
      return null;
    }
    ByteBuffer in = slot.slice();
    if (in.getInt(CHECKED_BYTES) != checksum(in) || in.getInt() != MAGIC) {
      return null;
    }
    long sequence = in.getLong();
    long file = in.getLong();
    long length = in.getLong();
    long begunNs = in.getLong();
    long[] positions = new long[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
      positions[i] = in.getLong();
    }
    return new Committed(sequence, file, length, begunNs, positions);
  }

  private static int checksum(ByteBuffer slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot.duplicate().position(0).limit(CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
