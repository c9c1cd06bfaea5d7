package io.busbar.api.time;

import org.osgi.annotation.versioning.ProviderType;

/** Randomness, injected; seeded under simulation, secure in the product. Thread-safe. */
@ProviderType
public interface RandomSource {
  /** 64 uniformly distributed bits. */
  long nextLong();

  /** Uniform in 0 ≤ x &lt; bound; bound is at least 1. */
  default int nextInt(int bound) {
    return (int) Math.floorMod(nextLong(), (long) bound);
  }
}
