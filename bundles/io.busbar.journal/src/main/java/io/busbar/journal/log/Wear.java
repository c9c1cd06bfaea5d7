package io.busbar.journal.log;

import io.busbar.api.time.BusClock;

/** What the journal has done to the medium since its start. Its writer notes, any thread asks. */
final class Wear {
  /** A day is not extrapolated from less than that. */
  private static final long RATE_FROM_NS = 60_000_000_000L;
  private static final double DAY_NS = 86_400e9;

  private final BusClock clock;
  private final long openedNs;
  private volatile long commits;
  private volatile long lastCommitNs;

  Wear(BusClock clock) {
    this.clock = clock;
    openedNs = clock.monotonicNs();
  }

  void committed(long wallNs) {
    lastCommitNs = wallNs;
    commits++;
  }

  long commits() {
    return commits;
  }

  /** Wall clock of the last commit, ns; 0 before the first. */
  long lastCommitNs() {
    return lastCommitNs;
  }

  /** What a day writes at the rate since the start; 0 in the first minute. */
  long bytesPerDay(long deviceBytes) {
    long ns = clock.monotonicNs() - openedNs;
    return ns < RATE_FROM_NS ? 0 : (long) (deviceBytes * (DAY_NS / ns));
  }
}
