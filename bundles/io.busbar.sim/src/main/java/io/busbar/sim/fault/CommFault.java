package io.busbar.sim.fault;

/**
 * How a device treats a request.
 *
 * @param kind  what happens
 * @param value milliseconds for {@link Kind#LATE}, exception code for {@link Kind#EXCEPTION}, else 0
 */
public record CommFault(Kind kind, int value) {
  /** The request is answered as it should be. */
  public static final CommFault NONE = new CommFault(Kind.NONE, 0);
  /** No answer at all. */
  public static final CommFault SILENT = new CommFault(Kind.SILENT, 0);
  /** An answer that no receiver may take. */
  public static final CommFault GARBLED = new CommFault(Kind.GARBLED, 0);

  /** Ways to go wrong. */
  public enum Kind {
    /** All is well. */
    NONE,
    /** No reply. */
    SILENT,
    /** The reply comes late. */
    LATE,
    /** An exception reply. */
    EXCEPTION,
    /** Wrong checksum (RTU) or foreign transaction (TCP). */
    GARBLED
  }

  /** A reply that leaves {@code delayMs} milliseconds late. */
  public static CommFault late(int delayMs) {
    return new CommFault(Kind.LATE, delayMs);
  }

  /** An exception reply with the given code, for example 2, 4 or 6. */
  public static CommFault exception(int code) {
    return new CommFault(Kind.EXCEPTION, code);
  }

  /** The fault in words. */
  public String text() {
    return switch (kind) {
      case NONE -> "";
      case SILENT -> "no reply";
      case LATE -> "late reply, " + value + " ms";
      case EXCEPTION -> "exception 0" + value;
      case GARBLED -> "garbled reply";
    };
  }
}
