package io.busbar.testkit.driver;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** The machine's clocks, in a state that a test says. Thread-safe. */
public record MachineClock(ClockState state) implements SiteClock {
  @Override
  public long wallNs() {
    return System.currentTimeMillis() * 1_000_000L;
  }

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }

  @Override
  public String source() {
    return "machine";
  }
}
