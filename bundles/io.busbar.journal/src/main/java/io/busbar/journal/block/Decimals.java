package io.busbar.journal.block;

/**
 * The ways in which a binary64 is written as a whole number. Each class maps a number {@code m} to exactly one
 * double; a value belongs to a class only if it comes back bit for bit.
 *
 * <pre>
 *  class  value
 *   0…5   m / 10^class                     a decimal as it is written: 231.4
 *   6     m-th of NaN, −0, +∞, −∞          (the one NaN that Java makes)
 *   7…10  m × 10^−(class−6)                a scaled integer: 2314 × 0.1 is not 231.4
 *   11…13 (float) (m / 10^(class−10))      a decimal that was binary32 once
 *   14    four bytes of binary32
 *   15    eight bytes of binary64
 * </pre>
 *
 * <p>Division and multiplication of IEEE 754 are correctly rounded, so both ends compute the same.
 */
final class Decimals {
  static final int CLASSES = 16;
  static final int SPECIAL = 6;
  static final int FLOAT32 = 14;
  static final int FLOAT64 = 15;
  private static final int FIRST_SCALED = 7;
  private static final int FIRST_FLOAT = 11;
  /** Whole numbers beyond this have no exact binary64. */
  private static final double MAX = 1L << 53;
  private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5};
  private static final double[] FRACTIONS = {1, 0.1, 0.01, 0.001, 0.0001};
  private static final long[] SPECIALS = {
    Double.doubleToRawLongBits(Double.NaN), Double.doubleToRawLongBits(-0.0),
    Double.doubleToRawLongBits(Double.POSITIVE_INFINITY), Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
  };

  private Decimals() {}

  /** The bits that a class below 14 gives for a number; that of the special class is 0 to 3. */
  static long bitsOf(int cls, long m) {
    if (cls < SPECIAL) {
      return Double.doubleToRawLongBits(m / POWERS[cls]);
    }
    if (cls == SPECIAL) {
      return SPECIALS[(int) m];
    }
    if (cls < FIRST_FLOAT) {
      return Double.doubleToRawLongBits(m * FRACTIONS[cls - FIRST_SCALED + 1]);
    }
    return Double.doubleToRawLongBits((float) (m / POWERS[cls - FIRST_FLOAT + 1]));
  }

  /** How many special numbers there are. */
  static int specials() {
    return SPECIALS.length;
  }

  /**
   * Finds the number of a value in a class below {@link #FLOAT32}.
   *
   * @return whether there is one; it stands in {@code into[at]}
   */
  static boolean find(int cls, long bits, long[] into, int at) {
    if (cls == SPECIAL) {
      for (int i = 0; i < SPECIALS.length; i++) {
        if (SPECIALS[i] == bits) {
          into[at] = i;
          return true;
        }
      }
      return false;
    }
    double value = Double.longBitsToDouble(bits);
    double scaled = cls < SPECIAL ? value * POWERS[cls]
        : cls < FIRST_FLOAT ? value / FRACTIONS[cls - FIRST_SCALED + 1] : value * POWERS[cls - FIRST_FLOAT + 1];
    if (!(Math.abs(scaled) < MAX)) {
      return false;
    }
    long m = (long) Math.rint(scaled);
    into[at] = m;
    return bitsOf(cls, m) == bits;
  }

  /** Whether binary32 holds a value exactly; never said of a NaN, whose payload hardware may change. */
  static boolean isFloat32(long bits) {
    double value = Double.longBitsToDouble(bits);
    return !Double.isNaN(value) && Double.doubleToRawLongBits((float) value) == bits;
  }

  /** The bits of a binary64 that binary32 bits stand for; a NaN, which no encoder writes, becomes the usual one. */
  static long widen(int floatBits) {
    return Double.doubleToRawLongBits(Float.intBitsToFloat(floatBits));
  }
}
