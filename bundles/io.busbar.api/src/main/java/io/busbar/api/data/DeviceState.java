package io.busbar.api.data;

/** How a device is doing, as one value for all of its points; the bits of a {@link Kind#DEVICE_STATE} sample. */
public enum DeviceState {
  /** Not asked yet since the start of the gateway or of the device's row. */
  UNKNOWN(0),
  /** Answers as it should. */
  OK(1),
  /** No answer in the configured number of tries: every point of the device has {@link Quality#COMM_LOST}. */
  LOST(2),
  /** Bytes come but no valid frame: noise, wrong baud rate or parity, two devices with one address. */
  WRONG_REPLY(3),
  /** Answers, but refuses: a protocol's own error for at least one of the configured addresses. */
  EXCEPTION(4),
  /** Taken out of service by the configuration or a person. */
  DISABLED(5);

  private static final DeviceState[] BY_CODE = values();

  private final int code;

  DeviceState(int code) {
    this.code = code;
  }

  /** The stable code, 0…255. */
  public int code() {
    return code;
  }

  /**
   * The state with that code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeviceState ofCode(long code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("no device state has code " + code);
    }
    return BY_CODE[(int) code];
  }

  /** Whether the points of a device in this state have lost communication. */
  public boolean isLost() {
    return this == LOST || this == WRONG_REPLY || this == DISABLED;
  }
}
