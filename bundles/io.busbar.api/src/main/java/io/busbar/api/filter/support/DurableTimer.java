package io.busbar.api.filter.support;

import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;

/** The timer of a stage's rows that is there again after a restart: its time is kept in a durable column. */
public final class DurableTimer {
  private static final long NEVER = Long.MAX_VALUE;

  private final StageContext context;
  private final LongColumn due;

  /** Declares the column. */
  public DurableTimer(StageContext context) {
    this.context = context;
    due = context.longs("due", NEVER, true);
  }

  /** Asks for the timer of a row at a logical time, ns; a new one replaces it. */
  public void schedule(int row, long atNs) {
    due.set(row, atNs);
    context.schedule(row, atNs);
  }

  /** Forgets the timer of a row. */
  public void cancel(int row) {
    if (due.get(row) != NEVER) {
      due.set(row, NEVER);
      context.cancel(row);
    }
  }

  /** The timer of a row has come: it is none any more. */
  public void fired(int row) {
    due.set(row, NEVER);
  }

  /** Whether the row has a timer. */
  public boolean isSet(int row) {
    return due.get(row) != NEVER;
  }

  /** After a restart: asks again for what the row had. */
  public void restore(int row) {
    if (due.get(row) != NEVER) {
      context.schedule(row, due.get(row));
    }
  }
}
