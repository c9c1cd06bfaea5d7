package io.busbar.sim.codec;

/**
 * Modbus RTU, on a serial line or inside TCP (MODBUS over Serial Line V1.02 §2.5.1).
 *
 * <pre>
 * 0      1                 n
 * | unit | PDU (1..253)    | CRC low | CRC high |
 * </pre>
 *
 * <p>The end of a request is found from its function code and CRC, not from silence, so that a scheduler pause on the
 * line changes nothing. Rubbish before a request is skipped when a whole request with a good CRC ends the buffer.
 */
public final class RtuFraming implements Framing {
  /** Longest RTU frame. */
  private static final int MAX_FRAME = 256;
  private static final int MIN_FRAME = 4;
  private static final int SHORT_FRAME = 8;
  private static final int LONG_FRAME_BASE = 9;
  private static final int BYTE_COUNT_AT = 6;

  @Override
  public Scan scan(byte[] bytes, int length) {
    for (int from = 0; from + MIN_FRAME <= length; from++) {
      int total = frameLength(bytes, from, length);
      if (total > 0 && from + total <= length && crcFits(bytes, from, total)) {
        return new Scan(from + total, bytes[from] & 0xFF, 0, from + 1, total - 3);
      }
    }
    return length >= 2 * MAX_FRAME ? Scan.rubbish(length) : Scan.INCOMPLETE;
  }

  /** Total length of a frame that starts at {@code from}; the rest of the buffer for a function of unknown length. */
  private static int frameLength(byte[] bytes, int from, int length) {
    return switch (bytes[from + 1]) {
      case 1, 2, 3, 4, 5, 6 -> SHORT_FRAME;
      case 15, 16 -> from + BYTE_COUNT_AT < length ? LONG_FRAME_BASE + (bytes[from + BYTE_COUNT_AT] & 0xFF) : 0;
      default -> length - from;
    };
  }

  private static boolean crcFits(byte[] bytes, int from, int total) {
    int crc = Crc16.of(bytes, from, total - 2);
    int end = from + total;
    return (byte) crc == bytes[end - 2] && (byte) (crc >> 8) == bytes[end - 1];
  }

  @Override
  public byte[] wrap(Scan request, byte[] replyPdu) {
    byte[] frame = new byte[replyPdu.length + 3];
    frame[0] = (byte) request.unit();
    System.arraycopy(replyPdu, 0, frame, 1, replyPdu.length);
    int crc = Crc16.of(frame, 0, replyPdu.length + 1);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> 8);
    return frame;
  }

  /** One bit of the last data byte turned over: the CRC no longer fits. */
  @Override
  public byte[] wrapGarbled(Scan request, byte[] replyPdu) {
    byte[] frame = wrap(request, replyPdu);
    frame[frame.length - 3] ^= 0x10;
    return frame;
  }
}
