package io.busbar.engine.image;

import io.busbar.api.filter.LongColumn;
import java.util.Arrays;

/** A column of filter memory. Shard's thread only. */
final class LongState implements LongColumn {
  private final long initial;
  private long[] values = new long[0];

  LongState(long initial) {
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
  public long get(int row) {
    return values[row];
  }

  @Override
  public void set(int row, long value) {
    values[row] = value;
  }
}
