package io.busbar.api.data;

/**
 * Why a sample was sent, as a byte: the causes of transmission of IEC 60870-5-101 §7.2.3 in monitor direction.
 * Without it an interrogation answer would pass for an event.
 */
public final class Cause {
  /** Cyclic. */
  public static final byte PERIODIC = 1;
  /** Background scan. */
  public static final byte BACKGROUND = 2;
  /** It changed. */
  public static final byte SPONTANEOUS = 3;
  /** First value after a start of the source or of the gateway. */
  public static final byte INITIALISED = 4;
  /** Somebody asked for this point. */
  public static final byte REQUESTED = 5;
  /** Return information caused by a remote command. */
  public static final byte RETURN_REMOTE = 11;
  /** Return information caused by a local command. */
  public static final byte RETURN_LOCAL = 12;
  /** Answer to an interrogation or integrity scan. */
  public static final byte INTERROGATED = 20;
  /** Answer to a counter interrogation. */
  public static final byte COUNTER_INTERROGATED = 37;
  /** Bit 7, as in the cause octet of the standard (T moved up): sent under test. */
  public static final byte TEST = (byte) 0x80;

  private Cause() {}

  /** For people: {@code spontaneous}, {@code interrogated test}. */
  public static String text(byte cause) {
    String name = switch (cause & 0x7F) {
      case PERIODIC -> "periodic";
      case BACKGROUND -> "background";
      case SPONTANEOUS -> "spontaneous";
      case INITIALISED -> "initialised";
      case REQUESTED -> "requested";
      case RETURN_REMOTE -> "returnRemote";
      case RETURN_LOCAL -> "returnLocal";
      case INTERROGATED -> "interrogated";
      case COUNTER_INTERROGATED -> "counterInterrogated";
      default -> "cause" + (cause & 0x7F);
    };
    return cause < 0 ? name + " test" : name;
  }
}
