package io.busbar.central.record;

import io.busbar.api.data.Lane;
import io.busbar.api.journal.Journal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's record in central's journal. Numbers are big endian.
 *
 * <pre>
 *  0        magic 0xB5: no record of the block codec begins with it, so central's own gap records are told apart
 *  1        version in the upper, lane in the lower four bits (0 event, 1 live, 2 history)
 *  2 …  5   gateway's number in central's books
 *  6 … 13   epoch of the gateway's journal
 * 14 … 21   position in the gateway's stream
 * 22 … 29   wall time at which central received it, ns
 * 30 …      the record's bytes
 * </pre>
 *
 * @param gateway gateway's number in central's books, from 1
 * @param epoch epoch of the gateway's journal
 * @param position position in the gateway's stream; the stream is the one of central's journal that holds the envelope
 * @param lane how it was delivered
 * @param receivedNs wall time at which central received it, ns
 * @param record the gateway's bytes
 */
public record Envelope(int gateway, long epoch, long position, Lane lane, long receivedNs, byte[] record) {
  /** First byte of each envelope. */
  public static final int MAGIC = 0xB5;
  /** Bytes before the gateway's record. */
  public static final int HEADER_BYTES = 30;
  /** Longest record of a gateway that fits into central's journal. */
  public static final int MAX_RECORD_BYTES = Journal.MAX_RECORD_BYTES - HEADER_BYTES;

  private static final int VERSION = 1;
  private static final Lane[] LANES = {Lane.EVENT, Lane.LIVE, Lane.HISTORY};

  /** The bytes for central's journal. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + record.length);
    out.put((byte) MAGIC);
    out.put((byte) (VERSION << 4 | code(lane)));
    out.putInt(gateway);
    out.putLong(epoch);
    out.putLong(position);
    out.putLong(receivedNs);
    out.put(record);
    return out.array();
  }

  private static int code(Lane lane) {
    return switch (lane) {
      case EVENT -> 0;
      case LIVE -> 1;
      case HISTORY -> 2;
    };
  }

  /** The envelope in those bytes, or null if they hold something else: a gap record of central's own journal. */
  public static @Nullable Envelope decode(byte[] bytes) {
    if (bytes.length <= HEADER_BYTES || (bytes[0] & 0xFF) != MAGIC) {
      return null;
    }
    int lane = bytes[1] & 0x0F;
    if ((bytes[1] & 0xFF) >>> 4 != VERSION || lane >= LANES.length) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
    return new Envelope(in.getInt(), in.getLong(), in.getLong(), LANES[lane], in.getLong(),
        Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
  }
}
