package io.busbar.transport.bearer;

/**
 * How a radio's transmitter is switched from a serial port.
 *
 * @param rts whether RTS is raised to send and dropped after; else the radio keys itself
 * @param awaitCts whether the radio answers with CTS when its carrier is up, instead of after {@code keyUpMs}
 * @param keyUpMs from RTS until the first byte, ms
 * @param keyDownMs from the last bit until RTS is dropped, ms
 * @param turnAroundMs silence after the last byte received before sending, ms
 */
public record Keying(boolean rts, boolean awaitCts, int keyUpMs, int keyDownMs, int turnAroundMs) {
  /** A line that needs none. */
  public static final Keying NONE = new Keying(false, false, 0, 0, 0);
}
