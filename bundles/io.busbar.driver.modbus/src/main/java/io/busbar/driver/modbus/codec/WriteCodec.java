package io.busbar.driver.modbus.codec;

import io.busbar.api.data.Kind;
import java.util.OptionalLong;

/** How the value of a command becomes registers: the reverse of {@link Encoding}, for whole integers and floats. */
public final class WriteCodec {
  private WriteCodec() {}

  /** Whether a place can be written with a value: a coil, an integer or float in holding registers, a bit or bits of one register. */
  public static boolean isWritable(ReadTarget.Cells cells) {
    Encoding encoding = cells.encoding();
    boolean number = encoding.type().isInteger() || encoding.type() == DataType.FLOAT32 || encoding.type() == DataType.FLOAT64;
    return cells.table() == Table.COIL || (cells.table() == Table.HOLDING && number && (encoding.partMask() == 0 || encoding.registers() == 1));
  }

  /** Whether a place is one bit, which can be on for a while. */
  public static boolean isBit(ReadTarget.Cells cells) {
    return cells.table() == Table.COIL || Long.bitCount(cells.encoding().partMask()) == 1;
  }

  /**
   * The registers joined, most significant bit first, or 0 and 1 for a coil; of a part of a register its bits where they stand there.
   *
   * @param kind of the value
   * @param bits of the value
   * @return empty if the value does not fit
   */
  public static OptionalLong raw(ReadTarget.Cells cells, Kind kind, long bits) {
    double number = kind.toDouble(bits);
    if (Double.isNaN(number) || kind.isBlob()) {
      return OptionalLong.empty();
    }
    if (cells.table() == Table.COIL) {
      return number == 0 || number == 1 ? OptionalLong.of((long) number) : OptionalLong.empty();
    }
    DataType type = cells.encoding().type();
    if (type == DataType.FLOAT32) {
      float narrow = (float) number;
      return Float.isInfinite(narrow) ? OptionalLong.empty() : OptionalLong.of(Float.floatToRawIntBits(narrow) & 0xFFFF_FFFFL);
    }
    if (type == DataType.FLOAT64) {
      return OptionalLong.of(Double.doubleToRawLongBits(number));
    }
    if (number != Math.rint(number)) {
      return OptionalLong.empty();
    }
    long part = cells.encoding().partMask();
    if (part != 0) {
      long placed = (long) number << Long.numberOfTrailingZeros(part);
      return number >= 0 && number <= 0xFFFF && (placed & ~part) == 0 ? OptionalLong.of(placed) : OptionalLong.empty();
    }
    int width = 16 * type.registers();
    boolean signed = type == DataType.INT16 || type == DataType.INT32 || type == DataType.INT64;
    double least = signed ? -Math.pow(2, width - 1) : 0;
    double beyond = signed ? -least : Math.pow(2, width);
    if (number < least || number >= beyond) {
      return OptionalLong.empty();
    }
    long exact = kind.isFloating() ? fromDouble(number) : bits;
    return OptionalLong.of(width == 64 ? exact : exact & ((1L << width) - 1));
  }

  private static long fromDouble(double number) {
    return number >= 0x1p63 ? (long) (number - 0x1p63) ^ Long.MIN_VALUE : (long) number;
  }
}
