package io.busbar.sim.codec;

/** How requests and replies lie in a byte stream. */
public interface Framing {
  /**
   * Looks for one request at the start of what was received.
   *
   * @param bytes  received bytes, the oldest first
   * @param length how many of them are valid
   */
  Scan scan(byte[] bytes, int length);

  /** Wraps a reply PDU for the wire. */
  byte[] wrap(Scan request, byte[] replyPdu);

  /** The same reply as a device on a bad line would send it: a receiver must notice that it is wrong. */
  byte[] wrapGarbled(Scan request, byte[] replyPdu);

  /**
   * What a scan found.
   *
   * @param consumed  bytes to drop from the front, 0 when more must arrive first
   * @param unit      unit identifier, when a request was found
   * @param identity  transaction identifier, 0 where the framing has none
   * @param pduOffset of the request in the scanned bytes
   * @param pduLength 0 when no request was found
   */
  record Scan(int consumed, int unit, int identity, int pduOffset, int pduLength) {
    /** More bytes are needed. */
    public static final Scan INCOMPLETE = new Scan(0, 0, 0, 0, 0);

    /** The bytes make no request and are thrown away. */
    public static Scan rubbish(int consumed) {
      return new Scan(consumed, 0, 0, 0, 0);
    }

    /** Whether a request was found. */
    public boolean found() {
      return pduLength > 0;
    }
  }
}
