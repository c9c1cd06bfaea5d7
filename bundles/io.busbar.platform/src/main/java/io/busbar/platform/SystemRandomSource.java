package io.busbar.platform;

import io.busbar.api.time.RandomSource;
import java.security.SecureRandom;

/** Randomness for identities, nonces and jitter from the system's secure generator. Thread-safe. */
final class SystemRandomSource implements RandomSource {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
