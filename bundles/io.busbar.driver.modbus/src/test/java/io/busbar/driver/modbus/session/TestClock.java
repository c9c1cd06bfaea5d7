package io.busbar.driver.modbus.session;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** Time that only a test and its line move on. Wall time is monotonic time plus a fixed offset. */
final class TestClock implements SiteClock {
  static final long WALL_OFFSET_NS = 1_700_000_000_000_000_000L;
  private long nowNs = 5_000_000_000L;

  void advanceNs(long ns) {
    nowNs += ns;
  }

  void advanceMs(long ms) {
    nowNs += ms * 1_000_000L;
  }

  @Override
  public long wallNs() {
    return WALL_OFFSET_NS + nowNs;
  }

  @Override
  public long monotonicNs() {
    return nowNs;
  }

  @Override
  public ClockState state() {
    return ClockState.SYNCHRONISED;
  }

  @Override
  public String source() {
    return "test";
  }
}
