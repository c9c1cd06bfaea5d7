package io.busbar.codec.number;

/**
 * The standard deviation behind errors of which the small ones are never seen, because a dead-band held them back.
 */
final class Truncated {
  private static final int STEPS = 64;
  /** By ratio of the dead-band to the mean error that is seen: deviation as multiple of that mean error. */
  private static final double[] FACTOR = new double[STEPS + 1];

  private static final int GRID = 8_000;
  private static final double CELL = 0.001;

  static {
    double[] tail = new double[GRID + 1];
    for (int i = GRID - 1; i >= 0; i--) {
      tail[i] = tail[i + 1] + density((i + 0.5) * CELL) * CELL;
    }
    // With t = band / deviation: mean error seen = deviation · φ(t) / Q(t).
    int t = 0;
    for (int i = 0; i < STEPS; i++) {
      while (t < GRID / 2 && t * CELL * tail[t] / density(t * CELL) < (double) i / STEPS) {
        t++;
      }
      FACTOR[i] = tail[t] / density(t * CELL);
    }
    FACTOR[STEPS] = FACTOR[STEPS - 1];
  }

  private Truncated() {}

  private static double density(double t) {
    return StrictMath.exp(-t * t / 2) / 2.50662827463;
  }

  /** What mean error that was seen says about the deviation, given the half width of the dead-band. */
  static double factor(double meanError, double band) {
    if (band >= meanError) {
      return FACTOR[STEPS];
    }
    double place = band / meanError * STEPS;
    int i = (int) place;
    return FACTOR[i] + (FACTOR[i + 1] - FACTOR[i]) * (place - i);
  }
}
