package io.busbar.sim.codec;

/**
 * Modbus TCP (MODBUS Messaging on TCP/IP V1.0b §3.1.3).
 *
 * <pre>
 * 0        2          4        6      7
 * | trans  | proto=0  | length | unit | PDU (1..253)
 *                       counts unit and PDU
 * </pre>
 */
public final class MbapFraming implements Framing {
  private static final int HEADER_BYTES = 7;
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 254;

  @Override
  public Scan scan(byte[] bytes, int length) {
    if (length < HEADER_BYTES) {
      return Scan.INCOMPLETE;
    }
    int protocol = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
    int counted = ((bytes[4] & 0xFF) << 8) | (bytes[5] & 0xFF);
    if (protocol != 0 || counted < MIN_LENGTH || counted > MAX_LENGTH) {
      return Scan.rubbish(length);
    }
    int total = 6 + counted;
    if (length < total) {
      return Scan.INCOMPLETE;
    }
    int transaction = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return new Scan(total, bytes[6] & 0xFF, transaction, HEADER_BYTES, counted - 1);
  }

  @Override
  public byte[] wrap(Scan request, byte[] replyPdu) {
    byte[] frame = new byte[HEADER_BYTES + replyPdu.length];
    frame[0] = (byte) (request.identity() >> 8);
    frame[1] = (byte) request.identity();
    frame[4] = (byte) ((replyPdu.length + 1) >> 8);
    frame[5] = (byte) (replyPdu.length + 1);
    frame[6] = (byte) request.unit();
    System.arraycopy(replyPdu, 0, frame, HEADER_BYTES, replyPdu.length);
    return frame;
  }

  /** A foreign transaction identifier: TCP has no checksum of its own that could be wrong. */
  @Override
  public byte[] wrapGarbled(Scan request, byte[] replyPdu) {
    byte[] frame = wrap(request, replyPdu);
    frame[0] ^= (byte) 0x80;
    return frame;
  }
}
