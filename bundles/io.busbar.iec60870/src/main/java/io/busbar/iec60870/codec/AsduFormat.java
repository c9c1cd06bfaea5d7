package io.busbar.iec60870.codec;

/**
 * Sizes that both stations of a link agree on (IEC 60870-5-101 §7.1, the system parameters of its interoperability list).
 *
 * <pre>
 *  | type | SQ, number | cause 1…2 (second: originator) | common address 1…2 | object address 1…3 | element | … |
 * </pre>
 *
 * @param causeBytes 1, or 2 with the originator address
 * @param commonBytes 1 or 2
 * @param objectBytes 1 to 3
 * @param maxBytes longest unit, 20 to 253; 249 on 104
 */
public record AsduFormat(int causeBytes, int commonBytes, int objectBytes, int maxBytes) {
  /** Longest unit of 104, whose control fields take 4 of 253 bytes. IEC 60870-5-104 §5. */
  public static final int MAX_104 = 249;
  /** The sizes that 104 fixes: 2, 2, 3. */
  public static final AsduFormat IEC_104 = new AsduFormat(2, 2, 3, MAX_104);

  /** Checks the ranges. */
  public AsduFormat {
    if (causeBytes < 1 || causeBytes > 2 || commonBytes < 1 || commonBytes > 2 || objectBytes < 1 || objectBytes > 3 || maxBytes < 20
        || maxBytes > 253) {
      throw new IllegalArgumentException("sizes of cause, common address and object address are 1-2, 1-2 and 1-3 bytes, units 20 to 253 bytes; not "
          + causeBytes + ", " + commonBytes + ", " + objectBytes + ", " + maxBytes);
    }
  }

  /** Bytes before the first object address. */
  public int headerBytes() {
    return 2 + causeBytes + commonBytes;
  }

  /** The address of all stations: 255 or 65535. */
  public int broadcast() {
    return commonBytes == 1 ? 0xFF : 0xFFFF;
  }

  /** Greatest object address. */
  public int maxObject() {
    return (1 << (8 * objectBytes)) - 1;
  }
}
