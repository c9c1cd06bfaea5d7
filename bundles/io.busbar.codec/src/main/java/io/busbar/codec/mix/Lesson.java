package io.busbar.codec.mix;

import java.util.Arrays;

/**
 * What one packet of an immediate lane would have taught: kept until the packet is acknowledged, then learned by both ends in the
 * order of packets. Bounded: what is beyond is not learned, on both ends alike.
 */
public final class Lesson {
  /** Most decisions that are kept of a packet. */
  public static final int MAX_DECISIONS = 4_096;
  /** Most errors of series that are kept of a packet. */
  public static final int MAX_ERRORS = 1_024;

  int[] decisions = new int[256];
  int decisionCount;
  final double[] slopes;
  private int[] series = new int[16];
  private double[] errors;
  private int errorCount;
  private final int errorsEach;

  /** A lesson over so many weights and predictors a series. */
  public Lesson(int weights, int errorsEach) {
    this.slopes = new double[weights];
    this.errorsEach = errorsEach;
    this.errors = new double[series.length * errorsEach];
  }

  void decision(int index, int bit) {
    if (decisionCount == MAX_DECISIONS) {
      return;
    }
    if (decisionCount == decisions.length) {
      decisions = Arrays.copyOf(decisions, decisionCount * 2);
    }
    decisions[decisionCount++] = index << 1 | bit;
  }

  /** Keeps how far the predictors of a series were off. */
  public void errors(int ofSeries, double number, double[] expected) {
    if (errorCount == MAX_ERRORS) {
      return;
    }
    if (errorCount == series.length) {
      series = Arrays.copyOf(series, errorCount * 2);
      errors = Arrays.copyOf(errors, errorCount * 2 * errorsEach);
    }
    series[errorCount] = ofSeries;
    for (int i = 0; i < errorsEach; i++) {
      errors[errorCount * errorsEach + i] = Math.abs(number - expected[i]);
    }
    errorCount++;
  }

  /** Series of which errors are kept. */
  public int errorCount() {
    return errorCount;
  }

  /** The series with an index. */
  public int series(int index) {
    return series[index];
  }

  /** How far a predictor of the series with an index was off. */
  public double error(int index, int predictor) {
    return errors[index * errorsEach + predictor];
  }
}
