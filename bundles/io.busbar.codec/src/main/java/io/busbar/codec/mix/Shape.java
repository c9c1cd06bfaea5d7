package io.busbar.codec.mix;

/** The distribution function of a standardised error, as a table. Bell-shaped, or peaked; both with a small heavy tail. */
public final class Shape {
  /** Nearly normal. */
  public static final Shape BELL = new Shape(true);
  /** Nearly logistic: more in the middle and in the tails. */
  public static final Shape PEAK = new Shape(false);

  private static final int STEPS = 16;
  private static final int LIMIT = 24;
  private static final double HEAVY = 0.001;

  private final double[] table = new double[2 * LIMIT * STEPS + 2];

  private Shape(boolean bell) {
    double sum = 0;
    double[] density = new double[table.length];
    for (int i = 0; i < table.length; i++) {
      double z = (i + 0.5) / STEPS - LIMIT;
      double e = StrictMath.exp(-Math.abs(z) * 1.8138);
      double middle = bell ? StrictMath.exp(-z * z / 2) / 2.50663 : 1.8138 * e / ((1 + e) * (1 + e));
      density[i] = (1 - HEAVY) * middle + HEAVY / (3.14159 * 3 * (1 + z * z / 9));
      sum += density[i];
    }
    double below = 0;
    for (int i = 0; i < table.length; i++) {
      table[i] = below / sum;
      below += density[i];
    }
  }

  /** Probability of an error below {@code z} standard deviations; strictly rising within ±24, flat beyond. */
  public double below(double z) {
    double place = (Math.max(-LIMIT, Math.min(LIMIT, z)) + LIMIT) * STEPS;
    int i = (int) place;
    return table[i] + (table[i + 1] - table[i]) * (place - i);
  }
}
