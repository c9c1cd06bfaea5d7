package io.busbar.iec60870.codec;

/** The time that an information object carries. */
public enum TimeTag {
  /** None. */
  NONE(0),
  /** Minutes and milliseconds, without the hour: CP24Time2a, IEC 60870-5-101 §7.2.6.19. */
  CP24(3),
  /** Date and time: CP56Time2a, IEC 60870-5-101 §7.2.6.18. */
  CP56(7);

  private final int bytes;

  TimeTag(int bytes) {
    this.bytes = bytes;
  }

  /** Its size. */
  public int bytes() {
    return bytes;
  }
}
