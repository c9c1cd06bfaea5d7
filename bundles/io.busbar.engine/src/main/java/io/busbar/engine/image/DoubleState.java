package io.busbar.engine.image;

import io.busbar.api.filter.DoubleColumn;
import java.util.Arrays;

/** A column of doubles. */
final class DoubleState extends StateColumn implements DoubleColumn {
  private final double initial;
  private double[] values = new double[0];

  DoubleState(String name, double initial) {
    super(name);
    this.initial = initial;
  }

  @Override
  void grow(int capacity) {
    int old = values.length;
    if (capacity > old) {
      values = Arrays.copyOf(values, capacity);
      Arrays.fill(values, old, capacity, initial);
    }
  }

  @Override
  public double get(int row) {
    return values[row];
  }

  @Override
  public void set(int row, double value) {
    if (Double.doubleToRawLongBits(values[row]) != Double.doubleToRawLongBits(value)) {
      values[row] = value;
      changed(row);
    }
  }

  @Override
  public char type() {
    return 'd';
  }

  @Override
  public long bits(int row) {
    return Double.doubleToRawLongBits(values[row]);
  }

  @Override
  public long initialBits() {
    return Double.doubleToRawLongBits(initial);
  }

  @Override
  void put(int row, long bits) {
    values[row] = Double.longBitsToDouble(bits);
  }
}
