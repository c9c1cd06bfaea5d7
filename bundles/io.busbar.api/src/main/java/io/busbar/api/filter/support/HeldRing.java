package io.busbar.api.filter.support;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** Some samples kept whole per row, oldest first, in the engine's columns; durable. No blobs. */
public final class HeldRing {
  private final HeldSample[] slots;
  private final LongColumn head;
  private final LongColumn count;

  /**
   * Declares the columns.
   *
   * @param name prefix of their names; the capacity is a part of them, so another capacity starts empty
   * @param capacity samples of a row at most, 1…64
   */
  public HeldRing(StageContext context, String name, int capacity) {
    slots = new HeldSample[capacity];
    for (int i = 0; i < capacity; i++) {
      slots[i] = new HeldSample(context, name + capacity + "." + i, true);
    }
    head = context.longs(name + capacity + "Head", 0, true);
    count = context.longs(name + capacity + "Count", 0, true);
  }

  /** Samples of a row. */
  public int size(int row) {
    return (int) count.get(row);
  }

  /** Whether the row has no room. */
  public boolean isFull(int row) {
    return count.get(row) == slots.length;
  }

  /** Keeps sample {@code i} of a batch as the newest; the row must have room. */
  public void add(int row, SampleBatch in, int i) {
    slot(row, size(row)).keep(row, in, i);
    count.set(row, count.get(row) + 1);
  }

  /** Keeps sample {@code i} of a batch at a place, 0…size, and moves what is newer up; the row must have room. */
  public void insert(int row, int place, SampleBatch in, int i) {
    for (int k = size(row); k > place; k--) {
      slot(row, k).copy(slot(row, k - 1), row);
    }
    slot(row, place).keep(row, in, i);
    count.set(row, count.get(row) + 1);
  }

  /** The sample at a place, 0 the oldest. */
  public HeldSample at(int row, int place) {
    return slot(row, place);
  }

  /** Forgets the oldest. */
  public void removeFirst(int row) {
    slot(row, 0).forget(row);
    head.set(row, (head.get(row) + 1) % slots.length);
    count.set(row, count.get(row) - 1);
  }

  /** Forgets all. */
  public void clear(int row) {
    while (size(row) > 0) {
      removeFirst(row);
    }
  }

  private HeldSample slot(int row, int place) {
    return slots[(int) ((head.get(row) + place) % slots.length)];
  }
}
