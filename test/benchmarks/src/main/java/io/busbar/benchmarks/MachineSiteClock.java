package io.busbar.benchmarks;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** The machine's clocks as a site's. */
public final class MachineSiteClock implements SiteClock {
  @Override
  public long wallNs() {
    return System.currentTimeMillis() * 1_000_000;
  }

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }

  @Override
  public ClockState state() {
    return ClockState.UNSYNCHRONISED;
  }

  @Override
  public String source() {
    return "machine";
  }
}
