package io.busbar.engine.image;

import io.busbar.api.filter.LongColumn;
import java.util.Arrays;

/** A column of whole numbers of 32 bits. */
final class IntState extends StateColumn implements LongColumn {
  private static final int[] NONE = {};

  private final int initial;
  private int[] values = NONE;

  IntState(String name, int initial) {
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
  public long get(int row) {
    return values[row];
  }

  @Override
  public void set(int row, long value) {
    if (values[row] != value) {
      values[row] = (int) value;
      changed(row);
    }
  }

  @Override
  public char type() {
    return 'i';
  }

  @Override
  public long bits(int row) {
    return values[row];
  }

  @Override
  public long initialBits() {
    return initial;
  }

  @Override
  void put(int row, long bits) {
    values[row] = (int) bits;
  }
}
