package io.busbar.iec60870.apci;

/** Why a connection cannot go on. IEC 60870-5-104 §5 wants an active close after each. */
public enum Fault {
  /** Nothing. */
  NONE("nothing"),
  /** The first byte of a frame is not 0x68. */
  BAD_START("a frame does not begin with 68: the other side speaks something else on this port"),
  /** The length is not 4 to 253. */
  BAD_LENGTH("a frame has a length that is not 4 to 253"),
  /** A control frame with a unit, or a unit frame without. */
  BAD_CONTROL("a frame's control field and its length do not agree"),
  /** More or less than one of the six U functions. */
  BAD_FUNCTION("an unnumbered frame does not carry exactly one function"),
  /** The number is not the one behind the last. */
  SEQUENCE("a numbered frame is missing or came twice"),
  /** It acknowledges what was not sent, or takes an acknowledgement back. */
  ACKNOWLEDGEMENT("an acknowledgement is out of range"),
  /** Data without data transfer started. */
  NOT_STARTED("data came although data transfer was not started"),
  /** No acknowledgement within t1. */
  T1_DATA("no acknowledgement of data within t1: the other side is stuck or the network is cut"),
  /** No confirmation of STARTDT, STOPDT or TESTFR within t1. */
  T1_CONTROL("no confirmation of a control function within t1: the other side is stuck or the network is cut");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
