package io.busbar.benchmarks.bus;

/**
 * The chain that all contenders run, as the filters of the same names define it:
 * {@code linear(0.1) | zeroClamp(0.5) | clip(0, 900) | quantize(0.5) | dbAbs(2)}.
 */
final class Arithmetic {
  static final String FLOW = "linear(0.1) | zeroClamp(0.5) | clip(0, 900) | quantize(0.5) | dbAbs(2)";
  static final int POINTS = 100_000;
  /** Nothing sent yet, as a quality. */
  static final long NOTHING = -1;
  /** INVALID | processingError, QUESTIONABLE | outOfRange: set where the filters set them. */
  static final int FAULT = io.busbar.api.data.Quality.invalid(0, io.busbar.api.data.Quality.PROCESSING_ERROR);
  static final int BEYOND = io.busbar.api.data.Quality.questionable(0, io.busbar.api.data.Quality.OUT_OF_RANGE);

  private static final int NOISE = 4_096;
  private static final double[] RAW = new double[NOISE];

  static {
    java.util.Random random = new java.util.Random(11);
    for (int i = 0; i < NOISE; i++) {
      RAW[i] = 5_000 + 20 * random.nextGaussian();
    }
  }

  private Arithmetic() {}

  /** Reading of a point in a round: noise of 2 A around 500 A, in tenths. */
  static double raw(int point, int round) {
    return RAW[(point * 7 + round * 1_031) & NOISE - 1];
  }

  static double linear(double x) {
    return x / 10;
  }

  static double zeroClamp(double x) {
    return Math.abs(x) < 0.5 ? 0 : x;
  }

  static double clip(double x) {
    return Math.max(0, Math.min(900, x));
  }

  static double quantize(double x) {
    return Math.rint(x / 0.5) / 2;
  }

  /** Whether a value differs enough from the one sent last. */
  static boolean moved(double x, double sent) {
    return !(Math.abs(x - sent) <= 2);
  }
}
