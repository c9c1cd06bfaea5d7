package io.busbar.sim.codec;

/** CRC of Modbus RTU frames: polynomial A001 reflected, start FFFF, low byte first (MODBUS over Serial Line V1.02 §2.5.1.2). */
public final class Crc16 {
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA001;
      }
      TABLE[i] = crc;
    }
  }

  private Crc16() {
  }

  /** The CRC of {@code length} bytes, 0 to 65,535. */
  public static int of(byte[] bytes, int offset, int length) {
    int crc = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }
}
