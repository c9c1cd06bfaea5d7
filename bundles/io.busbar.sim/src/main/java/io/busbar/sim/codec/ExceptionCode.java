package io.busbar.sim.codec;

/** Modbus exception codes (MODBUS Application Protocol V1.1b3 §7). Zero means none. */
public final class ExceptionCode {
  /** No exception. */
  public static final int NONE = 0;
  /** 01: the function is not offered. */
  public static final int ILLEGAL_FUNCTION = 1;
  /** 02: start and count leave the map. */
  public static final int ILLEGAL_DATA_ADDRESS = 2;
  /** 03: the count or the value is outside the limits of the function. */
  public static final int ILLEGAL_DATA_VALUE = 3;
  /** 04: the device failed while it tried. */
  public static final int SERVER_DEVICE_FAILURE = 4;
  /** 06: the device is busy with a long command. */
  public static final int SERVER_DEVICE_BUSY = 6;

  private ExceptionCode() {
  }
}
