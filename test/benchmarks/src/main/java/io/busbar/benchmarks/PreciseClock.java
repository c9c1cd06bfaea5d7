package io.busbar.benchmarks;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** Wall time with the resolution of the machine's monotonic clock. */
public final class PreciseClock implements SiteClock {
  private static final long OFFSET_NS = System.currentTimeMillis() * 1_000_000 - System.nanoTime();

  /** Wall time, ns since 1970-01-01T00:00:00Z. */
  public static long nowNs() {
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
