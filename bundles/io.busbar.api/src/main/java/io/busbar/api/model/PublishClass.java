package io.busbar.api.model;

import io.busbar.api.data.Lane;

/** How a point is published. */
public enum PublishClass {
  /** An event that is committed and sent before everything else. */
  ALARM,
  /** A status or time-tagged change: strict order, never skipped. */
  EVENT,
  /** A measurement: live picture first, backlog as history. */
  MEASUREMENT,
  /** In the process image only. */
  NONE;

  /** The lane of fresh samples. */
  public Lane lane() {
    return this == MEASUREMENT || this == NONE ? Lane.LIVE : Lane.EVENT;
  }
}
