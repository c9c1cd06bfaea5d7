package io.busbar.iec60870.codec;

/**
 * CP24Time2a as it stands on the line, the first byte in the lowest bits (IEC 60870-5-101 §7.2.6.19): the lowest three bytes of {@link Cp56},
 * so {@link Cp56#millis}, {@link Cp56#minute} and {@link Cp56#isInvalid} read it. The hour is the listener's to know.
 */
public final class Cp24 {
  private Cp24() {}

  static long read(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8) | ((bytes[at + 2] & 0xFF) << 16);
  }

  static void write(long time, byte[] bytes, int at) {
    for (int i = 0; i < 3; i++) {
      bytes[at + i] = (byte) (time >>> (8 * i));
    }
  }

  /** Whether the fields are a time at all. */
  public static boolean isTime(long time) {
    return Cp56.millis(time) < 60_000 && Cp56.minute(time) < 60;
  }

  /** Of a CP56: what is left of it. */
  public static long of(long cp56) {
    return cp56 & 0xFF_FFFF;
  }
}
