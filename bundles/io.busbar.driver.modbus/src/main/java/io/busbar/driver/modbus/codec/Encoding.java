package io.busbar.driver.modbus.codec;

import io.busbar.api.data.Kind;

/**
 * How a value lies in its registers and how it becomes the bits of a sample. {@link #raw} joins the registers,
 * {@link #isValid} says whether they hold a value, {@link #bits} turns them into a sample's bits; no step allocates.
 *
 * @param type what the registers hold
 * @param order of words and bytes
 * @param bit number of the wanted bit, 0 = least significant, −1 for the whole value
 * @param mask wanted bits of an integer, shifted down to bit 0; 0 for all
 * @param length characters of a string, else 0
 */
public record Encoding(DataType type, Order order, int bit, long mask, int length) {
  /** Longest string, characters: the registers of one request. */
  public static final int MAX_STRING = 250;
  /** A single cell of a bit table. */
  public static final Encoding CELL = new Encoding(DataType.BOOL, Order.BIG, -1, 0, 0);

  /** A whole value. */
  public static Encoding of(DataType type, Order order) {
    return new Encoding(type, order, -1, 0, 0);
  }

  /** The bits of the joined registers that are wanted; 0 if it is the whole value. */
  public long partMask() {
    return bit >= 0 ? 1L << bit : mask;
  }

  /** Registers that it takes; 0 for a cell of a bit table. */
  public int registers() {
    return type == DataType.STRING ? (length + 1) / 2 : type.registers();
  }

  /** Kind of its samples. */
  public Kind kind() {
    return bit >= 0 ? Kind.BOOLEAN : type.kind();
  }

  /** The registers joined, most significant bit first, not sign-extended. Not for strings and cells. */
  public long raw(byte[] bytes, int offset) {
    return order.gather(bytes, offset, type.registers());
  }

  /** Whether joined registers hold a value: decimal digits where digits are due, a number where a float is. */
  public boolean isValid(long raw) {
    if (type.isBcd()) {
      for (int shift = 0; shift < 16 * type.registers(); shift += 4) {
        if (((raw >>> shift) & 0xF) > 9) {
          return false;
        }
      }
    }
    if (type == DataType.FLOAT32) {
      return !Float.isNaN(Float.intBitsToFloat((int) raw));
    }
    return type != DataType.FLOAT64 || !Double.isNaN(Double.longBitsToDouble(raw));
  }

  /** Bits of a sample of {@link #kind()} from joined registers. */
  public long bits(long raw) {
    if (bit >= 0) {
      return (raw >>> bit) & 1;
    }
    if (mask != 0) {
      return (raw & mask) >>> Long.numberOfTrailingZeros(mask);
    }
    return switch (type) {
      case INT16 -> (short) raw;
      case INT32 -> (int) raw;
      case FLOAT32 -> Double.doubleToRawLongBits(Float.intBitsToFloat((int) raw));
      case BCD16, BCD32, BCD64 -> decimal(raw);
      default -> raw;
    };
  }

  private static long decimal(long raw) {
    long value = 0;
    for (int shift = 60; shift >= 0; shift -= 4) {
      value = value * 10 + ((raw >>> shift) & 0xF);
    }
    return value;
  }

  /** Length in bytes of a string at a place: up to its first zero byte, trailing blanks left out. */
  public int stringLength(byte[] bytes, int offset) {
    int end = 0;
    while (end < length && stringByte(bytes, offset, end) != 0) {
      end++;
    }
    while (end > 0 && stringByte(bytes, offset, end - 1) == ' ') {
      end--;
    }
    return end;
  }

  /** One character of a string. */
  public byte stringByte(byte[] bytes, int offset, int index) {
    return bytes[offset + (order.swapsBytes() ? index ^ 1 : index)];
  }

  /** As one would write it in {@code read:}. */
  public String words() {
    if (type == DataType.BOOL) {
      return "";
    }
    if (type == DataType.STRING) {
      return "string " + length + (order.swapsBytes() ? " BA" : "");
    }
    String text = type.word() + (order == Order.BIG ? "" : " " + order.text(type.registers()));
    if (bit >= 0) {
      return text + " bit " + bit;
    }
    return mask != 0 ? text + " mask 0x" + Long.toHexString(mask).toUpperCase(java.util.Locale.ROOT) : text;
  }
}
