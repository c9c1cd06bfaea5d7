package io.busbar.api.data;

/**
 * What is known of a sample's source time, as 8 bits. Bits are stable.
 *
 * <pre>
 *  bit 0-2  origin of the time
 *  bit 3    clock failure reported by the source (IEC 61850 TimeQuality ClockFailure)
 *  bit 4    summer time bit as the source sent it (SU of CP56Time2a)
 *  bit 5    corrected by a measured offset
 *  bit 6    invented: a middle event whose time lies between two known ones
 *  bit 7    reserved
 * </pre>
 */
public final class TimeQuality {
  /** Nothing known. */
  public static final byte UNKNOWN = 0;
  /** Stamped by a source with a synchronised clock. */
  public static final byte SYNCHRONISED = 1;
  /** The middle of the poll that saw it: true time is within ± the poll period. Never a sequence of events. */
  public static final byte POLL = 2;
  /** The gateway's time of reception stands in for a time that the source did not give or gave as invalid. */
  public static final byte SUBSTITUTED = 3;
  /** Stamped by a source that was synchronised and coasts. */
  public static final byte HOLDOVER = 4;
  /** Stamped by a source that is not synchronised. */
  public static final byte UNSYNCHRONISED = 5;
  /** Mask of the origin. */
  public static final byte ORIGIN_MASK = 7;
  /** The source reports its clock as failed. */
  public static final byte CLOCK_FAILURE = 1 << 3;
  /** The source marked summer time. */
  public static final byte SUMMER_TIME = 1 << 4;
  /** Corrected by a measured clock offset. */
  public static final byte CORRECTED = 1 << 5;
  /** Invented between two known times. */
  public static final byte INVENTED = 1 << 6;

  private static final String[] ORIGINS =
      {"unknown", "sync", "poll", "substituted", "holdover", "unsync", "reserved", "reserved"};

  private TimeQuality() {}

  /** The origin of the time: one of the constants {@link #UNKNOWN} to {@link #UNSYNCHRONISED}. */
  public static byte origin(byte timeQuality) {
    return (byte) (timeQuality & ORIGIN_MASK);
  }

  /** For people: {@code sync}, {@code poll}, {@code holdover clockFailure}. Allocates only if flags are set. */
  public static String text(byte timeQuality) {
    String text = ORIGINS[timeQuality & ORIGIN_MASK];
    if ((timeQuality & CLOCK_FAILURE) != 0) {
      text += " clockFailure";
    }
    if ((timeQuality & SUMMER_TIME) != 0) {
      text += " summerTime";
    }
    if ((timeQuality & CORRECTED) != 0) {
      text += " corrected";
    }
    if ((timeQuality & INVENTED) != 0) {
      text += " invented";
    }
    return text;
  }
}
