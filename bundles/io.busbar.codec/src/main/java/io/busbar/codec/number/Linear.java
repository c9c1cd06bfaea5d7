package io.busbar.codec.number;

import java.util.Arrays;

/**
 * A linear predictor that adapts with every number by recursive least squares with forgetting. Plain arithmetic in binary64,
 * which Java defines to the bit, so both ends of a link compute the same.
 */
final class Linear {
  /** Inputs. */
  static final int INPUTS = 6;

  private static final double FORGET = 0.998;
  private static final double PRIOR = 0.05;
  private static final double MOST = 1e3;

  private final double[] weights = new double[INPUTS];
  private final double[] covariance = new double[INPUTS * INPUTS];
  private final double[] gain = new double[INPUTS];

  Linear() {
    reset();
  }

  void reset() {
    Arrays.fill(weights, 0);
    Arrays.fill(covariance, 0);
    for (int i = 0; i < INPUTS; i++) {
      covariance[i * INPUTS + i] = PRIOR;
    }
  }

  double predict(double[] x) {
    double sum = 0;
    for (int i = 0; i < INPUTS; i++) {
      sum += weights[i] * x[i];
    }
    return sum;
  }

  /** Learns that what these inputs stand for was {@code error} above what was predicted. */
  void learn(double[] x, double error) {
    double power = FORGET;
    for (int i = 0; i < INPUTS; i++) {
      double sum = 0;
      for (int j = 0; j < INPUTS; j++) {
        sum += covariance[i * INPUTS + j] * x[j];
      }
      gain[i] = sum;
      power += sum * x[i];
    }
    double inverse = 1 / power;
    double trace = 0;
    for (int i = 0; i < INPUTS; i++) {
      double k = gain[i] * inverse;
      weights[i] += k * error;
      for (int j = 0; j <= i; j++) {
        double c = (covariance[i * INPUTS + j] - k * gain[j]) * (1 / FORGET);
        covariance[i * INPUTS + j] = c;
        covariance[j * INPUTS + i] = c;
      }
      trace += covariance[i * INPUTS + i];
    }
    // Numerically lost, or never excited: begins anew. The comparison is false for NaN.
    if (!(trace < MOST) || !(inverse > 0)) {
      reset();
    }
  }
}
