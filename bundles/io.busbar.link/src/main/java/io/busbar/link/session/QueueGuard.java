package io.busbar.link.session;

/**
 * Holds back a little when round trips show that more is sent than the radio gets rid of: the rate that is configured is
 * above what the radio has, or a half-duplex channel was used by more than we heard. Else an alarm would wait in the radio,
 * where nothing can overtake.
 */
final class QueueGuard {
  private static final long BUCKET_NS = 60_000_000_000L;
  private static final long TOLERATED_NS = 500_000_000;
  private static final long FULL_EFFECT_NS = 1_500_000_000;
  private static final double LEAST = 0.7;

  private final long[] least = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
  private int bucket;
  private long bucketEndsNs = Long.MIN_VALUE;

  /** Share of the rate to use after that round trip, 0.7…1; turning the channel round now and then is no queue. */
  double share(long roundTripNs, long turnNs, long nowNs) {
    if (nowNs >= bucketEndsNs) {
      bucketEndsNs = nowNs + BUCKET_NS;
      bucket = (bucket + 1) % least.length;
      least[bucket] = Long.MAX_VALUE;
    }
    least[bucket] = Math.min(least[bucket], roundTripNs);
    long base = Math.min(least[0], Math.min(least[1], least[2]));
    double queued = roundTripNs - base - Math.max(TOLERATED_NS, base / 3) - 4.0 * turnNs;
    return Math.max(LEAST, 1 - (1 - LEAST) * Math.max(0, queued) / FULL_EFFECT_NS);
  }
}
