package io.busbar.filter.window;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** Count, mean and spread of samples, updated one by one without loss of digits (B. P. Welford, Technometrics 4 (1962) 419). */
class Moments extends Aggregate {
  private final LongColumn count;
  private final DoubleColumn mean;
  private final DoubleColumn squares;

  Moments(StageContext context) {
    count = context.longs("count", 0, true);
    mean = context.doubles("mean", 0, true);
    squares = context.doubles("squares", 0, true);
  }

  @Override
  void begin(int row, long startNs) {
    count.set(row, 0);
    mean.set(row, 0);
    squares.set(row, 0);
  }

  @Override
  void sample(int row, double x, long bits, long timeNs) {
    long n = count.get(row) + 1;
    double before = x - mean.get(row);
    count.set(row, n);
    mean.set(row, mean.get(row) + before / n);
    squares.set(row, squares.get(row) + before * (x - mean.get(row)));
  }

  @Override
  double result(int row, long samples, double goodSeconds) {
    return samples == 0 ? Double.NaN : mean.get(row);
  }

  /** Sum of squared differences from the mean. */
  final double squares(int row) {
    return squares.get(row);
  }

  /** Mean of the samples. */
  final double mean(int row) {
    return mean.get(row);
  }
}
