package io.busbar.driver.modbus.session;

import java.nio.ByteBuffer;

/**
 * How far a device's events were taken.
 *
 * <pre>
 *  0         1                 9                 17
 *  | format 1 | sequence int64  | time int64 ns   |
 * </pre>
 *
 * @param isKnown false at the very first start
 * @param sequence last sequence number
 * @param timeNs latest time of an event, ns since 1970
 */
record EventToken(boolean isKnown, long sequence, long timeNs) {
  private static final byte FORMAT = 1;
  static final int BYTES = 17;
  static final EventToken NONE = new EventToken(false, 0, Long.MIN_VALUE);

  /** Reads a token; one that is empty or of another format is {@link #NONE}. */
  static EventToken of(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != FORMAT) {
      return NONE;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    return new EventToken(true, buffer.getLong(), buffer.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).put(FORMAT).putLong(sequence).putLong(timeNs).array();
  }
}
