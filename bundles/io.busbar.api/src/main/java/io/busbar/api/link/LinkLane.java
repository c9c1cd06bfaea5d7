package io.busbar.api.link;

/**
 * Lanes of a link; each keeps its own order. The order of the constants is the order of priority per packet slot, and
 * their ordinals are stable on the wire.
 */
public enum LinkLane {
  /** Commands and their outcomes. */
  COMMAND,
  /** Alarms, events, device states. */
  EVENT,
  /** The dictionary. */
  MODEL,
  /** Present measurements. */
  LIVE,
  /** Backfill. */
  HISTORY,
  /** Artifacts. */
  FILE
}
