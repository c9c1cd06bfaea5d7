package io.busbar.codec.stream;

/**
 * How a floating value is written as a whole number: as a decimal {@code number / 10^digits}, the same narrowed to
 * binary32, a third of one, or by its bits in the order of values. What a computation has left a few units of the last place
 * off is written as that and those units. Exact both ways or not at all.
 */
final class Form {
  static final int DECIMAL = 0;
  static final int DECIMAL_OF_FLOAT = 1;
  static final int ORDERED = 2;
  static final int THIRDS = 3;
  /** Digits before anything is known. */
  private static final int UNKNOWN = -1;
  /** Most decimals. */
  static final int MAX_DIGITS = 15;

  private static final double MOST = 0x1p53;
  /** Longer ones are hardly meant as decimals. */
  private static final long MOST_DECIMAL = 100_000_000_000_000L;
  private static final long MOST_OF_FLOAT = 10_000_000;
  private static final long MOST_ROUGH = 10_000_000_000L;
  private static final long LEAST_ROUGH = 3;
  private static final int ROUGH_DIGITS = 8;
  private static final long MOST_OFF = 63;
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
  /** Whether values are a few units of the last place off; then {@link #off} of them is said with each. */
  boolean rough;
  /** What {@link #fits} has found. */
  long number;
  long off;

  void reset() {
    set(DECIMAL, UNKNOWN, false);
  }

  void set(int newWay, int newDigits, boolean isRough) {
    way = newWay;
    digits = newDigits;
    rough = isRough;
  }

  boolean isKnown() {
    return digits != UNKNOWN;
  }

  /** Whether a value can be written so; then {@link #number} and {@link #off} are it. */
  boolean fits(long bits) {
    off = 0;
    if (digits == UNKNOWN) {
      return false;
    }
    if (way == ORDERED) {
      number = ordered(bits);
      return true;
    }
    double scaled = Math.rint(Double.longBitsToDouble(bits) * divisor());
    if (!(Math.abs(scaled) <= MOST)) {
      return false;
    }
    number = (long) scaled;
    off = ordered(bits) - ordered(bits(number, 0));
    return rough ? Math.abs(off) <= MOST_OFF : off == 0;
  }

  private double divisor() {
    return way == THIRDS ? 3 * TEN[digits] : TEN[digits];
  }

  /** The bits of the value that a number stands for. */
  long bits(long ofNumber, long units) {
    if (way == ORDERED) {
      return ordered(ofNumber);
    }
    double value = ofNumber / divisor();
    long bits = Double.doubleToRawLongBits(way == DECIMAL_OF_FLOAT ? (float) value : value);
    return units == 0 ? bits : ordered(ordered(bits) + units);
  }

  /** Bits so that they compare as the values do; its own inverse. */
  static long ordered(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** Finds the form with the fewest digits; false if there is none of at most that many. */
  boolean find(long bits, int mostDigits) {
    double value = Double.longBitsToDouble(bits);
    boolean isFloat = (float) value == value;
    for (int d = 0; d <= mostDigits; d++) {
      if (isShort(bits, DECIMAL, d, d == 0 ? Long.MAX_VALUE : MOST_DECIMAL, false)
          || (isFloat && isShort(bits, DECIMAL_OF_FLOAT, d, MOST_OF_FLOAT, false))) {
        return true;
      }
    }
    for (int d = 0; d <= ROUGH_DIGITS; d++) {
      if (isShort(bits, DECIMAL, d, MOST_ROUGH, true) || isShort(bits, DECIMAL_OF_FLOAT, d, MOST_OF_FLOAT, true)
          || isShort(bits, THIRDS, d, MOST_ROUGH, true)) {
        return true;
      }
    }
    return false;
  }

  private boolean isShort(long bits, int asWay, int asDigits, long most, boolean isRough) {
    set(asWay, asDigits, isRough);
    return fits(bits) && Math.abs(number) < most && (!isRough || Math.abs(number) > LEAST_ROUGH);
  }
}
