package io.busbar.api.command;

import io.busbar.api.data.Kind;

/**
 * One control.
 *
 * @param idHigh upper half of the 128-bit identity
 * @param idLow lower half of the identity
 * @param action what is wanted
 * @param point stable name, {@code device/point}
 * @param kind of the value
 * @param bits the value
 * @param deadlineNs monotonic ns after which the frame may not be written
 * @param originator who
 * @param controlNumber of the originator (IEC 61850 ctlNum), 0…255
 * @param test under test (IEC 61850 Test, S/E and T of IEC 60870-5-101)
 * @param interlockCheck device is asked to check its interlocks (IEC 61850 Check bit 1)
 * @param synchroCheck device is asked to check synchronism (IEC 61850 Check bit 0)
 * @param pulse pulse wanted
 * @param term term of the controller that sent it, so that a pair of gateways can fence out the old one; 0 without a pair
 */
public record Command(long idHigh, long idLow, Action action, String point, Kind kind, long bits, long deadlineNs,
    Originator originator, int controlNumber, boolean test, boolean interlockCheck, boolean synchroCheck, Pulse pulse,
    long term) {

  /** What is wanted. */
  public enum Action {
    /** Reserve; reaches the device. */
    SELECT,
    /** Give up a reservation. */
    CANCEL,
    /** Do it, after a select where the point's model wants one. */
    OPERATE
  }

  /**
   * Who commands (IEC 61850-7-3 orCat and orIdent, IEC 60870-5-101 originator address).
   *
   * @param category 1 bay control, 2 station control, 3 remote control, 4 to 6 automatic, 7 maintenance, 8 process
   * @param ident name of the person or system, at most 64 bytes of UTF-8
   */
  public record Originator(int category, String ident) {}

  /**
   * Pulse timing (QU of IEC 60870-5-101 §7.2.6.26, CROB of IEEE 1815, IEC 61850 pulseConfig).
   *
   * @param onMs on time, ms; 0 leaves it to the device
   * @param offMs off time, ms
   * @param count repetitions; 0 for a persistent output
   */
  public record Pulse(long onMs, long offMs, int count) {
    /** The device's own default. */
    public static final Pulse DEFAULT = new Pulse(0, 0, 1);
  }
}
