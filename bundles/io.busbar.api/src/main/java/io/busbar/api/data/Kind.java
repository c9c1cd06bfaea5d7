package io.busbar.api.data;

/**
 * The kind of a value: how the 64 bits of a sample are read.
 *
 * <p>Codes are stable; they are written to journals and links.
 */
public enum Kind {
  /** IEEE 754 binary64; bits are {@link Double#doubleToRawLongBits(double)}. */
  DOUBLE(0),
  /** A binary32 measurement widened to binary64: bits as for {@link #DOUBLE}, and narrowing loses nothing. */
  FLOAT32(1),
  /** Two's complement 64-bit integer; also every narrower integer. */
  INT64(2),
  /** Unsigned 64-bit integer, for counters that use the whole range. */
  UINT64(3),
  /** 0 false, 1 true. IEC 60870-5-101 SPI, DNP3 binary input. */
  BOOLEAN(4),
  /** 0 intermediate, 1 off (open), 2 on (closed), 3 bad state. IEC 60870-5-101 §7.2.6.2 DPI. */
  DOUBLE_POINT(5),
  /** Transformer step position −64…63 in the low byte, bit 8 = in transit. IEC 60870-5-101 §7.2.6.5 VTI. */
  STEP(6),
  /** UTF-8 text in the batch's {@link BlobArena}; bits are offset and length. */
  TEXT(7),
  /** Raw bytes in the batch's {@link BlobArena}; bits are offset and length. Bit strings up to 64 bits use {@link #UINT64}. */
  BYTES(8),
  /** An enumerated state; bits are the ordinal as the device counts it, labels are in the point's description. */
  ENUM(9),
  /** State of a whole device: one record that central expands to the device's points. See {@link DeviceState}. */
  DEVICE_STATE(10);

  private static final Kind[] BY_CODE = values();

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** The stable code, 0…255. */
  public int code() {
    return code;
  }

  /**
   * The kind with that code.
   *
   * @throws IllegalArgumentException if no kind has it
   */
  public static Kind ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no value kind has code " + code);
    }
    return BY_CODE[code];
  }

  /** Whether the bits are those of a binary64. */
  public boolean isFloating() {
    return this == DOUBLE || this == FLOAT32;
  }

  /** Whether the value lives in a {@link BlobArena} and the bits are only its place there. */
  public boolean isBlob() {
    return this == TEXT || this == BYTES;
  }

  /** The value as a number: integers and states by their value, floating kinds as they are, blobs as NaN. */
  public double toDouble(long bits) {
    if (isFloating()) {
      return Double.longBitsToDouble(bits);
    }
    if (this == UINT64) {
      double low = bits & Long.MAX_VALUE;
      return bits < 0 ? low + 0x1p63 : low;
    }
    if (this == STEP) {
      return (byte) bits;
    }
    return isBlob() ? Double.NaN : bits;
  }
}
