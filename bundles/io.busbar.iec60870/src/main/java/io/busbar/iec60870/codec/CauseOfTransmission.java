package io.busbar.iec60870.codec;

/** Causes of transmission, IEC 60870-5-101 §7.2.3, and the two bits beside them. */
public final class CauseOfTransmission {
  public static final int PERIODIC = 1;
  public static final int BACKGROUND = 2;
  public static final int SPONTANEOUS = 3;
  public static final int INITIALISED = 4;
  public static final int REQUEST = 5;
  public static final int ACTIVATION = 6;
  public static final int ACTIVATION_CON = 7;
  public static final int DEACTIVATION = 8;
  public static final int DEACTIVATION_CON = 9;
  public static final int TERMINATION = 10;
  public static final int RETURN_REMOTE = 11;
  public static final int RETURN_LOCAL = 12;
  public static final int FILE = 13;
  /** Interrogated by station interrogation; groups 1 to 16 are 21 to 36. */
  public static final int INTERROGATED = 20;
  /** Requested by general counter request; groups 1 to 4 are 38 to 41. */
  public static final int COUNTER_REQUEST = 37;
  public static final int UNKNOWN_TYPE = 44;
  public static final int UNKNOWN_CAUSE = 45;
  public static final int UNKNOWN_COMMON_ADDRESS = 46;
  public static final int UNKNOWN_OBJECT_ADDRESS = 47;
  /** P/N. */
  public static final int NEGATIVE = 0x40;
  /** T. */
  public static final int TEST = 0x80;

  private static final String[] WORDS = {"not used", "periodic", "background", "spontaneous", "initialised", "request", "activation",
    "activation confirmed", "deactivation", "deactivation confirmed", "termination", "return remote", "return local", "file"};

  private CauseOfTransmission() {}

  /** For people: {@code activation confirmed}. */
  public static String text(int cause) {
    if (cause < WORDS.length) {
      return WORDS[cause];
    }
    return switch (cause) {
      case INTERROGATED -> "interrogated";
      case COUNTER_REQUEST -> "counter request";
      case UNKNOWN_TYPE -> "unknown type";
      case UNKNOWN_CAUSE -> "unknown cause";
      case UNKNOWN_COMMON_ADDRESS -> "unknown common address";
      case UNKNOWN_OBJECT_ADDRESS -> "unknown object address";
      default -> cause > INTERROGATED && cause <= 36 ? "interrogated group " + (cause - INTERROGATED)
          : cause > COUNTER_REQUEST && cause <= 41 ? "counter request group " + (cause - COUNTER_REQUEST) : "cause " + cause;
    };
  }
}
