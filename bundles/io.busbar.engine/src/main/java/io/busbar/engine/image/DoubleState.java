package io.busbar.engine.image;

import io.busbar.api.filter.DoubleColumn;
import java.util.Arrays;

/** A column of filter memory. Shard's thread only. */
final class DoubleState implements DoubleColumn {
  private final double initial;
  private double[] values = new double[0];

  DoubleState(double initial) {
    this.initial = initial;
  }

  void grow(int capacity) {
    int old = values.length;
    if (capacity > old) {
      values = Arrays.copyOf(values, capacity);
      Arrays.fill(values, old, capacity, initial);
    }
  }

  void reset(int row) {
    values[row] = initial;
  }

  @Override
  public double get(int row) {
    return values[row];
  }

  @Override
  public void set(int row, double value) {
    values[row] = value;
  }
}
