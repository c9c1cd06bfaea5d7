package io.busbar.transport.codec;

/**
 * The 16-bit frame check sequence of HDLC (ISO/IEC 13239; ITU-T X.25): polynomial 0x1021, reflected, all ones before and
 * complemented after. It keeps garbage of a radio away from the link, whose own check decides.
 */
final class Crc16 {
  private static final int POLYNOMIAL = 0x8408;
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) != 0 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
      }
      TABLE[i] = value;
    }
  }

  private Crc16() {}

  static int of(byte[] bytes, int offset, int length) {
    int crc = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc ^ 0xFFFF;
  }
}
