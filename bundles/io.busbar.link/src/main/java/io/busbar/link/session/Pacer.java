package io.busbar.link.session;

/**
 * A token bucket: no more bytes on the air than the configured rate. The bucket is small, so that packets wait here,
 * where an alarm can still overtake them, and not in the radio; it only makes up for a thread that wakes late.
 */
final class Pacer {
  private static final long BURST_NS = 20_000_000;

  private final long burstNs;
  private long bitsPerSecond;
  private long freeAtNs = Long.MIN_VALUE;

  Pacer(long bitsPerSecond) {
    this(bitsPerSecond, BURST_NS);
  }

  /** A pacer that makes up for so much time in which nothing was sent. */
  Pacer(long bitsPerSecond, long burstNs) {
    this.bitsPerSecond = Math.max(1, bitsPerSecond);
    this.burstNs = burstNs;
  }

  long bitsPerSecond() {
    return bitsPerSecond;
  }

  /** Time on the air of so many bytes. */
  long airNs(long bytes) {
    return (long) (bytes * 8e9 / bitsPerSecond);
  }

  boolean ready(long nowNs) {
    return freeAtNs <= nowNs;
  }

  long readyAtNs() {
    return freeAtNs;
  }

  void sent(long nowNs, long bytes) {
    freeAtNs = Math.max(freeAtNs, nowNs - burstNs) + airNs(bytes);
  }
}
