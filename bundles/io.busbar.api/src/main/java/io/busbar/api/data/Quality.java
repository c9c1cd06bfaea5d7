package io.busbar.api.data;

import java.util.List;

/**
 * Quality as 32 bits: IEC 61850-7-3 §6.2 validity and detail, and what IEC 60870-5-101 §7.2.6 and IEEE 1815
 * group flags say beyond it. 0 is good. Bits are stable; they are written to journals and links.
 *
 * <pre>
 *  bit 0-1   validity: 0 good, 1 invalid, 2 reserved, 3 questionable
 *  bit 2-9   detail of IEC 61850-7-3: overflow … inaccurate
 *  bit 10-12 source substituted, test, operator blocked
 *  bit 13-   carry, adjusted, …: what other protocols say
 * </pre>
 */
public final class Quality {
  /** No remark. */
  public static final int GOOD = 0;
  /** Mask of the two validity bits. */
  public static final int VALIDITY_MASK = 3;
  /** Validity: not to be used. */
  public static final int INVALID = 1;
  /** Validity: to be used with care. */
  public static final int QUESTIONABLE = 3;
  /** The value overflowed its representation at the source. OV of IEC 60870-5-101, over range of DNP3. */
  public static final int OVERFLOW = 1 << 2;
  /** Beyond the configured or physical range. */
  public static final int OUT_OF_RANGE = 1 << 3;
  /** The measuring reference is bad (calibration, DNP3 reference error). */
  public static final int BAD_REFERENCE = 1 << 4;
  /** The status changes too fast to report each change. DNP3 chatter filter. */
  public static final int OSCILLATORY = 1 << 5;
  /** The source supervises itself and found a failure. */
  public static final int FAILURE = 1 << 6;
  /** Not refreshed within its time. */
  public static final int OLD_DATA = 1 << 7;
  /** An evaluation found it inconsistent. */
  public static final int INCONSISTENT = 1 << 8;
  /** Does not meet the stated accuracy. */
  public static final int INACCURATE = 1 << 9;
  /** Entered by a person or a substitute, not measured. SB of IEC 60870-5-101. */
  public static final int SUBSTITUTED = 1 << 10;
  /** Comes from a test. */
  public static final int TEST = 1 << 11;
  /** Frozen by an operator. BL of IEC 60870-5-101. */
  public static final int OPERATOR_BLOCKED = 1 << 12;
  /** The counter rolled over in this period. CY of IEC 60870-5-101 §7.2.6.9, rollover of DNP3. */
  public static final int COUNTER_CARRY = 1 << 13;
  /** The counter was adjusted or reset. CA of IEC 60870-5-101, discontinuity of DNP3. */
  public static final int COUNTER_ADJUSTED = 1 << 14;
  /** The counter reading is invalid. IV of a binary counter reading. */
  public static final int COUNTER_INVALID = 1 << 15;
  /** The elapsed time of a protection event is invalid. EI of IEC 60870-5-101 §7.2.6.10. */
  public static final int ELAPSED_TIME_INVALID = 1 << 16;
  /** The switch or tap changer is between positions. T of IEC 60870-5-101 §7.2.6.5. */
  public static final int IN_TRANSIT = 1 << 17;
  /** The source has restarted and has not measured yet. DNP3 restart flag. */
  public static final int RESTART = 1 << 18;
  /** Forced at the device. DNP3 local forced. */
  public static final int LOCAL_FORCED = 1 << 19;
  /** Forced at an upstream device. DNP3 remote forced. */
  public static final int REMOTE_FORCED = 1 << 20;
  /** No communication with the source: the value is the last one known. DNP3 communication lost. */
  public static final int COMM_LOST = 1 << 21;
  /** The last update did not succeed. NT (not topical) of IEC 60870-5-101. */
  public static final int NOT_TOPICAL = 1 << 22;
  /** The device answered with its own "not available" pattern. */
  public static final int NOT_AVAILABLE = 1 << 23;
  /** The source time was judged wrong; see the time quality. */
  public static final int BAD_TIME = 1 << 24;
  /** A filter or script could not compute: see the flow's health. */
  public static final int PROCESSING_ERROR = 1 << 25;

  private static final String[] NAMES = {
    "overflow", "outOfRange", "badReference", "oscillatory", "failure", "oldData", "inconsistent", "inaccurate",
    "substituted", "test", "operatorBlocked", "counterCarry", "counterAdjusted", "counterInvalid",
    "elapsedTimeInvalid", "inTransit", "restart", "localForced", "remoteForced", "commLost", "notTopical",
    "notAvailable", "badTime", "processingError",
  };

  private Quality() {}

  /** Whether the validity is good; details may still be set (test, substituted). */
  public static boolean isGood(int quality) {
    return (quality & VALIDITY_MASK) == GOOD;
  }

  /** Whether the validity is invalid. */
  public static boolean isInvalid(int quality) {
    return (quality & VALIDITY_MASK) == INVALID;
  }

  /** The same details with validity invalid and the given details added. */
  public static int invalid(int quality, int details) {
    return (quality & ~VALIDITY_MASK) | INVALID | details;
  }

  /** The same with the details added and, unless it is invalid already, validity questionable. */
  public static int questionable(int quality, int details) {
    return isInvalid(quality) ? quality | details : quality | QUESTIONABLE | details;
  }

  /** The worse of two: invalid before questionable before good, details of both. */
  public static int worst(int a, int b) {
    int details = (a | b) & ~VALIDITY_MASK;
    if (isInvalid(a) || isInvalid(b)) {
      return details | INVALID;
    }
    return details | ((a | b) & VALIDITY_MASK);
  }

  /** Names of the details in the order of their bits, from {@link #OVERFLOW} on. */
  public static List<String> detailNames() {
    return List.of(NAMES);
  }

  /** The bit of a detail by its name as in {@link #text}; 0 if there is no such detail. */
  public static int detail(String name) {
    int index = List.of(NAMES).indexOf(name);
    return index < 0 ? 0 : OVERFLOW << index;
  }

  /** For people: {@code GOOD}, {@code INVALID commLost}, {@code QUESTIONABLE oldData, inaccurate}. Allocates. */
  public static String text(int quality) {
    StringBuilder out = new StringBuilder(switch (quality & VALIDITY_MASK) {
      case GOOD -> "GOOD";
      case INVALID -> "INVALID";
      case QUESTIONABLE -> "QUESTIONABLE";
      default -> "RESERVED";
    });
    String separator = " ";
    for (int i = 0; i < NAMES.length; i++) {
      if ((quality & (4 << i)) != 0) {
        out.append(separator).append(NAMES[i]);
        separator = ", ";
      }
    }
    return out.toString();
  }
}
