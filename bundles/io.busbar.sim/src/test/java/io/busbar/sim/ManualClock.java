package io.busbar.sim;

import io.busbar.api.time.BusClock;

/** A clock that stands until it is moved. */
public final class ManualClock implements BusClock {
  public static final long START = 1_700_000_000_000_000_000L;
  private volatile long now = START;

  public void moveMs(long ms) {
    now += ms * 1_000_000L;
  }

  @Override
  public long wallNs() {
    return now;
  }

  @Override
  public long monotonicNs() {
    return now;
  }
}
