package io.busbar.driver.modbus.codec;

/** What a bare number in {@code read:} means. */
public enum Addressing {
  /** Not said: a number that could be either is refused. */
  UNSAID,
  /** 40101 is holding register offset 100; five or six digits. */
  MODICON,
  /** The number stands in the request as it is; a bare one is a holding register. */
  ZERO_BASED
}
