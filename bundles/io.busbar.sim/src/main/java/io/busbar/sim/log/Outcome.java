package io.busbar.sim.log;

/** What became of a reply on its way out of the simulator. */
public enum Outcome {
  /** Sent as it should be. */
  SERVED(0),
  /** Sent correctly, but later than asked for by an injected fault. */
  LATE(1),
  /** Sent with a wrong checksum or a foreign transaction, so that no receiver may take it. */
  GARBLED(2),
  /** The connection was gone when the reply was to be sent. */
  UNDELIVERED(3);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** How the reply log writes it. */
  int code() {
    return code;
  }

  /** The outcome of a code in a reply log. */
  static Outcome ofCode(int code) {
    for (Outcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("outcome " + code + " is unknown");
  }
}
