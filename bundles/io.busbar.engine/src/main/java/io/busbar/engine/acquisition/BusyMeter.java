package io.busbar.engine.acquisition;

/** Share of time that a channel was at work in the last finished window. One writer, any reader. */
final class BusyMeter {
  private static final long WINDOW_NS = 10_000_000_000L;

  private long windowStart = Long.MIN_VALUE;
  private long busyNs;
  private volatile double lastShare;
  private volatile long lastEnd;

  /** A step from a time to a time, of which the driver did nothing but listen for so long, ns. */
  void add(long fromNs, long toNs, long listenedNs) {
    if (windowStart == Long.MIN_VALUE) {
      windowStart = fromNs;
    }
    busyNs += Math.max(0, toNs - fromNs - listenedNs);
    long span = toNs - windowStart;
    if (span >= WINDOW_NS) {
      lastShare = Math.min(1, (double) busyNs / span);
      windowStart = toNs;
      busyNs = 0;
    } else if (lastEnd == 0 && span > 0) {
      lastShare = Math.min(1, (double) busyNs / span);
    }
    if (span >= WINDOW_NS) {
      lastEnd = toNs;
    }
  }

  double share(long nowNs) {
    long end = lastEnd;
    return end != 0 && nowNs - end > 3 * WINDOW_NS ? 0 : lastShare;
  }
}
