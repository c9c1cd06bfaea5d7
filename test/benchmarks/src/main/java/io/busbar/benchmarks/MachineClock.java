package io.busbar.benchmarks;

import io.busbar.api.time.BusClock;

/** The machine's clocks. */
public final class MachineClock implements BusClock {
  @Override
  public long wallNs() {
    return System.currentTimeMillis() * 1_000_000L;
  }

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }
}
