package io.busbar.filter.window;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.StageContext;

/** The sum of values times how long they stood. */
class StandingSum extends Aggregate {
  private final DoubleColumn sum;

  StandingSum(StageContext context) {
    sum = context.doubles("sum", 0, true);
  }

  @Override
  void begin(int row, long startNs) {
    sum.set(row, 0);
  }

  @Override
  void stretch(int row, double x, long bits, double seconds) {
    sum.set(row, sum.get(row) + x * seconds);
  }

  @Override
  double result(int row, long samples, double goodSeconds) {
    return goodSeconds > 0 ? sum.get(row) / goodSeconds : Double.NaN;
  }

  final double sum(int row) {
    return sum.get(row);
  }
}
