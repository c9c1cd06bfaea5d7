package io.busbar.api.filter.support;

import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** The last numbers of a row with their times, oldest first, in the engine's columns. */
public final class NumberRing {
  private final LongColumn[] times;
  private final DoubleColumn[] values;
  private final LongColumn head;
  private final LongColumn count;

  /**
   * Declares the columns.
   *
   * @param name prefix of their names; the capacity is a part of them, so another capacity starts empty
   * @param capacity numbers of a row at most, 1…256
   * @param durable whether they outlive the process
   */
  public NumberRing(StageContext context, String name, int capacity, boolean durable) {
    times = new LongColumn[capacity];
    values = new DoubleColumn[capacity];
    for (int i = 0; i < capacity; i++) {
      times[i] = context.longs(name + capacity + "Time" + i, 0, durable);
      values[i] = context.doubles(name + capacity + "Value" + i, 0, durable);
    }
    head = context.longs(name + capacity + "Head", 0, durable);
    count = context.longs(name + capacity + "Count", 0, durable);
  }

  /** Numbers of a row. */
  public int size(int row) {
    return (int) count.get(row);
  }

  /** Most numbers of a row. */
  public int capacity() {
    return times.length;
  }

  /** Adds one; the oldest goes if the row has no room. */
  public void add(int row, long timeNs, double value) {
    if (size(row) == times.length) {
      removeFirst(row);
    }
    int place = place(row, size(row));
    times[place].set(row, timeNs);
    values[place].set(row, value);
    count.set(row, count.get(row) + 1);
  }

  /** Time at a place, 0 the oldest, ns. */
  public long time(int row, int i) {
    return times[place(row, i)].get(row);
  }

  /** Number at a place, 0 the oldest. */
  public double value(int row, int i) {
    return values[place(row, i)].get(row);
  }

  /** Forgets the oldest. */
  public void removeFirst(int row) {
    head.set(row, (head.get(row) + 1) % times.length);
    count.set(row, count.get(row) - 1);
  }

  /** Forgets all. */
  public void clear(int row) {
    count.set(row, 0);
  }

  private int place(int row, int i) {
    return (int) ((head.get(row) + i) % times.length);
  }
}
