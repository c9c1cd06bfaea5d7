package io.busbar.engine.model;

import java.util.BitSet;

/** Which rows of a pipeline, or indexes of a channel, are taken. Control plane only; copied for each plan. */
final class RowTable {
  private static final int LEAST_CAPACITY = 8;
  private static final int LEAST_STEP = 4;

  private final BitSet taken;

  RowTable() {
    this(new BitSet());
  }

  private RowTable(BitSet taken) {
    this.taken = taken;
  }

  RowTable copy() {
    return new RowTable((BitSet) taken.clone());
  }

  int take() {
    int row = taken.nextClearBit(0);
    taken.set(row);
    return row;
  }

  void free(int row) {
    taken.clear(row);
  }

  /** Rows to have memory for: a sixteenth at most is not used, or three, so that memory grows seldom and little of it lies idle. */
  int capacity() {
    int rows = Math.max(LEAST_CAPACITY, taken.length());
    int step = Math.max(LEAST_STEP, Integer.highestOneBit(rows) / 16);
    return (rows + step - 1) / step * step;
  }
}
