package io.busbar.benchmarks.engine;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** Wall time with the resolution of the machine's monotonic clock. */
final class PreciseClock implements SiteClock {
  private static final long OFFSET_NS = System.currentTimeMillis() * 1_000_000 - System.nanoTime();

  static long nowNs() {
    return OFFSET_NS + System.nanoTime();
  }

  @Override
  public long wallNs() {
    return nowNs();
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
