package io.busbar.api.link;

/** Lanes of a link; each keeps its own order. The order of the constants is the order of priority per packet slot. */
public enum LinkLane {
  /** Commands and their outcomes. */
  COMMAND(0),
  /** Alarms, events, device states. */
  EVENT(1),
  /** The dictionary. */
  MODEL(2),
  /** Present measurements. */
  LIVE(3),
  /** Backfill. */
  HISTORY(4),
  /** Artifacts. */
  FILE(5);

  private final int code;

  LinkLane(int code) {
    this.code = code;
  }

  /** Stable on the wire; counts from 0 in the order of the constants. */
  public int code() {
    return code;
  }
}
