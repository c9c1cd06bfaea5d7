package io.busbar.filter.script;

import io.busbar.api.time.BusClock;

/** The machine's clocks. */
final class MachineClock implements BusClock {
  @Override
  public long wallNs() {
    return System.currentTimeMillis() * 1_000_000;
  }

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }
}
