package io.busbar.filter.window;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** The least and the greatest sample, the first of equals, and when they came. */
abstract class Extremes extends Aggregate {
  private final DoubleColumn least;
  private final DoubleColumn greatest;
  private final LongColumn leastTime;
  private final LongColumn greatestTime;

  Extremes(StageContext context) {
    least = context.doubles("least", 0, true);
    greatest = context.doubles("greatest", 0, true);
    leastTime = context.longs("leastTime", NO_TIME, true);
    greatestTime = context.longs("greatestTime", NO_TIME, true);
  }

  @Override
  final void begin(int row, long startNs) {
    leastTime.set(row, NO_TIME);
    greatestTime.set(row, NO_TIME);
  }

  @Override
  final void sample(int row, double x, long bits, long timeNs) {
    if (leastTime.get(row) == NO_TIME || x < least.get(row)) {
      least.set(row, x);
      leastTime.set(row, timeNs);
    }
    if (greatestTime.get(row) == NO_TIME || x > greatest.get(row)) {
      greatest.set(row, x);
      greatestTime.set(row, timeNs);
    }
  }

  final double least(int row) {
    return least.get(row);
  }

  final double greatest(int row) {
    return greatest.get(row);
  }

  final long leastTime(int row) {
    return leastTime.get(row);
  }

  final long greatestTime(int row) {
    return greatestTime.get(row);
  }
}
