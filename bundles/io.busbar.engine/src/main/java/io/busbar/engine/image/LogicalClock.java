package io.busbar.engine.image;

/**
 * The shard's logical time, ns since 1970: follows gateway times of batches and, between them, the site clock. Never
 * goes back: when the wall clock steps back it goes on by the monotonic clock. Shard's thread only.
 */
public final class LogicalClock {
  private long nowNs = Long.MIN_VALUE;
  private long baseNs = Long.MIN_VALUE;
  private long monotonicAtBase;

  /** Now, ns. */
  public long nowNs() {
    return nowNs;
  }

  /** Moves on to a time, if it is later. */
  public void advanceTo(long ns) {
    if (ns > nowNs) {
      nowNs = ns;
    }
  }

  /** What time it is by the clocks, never before an earlier reading; does not move logical time. */
  public long reading(long wallNs, long monotonicNs) {
    long coasted = baseNs == Long.MIN_VALUE ? wallNs : baseNs + Math.max(0, monotonicNs - monotonicAtBase);
    baseNs = Math.max(Math.max(wallNs, coasted), nowNs);
    monotonicAtBase = monotonicNs;
    return baseNs;
  }
}
