package io.busbar.codec.mix;

/**
 * Logarithms and the logistic function from tables, the same on every machine: built with StrictMath, used with plain
 * arithmetic and shifts.
 */
public final class Logistic {
  private static final int MANTISSA_BITS = 11;
  private static final double[] LN_MANTISSA = new double[1 << MANTISSA_BITS];
  private static final double[] LN_EXPONENT = new double[2048];
  private static final int STEPS = 32;
  private static final int LIMIT = 15;
  private static final double[] SQUASH = new double[2 * LIMIT * STEPS + 2];

  static {
    for (int i = 0; i < LN_MANTISSA.length; i++) {
      LN_MANTISSA[i] = StrictMath.log(1 + (i + 0.5) / LN_MANTISSA.length);
    }
    for (int i = 0; i < LN_EXPONENT.length; i++) {
      LN_EXPONENT[i] = (i - 1023) * StrictMath.log(2);
    }
    for (int i = 0; i < SQUASH.length; i++) {
      SQUASH[i] = 1 / (1 + StrictMath.exp(-((double) i / STEPS - LIMIT)));
    }
  }

  private Logistic() {}

  /** Natural logarithm of a positive normal number, to 2⁻¹². */
  public static double ln(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return LN_EXPONENT[(int) (bits >>> 52) & 2047] + LN_MANTISSA[(int) (bits >>> (52 - MANTISSA_BITS)) & ((1 << MANTISSA_BITS) - 1)];
  }

  /** ln(p / (1 − p)) of a probability in units of 2⁻²². */
  public static double stretch(int p) {
    return ln(p) - ln((1 << 22) - p);
  }

  /** 1 / (1 + e⁻ˣ). */
  public static double squash(double x) {
    double place = (Math.max(-LIMIT, Math.min(LIMIT, x)) + LIMIT) * STEPS;
    int i = (int) place;
    return SQUASH[i] + (SQUASH[i + 1] - SQUASH[i]) * (place - i);
  }
}
