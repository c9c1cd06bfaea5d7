package io.busbar.transport.codec;

import java.nio.ByteBuffer;

/**
 * A datagram as it goes over a serial line. No byte but the two at its ends is zero, so whoever listens finds the next
 * frame after any garbage; nothing depends on gaps, and a frame has none when it is written at once.
 *
 * <pre>
 * +------+------------------------------------------------+------+
 * | 0x00 | stuffed: datagram (1 … max) | CRC-16 (u16, LE) | 0x00 |
 * +------+------------------------------------------------+------+
 * </pre>
 *
 * <p>Stuffing is COBS (Cheshire and Baker, 1999): the text is cut before each zero byte and after 254 other ones; each piece
 * begins with its length + 1 in place of the zero.
 */
public final class SerialFrame {
  /** What the ends of a frame are. */
  static final byte DELIMITER = 0;
  /** Bytes of the checksum. */
  static final int CRC_BYTES = 2;
  private static final int RUN = 254;

  private SerialFrame() {}

  /** Bytes that a frame adds to a datagram of that length, at most. */
  public static int overheadBytes(int datagramBytes) {
    return 2 + CRC_BYTES + 1 + (datagramBytes + CRC_BYTES) / RUN;
  }

  /** The frame of the remaining bytes. */
  public static byte[] encode(ByteBuffer datagram) {
    int length = datagram.remaining();
    byte[] plain = new byte[length + CRC_BYTES];
    datagram.get(plain, 0, length);
    int crc = Crc16.of(plain, 0, length);
    plain[length] = (byte) crc;
    plain[length + 1] = (byte) (crc >>> 8);
    byte[] frame = new byte[length + overheadBytes(length)];
    frame[0] = DELIMITER;
    int end = stuff(plain, frame, 1);
    frame[end++] = DELIMITER;
    return end == frame.length ? frame : java.util.Arrays.copyOf(frame, end);
  }

  private static int stuff(byte[] plain, byte[] into, int from) {
    int code = from;
    int to = from + 1;
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == DELIMITER) {
        into[code] = (byte) (to - code);
        code = to++;
      } else {
        into[to++] = plain[i];
        if (to - code > RUN && i + 1 < plain.length) {
          into[code] = (byte) (to - code);
          code = to++;
        }
      }
    }
    into[code] = (byte) (to - code);
    return to;
  }

  /**
   * Takes the stuffing out, in place.
   *
   * @return length of the datagram without checksum, or −1 if this is no frame
   */
  static int decode(byte[] bytes, int length) {
    int to = 0;
    int at = 0;
    while (at < length) {
      int code = bytes[at++] & 0xFF;
      int end = at + code - 1;
      if (code == 0 || end > length) {
        return -1;
      }
      while (at < end) {
        bytes[to++] = bytes[at++];
      }
      if (code <= RUN && at < length) {
        bytes[to++] = DELIMITER;
      }
    }
    int datagram = to - CRC_BYTES;
    if (datagram < 1) {
      return -1;
    }
    int crc = (bytes[datagram] & 0xFF) | (bytes[datagram + 1] & 0xFF) << 8;
    return crc == Crc16.of(bytes, 0, datagram) ? datagram : -1;
  }
}
