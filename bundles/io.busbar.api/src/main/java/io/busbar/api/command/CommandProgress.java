package io.busbar.api.command;

import org.osgi.annotation.versioning.ProviderType;

/** Where a driver tells what becomes of a command. Each state is journalled by the guard before it is passed on. */
@ProviderType
public interface CommandProgress {
  /**
   * Asked immediately before the frame is written: judges time to live, guard and term, and journals the intent.
   *
   * @return false if it must not be written; the guard has ended the command
   */
  boolean mayWrite();

  /** The device refused, or the driver cannot do it. Final. */
  void refused(AdditionalCause cause, String reason);

  /** The device accepted (select confirmed, activation confirmed). */
  void accepted();

  /** The frame of an operate was written and acknowledged on the protocol's own terms. */
  void operated();

  /** Operated, and the protocol has no more to say of it: no termination will follow. */
  default void completed() {
    operated();
  }

  /** The device said that it has finished (activation termination, IEC 61850 command termination +). Final. */
  void terminated();

  /** The device said that it could not finish. Final. */
  void failed(AdditionalCause cause, String reason);

  /** Written, and nobody knows: time-out, line lost. Final and never turned into a negative confirmation. */
  void unknown(String reason);

  /** Why not: IEC 61850-7-2 additional cause diagnosis, the part that matters across protocols. */
  enum AdditionalCause {
    /** Not supported. */
    NOT_SUPPORTED,
    /** Blocked by switching hierarchy (local/remote). */
    BLOCKED_BY_SWITCHING_HIERARCHY,
    /** Select failed. */
    SELECT_FAILED,
    /** Invalid position. */
    INVALID_POSITION,
    /** Position reached already. */
    POSITION_REACHED,
    /** Parameter change in execution. */
    PARAMETER_CHANGE_IN_EXECUTION,
    /** Step limit. */
    STEP_LIMIT,
    /** Blocked by mode (test, off). */
    BLOCKED_BY_MODE,
    /** Blocked by process. */
    BLOCKED_BY_PROCESS,
    /** Blocked by interlocking. */
    BLOCKED_BY_INTERLOCKING,
    /** Blocked by synchrocheck. */
    BLOCKED_BY_SYNCHROCHECK,
    /** A command is already in execution. */
    COMMAND_ALREADY_IN_EXECUTION,
    /** Blocked by health. */
    BLOCKED_BY_HEALTH,
    /** One of n control. */
    ONE_OF_N_CONTROL,
    /** Aborted by cancel. */
    ABORTED_BY_CANCEL,
    /** Time limit over. */
    TIME_LIMIT_OVER,
    /** Aborted by trip. */
    ABORTED_BY_TRIP,
    /** Object not selected. */
    OBJECT_NOT_SELECTED,
    /** No access authority. */
    NO_ACCESS_AUTHORITY,
    /** Anything else; the text says what. */
    OTHER
  }
}
