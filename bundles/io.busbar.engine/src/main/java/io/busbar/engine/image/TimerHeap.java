package io.busbar.engine.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All stage timers of a shard in a binary heap that knows the place of each, so that a timer is moved and never
 * doubled: at most one entry for each stage and row, no garbage, no memory taken once it has grown. A timer that is
 * put off stays where it is and is moved when its old time comes. Shard's thread only.
 */
public final class TimerHeap {
  private @Nullable StageTimers[] stages = new @Nullable StageTimers[64];
  private int[] rows = new int[64];
  private long[] at = new long[64];
  private int size;

  /** Sets the timer of a row. */
  public void schedule(StageTimers stage, int row, long atNs) {
    if (row >= stage.wanted.length) {
      stage.makeRoom();
    }
    stage.wanted[row] = atNs;
    int place = stage.place[row];
    if (place < 0) {
      add(stage, row, atNs);
    } else if (atNs < at[place]) {
      at[place] = atNs;
      up(place);
    }
  }

  /** Forgets the timer of a row; its entry goes when its time comes. */
  public void cancel(StageTimers stage, int row) {
    if (row < stage.wanted.length) {
      stage.wanted[row] = StageTimers.NEVER;
    }
  }

  /** Forgets all timers of a stage at once. */
  public void remove(StageTimers stage) {
    for (int row = 0; row < stage.place.length; row++) {
      stage.wanted[row] = StageTimers.NEVER;
      if (stage.place[row] >= 0) {
        removeAt(stage.place[row]);
      }
    }
  }

  /** Entries, for counters. */
  public int size() {
    return size;
  }

  /** When to look again: not later than the first timer; {@link Long#MAX_VALUE} without timers. */
  public long nextNs() {
    return size == 0 ? Long.MAX_VALUE : at[0];
  }

  /**
   * Fires the first timer that is due.
   *
   * @param untilNs due until then, inclusive
   * @param clock moved on to the timer's own time before it fires
   * @return false if none is due
   */
  public boolean fireNext(long untilNs, LogicalClock clock) {
    while (size > 0 && at[0] <= untilNs) {
      StageTimers stage = entry(0);
      int row = rows[0];
      long wanted = stage.wanted[row];
      if (wanted > at[0] && wanted != StageTimers.NEVER) {
        at[0] = wanted;
        down(0);
        continue;
      }
      removeAt(0);
      if (wanted != StageTimers.NEVER) {
        stage.wanted[row] = StageTimers.NEVER;
        clock.advanceTo(wanted);
        stage.fire(row);
        return true;
      }
    }
    return false;
  }

  private void add(StageTimers stage, int row, long atNs) {
    if (size == at.length) {
      stages = Arrays.copyOf(stages, size * 2);
      rows = Arrays.copyOf(rows, size * 2);
      at = Arrays.copyOf(at, size * 2);
    }
    put(size, stage, row, atNs);
    up(size++);
  }

  private void removeAt(int place) {
    entry(place).place[rows[place]] = -1;
    size--;
    if (place < size) {
      put(place, entry(size), rows[size], at[size]);
      down(place);
      up(place);
    }
    stages[size] = null;
  }

  private StageTimers entry(int place) {
    StageTimers stage = stages[place];
    if (stage == null) {
      throw new IllegalStateException("timer heap has no entry " + place + " of " + size);
    }
    return stage;
  }

  private void put(int place, StageTimers stage, int row, long atNs) {
    stages[place] = stage;
    rows[place] = row;
    at[place] = atNs;
    stage.place[row] = place;
  }

  private boolean before(int a, int b) {
    if (at[a] != at[b]) {
      return at[a] < at[b];
    }
    long orderA = entry(a).order;
    long orderB = entry(b).order;
    return orderA != orderB ? orderA < orderB : rows[a] < rows[b];
  }

  private void up(int from) {
    int place = from;
    while (place > 0 && before(place, (place - 1) / 2)) {
      swap(place, (place - 1) / 2);
      place = (place - 1) / 2;
    }
  }

  private void down(int from) {
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && before(child + 1, child)) {
        child++;
      }
      if (!before(child, place)) {
        return;
      }
      swap(place, child);
      place = child;
    }
  }

  private void swap(int a, int b) {
    StageTimers stage = entry(a);
    int row = rows[a];
    long atNs = at[a];
    put(a, entry(b), rows[b], at[b]);
    put(b, stage, row, atNs);
  }
}
