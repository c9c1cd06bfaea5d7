package io.busbar.link.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C (RFC 3720 appendix B.4) over what both ends know of a session and the bytes of one packet. Not thread-safe. */
public final class PacketChecksum {
  private final CRC32C crc = new CRC32C();
  private final byte[] known = new byte[24];

  /** Checksum of bytes that belong to no session: HELLO and RESET. */
  public int plain(byte[] packet, int length) {
    crc.reset();
    crc.update(packet, 0, length);
    return (int) crc.getValue();
  }

  /**
   * Checksum of a packet in a session.
   *
   * @param senderNonce nonce of the end that sends it: the two directions differ
   * @param receiverNonce nonce of the other
   * @param number full packet number
   */
  public int inSession(long senderNonce, long receiverNonce, long number, byte[] packet, int length) {
    ByteBuffer.wrap(known).putLong(senderNonce).putLong(receiverNonce).putLong(number);
    crc.reset();
    crc.update(known, 0, known.length);
    crc.update(packet, 0, length);
    return (int) crc.getValue();
  }
}
