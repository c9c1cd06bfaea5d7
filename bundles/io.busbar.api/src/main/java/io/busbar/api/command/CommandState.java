package io.busbar.api.command;

/** Where a command stands, as journalled and shown. */
public enum CommandState {
  /** Taken over, nothing written. */
  RECEIVED(false),
  /** The guard or the device refused. */
  REFUSED(true),
  /** Select confirmed by the device. */
  SELECTED(false),
  /** Accepted by the device. */
  ACCEPTED(false),
  /** Written. */
  OPERATED(false),
  /** Executed and confirmed by feedback. */
  CONFIRMED(true),
  /** Executed, feedback did not come in its time. */
  EXECUTED_NOT_CONFIRMED(true),
  /** The device could not finish. */
  FAILED(true),
  /** Time to live over before it was written. */
  EXPIRED(true),
  /** Cancelled before operate. */
  CANCELLED(true),
  /** Written or perhaps written, outcome not known. Never re-issued by itself. */
  UNKNOWN(true);

  private final boolean last;

  CommandState(boolean last) {
    this.last = last;
  }

  /** Whether no other state follows. */
  public boolean isFinal() {
    return last;
  }
}
