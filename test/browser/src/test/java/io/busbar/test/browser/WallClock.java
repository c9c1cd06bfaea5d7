package io.busbar.test.browser;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import java.time.Instant;

/** This machine's clock, for pages that a browser on this machine looks at. */
final class WallClock implements SiteClock {
  @Override
  public long wallNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }

  @Override
  public ClockState state() {
    return ClockState.SYNCHRONISED;
  }

  @Override
  public String source() {
    return "ntp 10.1.0.1";
  }
}
