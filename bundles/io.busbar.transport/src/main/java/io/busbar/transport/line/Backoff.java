package io.busbar.transport.line;

/**
 * When a line that failed is opened next: 250 ms after the first failure, doubling to 5 s, and never so soon that
 * opening takes more than a twentieth of the time. Not thread-safe.
 */
public final class Backoff {
  static final long FIRST_NS = 250_000_000L;
  static final long LAST_NS = 5_000_000_000L;
  /** Longest wait, for attempts that take long themselves. */
  static final long LIMIT_NS = 30_000_000_000L;
  /** Opening may take one part in so many. */
  static final int SHARE = 20;
  /** A line that lived less than this and brought nothing counts as a failed attempt. */
  static final long SHORT_LIFE_NS = 1_000_000_000L;

  private long nextNs = FIRST_NS;
  private long retryAtNs;

  /** May be tried at once. */
  public Backoff(long nowNs) {
    retryAtNs = nowNs;
  }

  /** Whether it is time. */
  public boolean mayTry(long nowNs) {
    return nowNs - retryAtNs >= 0;
  }

  /** When it is tried next, monotonic ns. */
  public long retryAtNs() {
    return retryAtNs;
  }

  /** An attempt has failed that began and ended then. */
  public void failed(long beganNs, long endedNs) {
    long cost = Math.max(0, endedNs - beganNs);
    retryAtNs = endedNs + Math.min(LIMIT_NS, Math.max(nextNs, cost * (SHARE - 1)));
    nextNs = Math.min(LAST_NS, nextNs * 2);
  }

  /**
   * An open line was lost. One that brought bytes was of use, however short it lived: some devices close after each reply.
   */
  public void lost(long openedNs, long nowNs, boolean ofUse) {
    if (!ofUse && nowNs - openedNs < SHORT_LIFE_NS) {
      failed(nowNs, nowNs);
    } else {
      nextNs = FIRST_NS;
      retryAtNs = nowNs;
    }
  }
}
