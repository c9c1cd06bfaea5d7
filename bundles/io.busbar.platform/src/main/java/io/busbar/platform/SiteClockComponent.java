package io.busbar.platform;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The site clock as a service. */
@Component(service = {SiteClock.class, BusClock.class, SiteClockComponent.class})
public final class SiteClockComponent implements SiteClock {
  private final SystemSiteClock clock;

  /** Reads the system's clocks. */
  @Activate
  public SiteClockComponent() {
    this.clock = new SystemSiteClock();
  }

  @Override
  public long wallNs() {
    return clock.wallNs();
  }

  @Override
  public long monotonicNs() {
    return clock.monotonicNs();
  }

  @Override
  public ClockState state() {
    return clock.state();
  }

  @Override
  public String source() {
    return clock.source();
  }

  /** What time servers say of it from now on; null: nothing. */
  public void measured(@Nullable ClockReading found) {
    clock.measured(found);
  }
}
