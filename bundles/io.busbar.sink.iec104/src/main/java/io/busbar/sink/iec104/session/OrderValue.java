package io.busbar.sink.iec104.session;

import io.busbar.api.data.Kind;
import io.busbar.sink.iec104.image.WireValue;
import io.busbar.sink.iec104.table.CommandType;
import io.busbar.sink.iec104.table.MappedPoint;

/** What a command's value is for the gateway. Pure. */
final class OrderValue {
  private static final int OFF = 1;
  private static final int ON = 2;
  private static final double FRACTION = 32_768;

  private OrderValue() {}

  /** Whether a double or a regulating step command is one at all: 0 and 3 are not permitted. IEC 60870-5-101 §7.2.6.16, §7.2.6.17. */
  static boolean isMeant(CommandType type, long value) {
    return (type != CommandType.DOUBLE && type != CommandType.STEP) || value == OFF || value == ON;
  }

  /** The kind of the value that the gateway gets. */
  static Kind kind(MappedPoint point, CommandType type) {
    return switch (type) {
      case SINGLE -> point.scaling().otherStatus() ? Kind.DOUBLE_POINT : Kind.BOOLEAN;
      case DOUBLE -> point.scaling().otherStatus() ? Kind.BOOLEAN : Kind.DOUBLE_POINT;
      case STEP -> Kind.INT64;
      case BITSTRING -> Kind.UINT64;
      case NORMALISED, SCALED, FLOAT -> Kind.DOUBLE;
    };
  }

  /** Its bits: off and on, −1 lower and +1 higher, a number in engineering units, or a bit string. */
  static long bits(MappedPoint point, CommandType type, long value) {
    return switch (type) {
      case SINGLE -> point.scaling().otherStatus() ? (value != 0 ? ON : OFF) : value;
      case DOUBLE -> point.scaling().otherStatus() ? value - OFF : value;
      case STEP -> value == ON ? 1 : -1;
      case BITSTRING -> value;
      case NORMALISED -> number(WireValue.commanded(point, value / FRACTION));
      case SCALED -> number(WireValue.commanded(point, (double) value));
      case FLOAT -> number(WireValue.commanded(point, Float.intBitsToFloat((int) value)));
    };
  }

  private static long number(double engineering) {
    return Double.doubleToRawLongBits(engineering);
  }
}
