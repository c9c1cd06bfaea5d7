package io.busbar.api.time;

/** Whether the site clock can be trusted. */
public enum ClockState {
  /** Disciplined by its source now. */
  SYNCHRONISED,
  /** Was synchronised and coasts within its stated drift. */
  HOLDOVER,
  /** Not synchronised since the start: times are stamped unsynchronised and nobody is given time. */
  UNSYNCHRONISED
}
