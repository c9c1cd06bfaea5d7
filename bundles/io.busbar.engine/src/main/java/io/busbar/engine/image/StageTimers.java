package io.busbar.engine.image;

import java.util.Arrays;

/** The timers of one stage: at most one for each row, kept in the shard's {@link TimerHeap}. Shard's thread only. */
public final class StageTimers {
  static final long NEVER = Long.MAX_VALUE;

  final long order;
  long[] wanted = new long[0];
  int[] place = new int[0];
  private final Listener listener;

  /**
   * Timers of one stage.
   *
   * @param order of stages whose timers come at the same time: the lower first
   * @param listener is told when one comes
   */
  public StageTimers(long order, Listener listener) {
    this.order = order;
    this.listener = listener;
  }

  /** Makes room for rows. */
  public void grow(int capacity) {
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
    return wanted[row];
  }

  /** Rows that there is room for. */
  public int capacity() {
    return wanted.length;
  }

  void fire(int row) {
    listener.timer(row);
  }

  /** Takes timers that have come. */
  @FunctionalInterface
  public interface Listener {
    /** The timer of a row has come. */
    void timer(int row);
  }
}
