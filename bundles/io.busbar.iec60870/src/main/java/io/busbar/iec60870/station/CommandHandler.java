package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;

/** What stands behind a controlled station and carries out what masters command. Called on the station's thread. */
public interface CommandHandler {
  /** What becomes of a command. */
  enum Answer {
    /** Confirmed; the termination comes by {@link ControlledStation#terminated} or never. */
    CONFIRMED,
    /** Confirmed and terminated at once. */
    DONE,
    /** Negative confirmation. */
    REFUSED,
    /** There is no such object. */
    UNKNOWN_OBJECT,
    /** Nothing is answered, as of a station that is stuck. */
    SILENT
  }

  /**
   * A select, an execute or a cancel.
   *
   * @param type of the command
   * @param object with address, value, qualifier, select and time; valid during the call
   * @param cancel whether it is taken back
   */
  Answer command(TypeId type, InformationObject object, boolean cancel);

  /** The master gives the time, as CP56 in the station's zone. */
  default void clock(long cp56) {}

  /** A reset of the process is wanted; the qualifier says which. Returns whether it is done. */
  default boolean reset(int qualifier) {
    return false;
  }

  /**
   * A parameter of a measured value is given (P_ME, with KPA in the qualifier), or one is activated (P_AC).
   *
   * @param object with address, value and qualifier; valid during the call
   */
  default Answer parameter(TypeId type, InformationObject object) {
    return Answer.UNKNOWN_OBJECT;
  }

  /** The master has measured how long its units take to here, ms: the next time that it gives is so much behind. 101 only. */
  default void delay(int ms) {}
}
