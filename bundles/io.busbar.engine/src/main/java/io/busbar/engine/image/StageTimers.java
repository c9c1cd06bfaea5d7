package io.busbar.engine.image;

import java.util.Arrays;

/** The timers of one stage: at most one for each row, kept in the shard's {@link TimerHeap}. Shard's thread only. */
public final class StageTimers {
  static final long NEVER = Long.MAX_VALUE;

  final long order;
  long[] wanted = new long[0];
  int[] place = new int[0];
  private final Listener listener;
  private final int stage;
  private int capacity;

  /**
   * Timers of one stage.
   *
   * @param order of stages whose timers come at the same time: the lower first
   * @param listener is told when one comes
   * @param stage number that it is told
   */
  public StageTimers(long order, Listener listener, int stage) {
    this.stage = stage;
    this.order = order;
    this.listener = listener;
  }

  /** There are more rows. Memory is taken with the first timer: most stages have none. */
  public void grow(int rows) {
    capacity = Math.max(capacity, rows);
    if (wanted.length > 0) {
      makeRoom();
    }
  }

  /** Has memory for all rows. */
  void makeRoom() {
    int old = wanted.length;
    if (capacity > old) {
      wanted = Arrays.copyOf(wanted, capacity);
      place = Arrays.copyOf(place, capacity);
      Arrays.fill(wanted, old, capacity, NEVER);
      Arrays.fill(place, old, capacity, -1);
    }
  }

  /** When the timer of a row comes, or {@link Long#MAX_VALUE}. */
  public long at(int row) {
    return row < wanted.length ? wanted[row] : NEVER;
  }

  /** Rows that there is room for. */
  public int capacity() {
    return capacity;
  }

  void fire(int row) {
    listener.timer(stage, row);
  }

  /** Takes timers that have come. */
  @FunctionalInterface
  public interface Listener {
    /** The timer of a stage's row has come. */
    void timer(int stage, int row);
  }
}
