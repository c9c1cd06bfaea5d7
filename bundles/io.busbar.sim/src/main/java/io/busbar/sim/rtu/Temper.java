package io.busbar.sim.rtu;

/** What an RTU makes of commands. */
public enum Temper {
  /** Confirms, operates, returns the position and terminates. */
  WILLING,
  /** Negative confirmation, as with its switch at local. */
  REFUSING,
  /** As willing, three seconds late. */
  SLOW,
  /** Confirms, the position goes to intermediate and comes back, the termination is negative. */
  STUCK,
  /** Operates, and never says that it has finished. */
  UNTERMINATED,
  /** Takes the command and answers nothing; nothing moves. */
  SILENT
}
