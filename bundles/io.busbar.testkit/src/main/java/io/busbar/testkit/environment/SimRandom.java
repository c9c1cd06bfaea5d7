package io.busbar.testkit.environment;

import io.busbar.api.time.RandomSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Seeded randomness (a Weyl sequence through the finaliser of SplitMix64): the same seed gives the same history on
 * every machine. Thread-safe, but deterministic only if one thread uses it.
 */
public final class SimRandom implements RandomSource {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private final AtomicLong state;

  /** Randomness from a seed. */
  public SimRandom(long seed) {
    state = new AtomicLong(seed);
  }

  @Override
  public long nextLong() {
    long z = state.addAndGet(GAMMA);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** True with a probability of {@code percent} in a hundred. */
  public boolean chance(int percent) {
    return nextInt(100) < percent;
  }

  /** That many random bytes. */
  public byte[] bytes(int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) nextLong();
    }
    return out;
  }
}
