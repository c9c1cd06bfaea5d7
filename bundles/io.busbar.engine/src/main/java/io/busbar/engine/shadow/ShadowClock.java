package io.busbar.engine.shadow;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** The time that the running shard had. Shadow's thread only. */
final class ShadowClock implements SiteClock {
  private final SiteClock site;
  private long wallNs;
  private long monotonicNs;

  ShadowClock(SiteClock site) {
    this.site = site;
    wallNs = site.wallNs();
    monotonicNs = site.monotonicNs();
  }

  void set(long newWallNs, long newMonotonicNs) {
    wallNs = newWallNs;
    monotonicNs = newMonotonicNs;
  }

  @Override
  public long wallNs() {
    return wallNs;
  }

  @Override
  public long monotonicNs() {
    return monotonicNs;
  }

  @Override
  public ClockState state() {
    return site.state();
  }

  @Override
  public String source() {
    return site.source();
  }
}
