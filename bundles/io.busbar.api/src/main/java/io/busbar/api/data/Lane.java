package io.busbar.api.data;

/** How a sample is delivered. The order of the constants is the order of priority on the link. */
public enum Lane {
  /** Status, alarms, time-tagged changes: strict order, never skipped. */
  EVENT,
  /** The present picture of measurements; may overtake history, never an event. */
  LIVE,
  /** Backfill: what live has skipped, flagged historical, in order. */
  HISTORY
}
