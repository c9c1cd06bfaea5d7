package io.busbar.api.time;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The time as a part sees it. Injected everywhere; only the product's one implementation reads the system's clocks.
 * Thread-safe, never blocks.
 */
@ProviderType
public interface BusClock {
  /** Wall clock, ns since 1970-01-01T00:00:00Z; may step either way. Only for stamping, never for measuring. */
  long wallNs();

  /** Monotonic clock, ns from an arbitrary origin; never steps. For time-outs, periods, pacing. */
  long monotonicNs();
}
