package io.busbar.driver.modbus.wire;

/** What came of a request. */
public enum Outcome {
  /** A valid reply; its data is in {@link Exchange#data()}. */
  OK,
  /** The device refused; {@link Exchange#exceptionCode()}. */
  EXCEPTION,
  /** Nothing came. */
  TIMEOUT,
  /** Bytes came, but no frame for this request. */
  NO_FRAME,
  /** Not written: whoever was asked at the last moment said no. */
  WITHHELD,
  /** The line is gone and must be opened again. */
  LINE_LOST
}
