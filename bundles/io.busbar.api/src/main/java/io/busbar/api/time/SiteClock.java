package io.busbar.api.time;

import org.osgi.annotation.versioning.ProviderType;

/** The site clock: a clock and what is known of it. Thread-safe. */
@ProviderType
public interface SiteClock extends BusClock {
  /** Whether it can be trusted now. */
  ClockState state();

  /** Where its time comes from, for people: {@code ntp 10.1.0.1}, {@code IRIG-B}, {@code free running}. */
  String source();
}
