package io.busbar.iec60870.ft12;

/**
 * Builds frames in an array of its own.
 *
 * <pre>
 *  fixed      10 | control | address 0…2 | sum | 16
 *  variable   68 | L | L | 68 | control | address 0…2 | unit | sum | 16        L counts control, address and unit; 255 at most
 *  single     E5
 * </pre>
 */
public final class Ft12Frame {
  /** Longest frame. */
  public static final int MAX_BYTES = 261;
  /** The single character that acknowledges. */
  public static final int SINGLE = 0xE5;
  static final int FIXED = 0x10;
  static final int VARIABLE = 0x68;
  static final int END = 0x16;

  private final int addressBytes;
  private final byte[] bytes = new byte[MAX_BYTES];
  private int length;

  /** Frames with so many bytes of address, 0 to 2. */
  public Ft12Frame(int addressBytes) {
    this.addressBytes = addressBytes;
  }

  /** A frame without a unit. */
  public Ft12Frame fixed(int control, int address) {
    bytes[0] = FIXED;
    int at = head(1, control, address);
    bytes[at] = sum(bytes, 1, at);
    bytes[at + 1] = END;
    length = at + 2;
    return this;
  }

  /** A frame with a unit. */
  public Ft12Frame variable(int control, int address, byte[] unit, int offset, int unitBytes) {
    int counted = 1 + addressBytes + unitBytes;
    if (counted > 255) {
      throw new IllegalArgumentException("a unit of " + unitBytes + " bytes does not fit a frame");
    }
    bytes[0] = VARIABLE;
    bytes[1] = (byte) counted;
    bytes[2] = (byte) counted;
    bytes[3] = VARIABLE;
    int at = head(4, control, address);
    System.arraycopy(unit, offset, bytes, at, unitBytes);
    at += unitBytes;
    bytes[at] = sum(bytes, 4, at);
    bytes[at + 1] = END;
    length = at + 2;
    return this;
  }

  /** The single character. */
  public Ft12Frame single() {
    bytes[0] = (byte) SINGLE;
    length = 1;
    return this;
  }

  private int head(int at, int control, int address) {
    bytes[at] = (byte) control;
    for (int i = 0; i < addressBytes; i++) {
      bytes[at + 1 + i] = (byte) (address >>> (8 * i));
    }
    return at + 1 + addressBytes;
  }

  static byte sum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += bytes[i];
    }
    return (byte) sum;
  }

  /** The frame, from 0 to {@link #length()}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Its length. */
  public int length() {
    return length;
  }
}
