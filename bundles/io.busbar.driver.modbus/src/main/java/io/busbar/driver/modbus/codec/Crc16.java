package io.busbar.driver.modbus.codec;

/** CRC-16 of Modbus over serial line (Specification and Implementation Guide V1.02 §6.2.2): polynomial 0xA001, from 0xFFFF. */
public final class Crc16 {
  private static final short[] TABLE = new short[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xA001 : crc >>> 1;
      }
      TABLE[i] = (short) crc;
    }
  }

  private Crc16() {}

  /** The checksum of some bytes, 0…65,535; it goes out low byte first. */
  public static int of(byte[] bytes, int offset, int length) {
    int crc = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      crc = (crc >>> 8) ^ (TABLE[(crc ^ bytes[i]) & 0xFF] & 0xFFFF);
    }
    return crc;
  }

  /** Whether some bytes end with their own checksum. */
  public static boolean isGood(byte[] bytes, int offset, int length) {
    if (length < 4) {
      return false;
    }
    int sum = of(bytes, offset, length - 2);
    return (bytes[offset + length - 2] & 0xFF) == (sum & 0xFF) && (bytes[offset + length - 1] & 0xFF) == sum >>> 8;
  }
}
