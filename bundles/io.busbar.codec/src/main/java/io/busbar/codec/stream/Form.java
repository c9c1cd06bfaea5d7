package io.busbar.codec.stream;

/**
 * How a floating value is written as a whole number: as a decimal {@code number / 10^digits}, the same narrowed to
 * binary32, or by its bits in the order of values. Exact both ways or not at all.
 */
final class Form {
  static final int DECIMAL = 0;
  static final int DECIMAL_OF_FLOAT = 1;
  static final int ORDERED = 2;
  /** Most decimals. */
  static final int MAX_DIGITS = 15;

  private static final double MOST = 0x1p53;
  /** Longer ones are hardly meant as decimals. */
  private static final long MOST_DECIMAL = 100_000_000_000_000L;
  private static final long MOST_OF_FLOAT = 10_000_000;
  static final double[] TEN = new double[MAX_DIGITS + 1];

  static {
    double ten = 1;
    for (int i = 0; i <= MAX_DIGITS; i++) {
      TEN[i] = ten;
      ten *= 10;
    }
  }

  int way;
  int digits;
  /** What {@link #fits} has found. */
  long number;

  void reset() {
    way = DECIMAL;
    digits = -1;
  }

  void set(int newWay, int newDigits) {
    way = newWay;
    digits = newDigits;
  }

  /** Whether a value can be written so; then {@link #number} is it. */
  boolean fits(long bits) {
    if (digits < 0) {
      return false;
    }
    if (way == ORDERED) {
      number = ordered(bits);
      return true;
    }
    double scaled = Math.rint(Double.longBitsToDouble(bits) * TEN[digits]);
    if (!(Math.abs(scaled) <= MOST)) {
      return false;
    }
    number = (long) scaled;
    return bits(number) == bits;
  }

  /** The bits of the value that a number stands for. */
  long bits(long ofNumber) {
    return switch (way) {
      case ORDERED -> ordered(ofNumber);
      case DECIMAL -> Double.doubleToRawLongBits(ofNumber / TEN[digits]);
      default -> Double.doubleToRawLongBits((float) (ofNumber / TEN[digits]));
    };
  }

  /** Bits so that they compare as the values do; its own inverse. */
  static long ordered(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** Finds the decimal with the fewest digits; false if there is none of at most that many. */
  boolean find(long bits, int mostDigits) {
    double value = Double.longBitsToDouble(bits);
    boolean isFloat = (float) value == value;
    for (int d = 0; d <= mostDigits; d++) {
      set(DECIMAL, d);
      if (fits(bits) && (d == 0 || Math.abs(number) < MOST_DECIMAL)) {
        return true;
      }
      if (isFloat && d <= 9) {
        way = DECIMAL_OF_FLOAT;
        if (fits(bits) && Math.abs(number) < MOST_OF_FLOAT) {
          return true;
        }
      }
    }
    return false;
  }
}
