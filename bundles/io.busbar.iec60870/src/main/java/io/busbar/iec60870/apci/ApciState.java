package io.busbar.iec60870.apci;

import java.nio.ByteBuffer;

/**
 * Where a started connection stands, for another session that goes on with it on the same open socket.
 *
 * <pre>
 *  0      8                    16         24         32             40
 *  | sent | sent, acknowledged | received | released | acknowledged | testing 0/1 |   int64 each, counted from the begin of the connection
 * </pre>
 *
 * @param sent units that we sent
 * @param sentAcknowledged of these the ones that the other side has acknowledged
 * @param received units that came
 * @param released of these the ones that may be acknowledged
 * @param acknowledged of these the ones that are
 * @param testing whether a test of the connection is not confirmed
 */
public record ApciState(long sent, long sentAcknowledged, long received, long released, long acknowledged, boolean testing) {
  /** Bytes that it takes. */
  public static final int BYTES = 41;

  /** Checks that the numbers can be. */
  public ApciState {
    if (sentAcknowledged < 0 || sentAcknowledged > sent || acknowledged < 0 || acknowledged > released || released > received) {
      throw new IllegalArgumentException("numbers of a connection that cannot be");
    }
  }

  /** Its bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(sent).putLong(sentAcknowledged).putLong(received).putLong(released).putLong(acknowledged)
        .put((byte) (testing ? 1 : 0)).array();
  }

  /**
   * Reads bytes.
   *
   * @throws java.nio.BufferUnderflowException if there are too few
   * @throws IllegalArgumentException if its numbers cannot be
   */
  public static ApciState of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new ApciState(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.get() != 0);
  }
}
