package io.busbar.link.session;

/**
 * Learns the rate of a link from how packets come out at its far end. What counts is delay: while packets queue before
 * the radio, they leave it at its rate, however many are lost after it, so a loss says nothing and is not looked at. The
 * rate is held where about one packet queues; when more does, because others send too, it gives way. Now and then the
 * queue is left to run dry, so that the delay of the empty path is known again.
 */
final class RateLearner {
  /** What is tried first, bit/s. */
  static final long FIRST = 9_600;
  static final long LEAST = 1_200;
  static final long MOST = 1_000_000_000;

  private static final double GAIN = 0.08;
  private static final double MOST_GAIN = 0.5;
  /** A long queue is run down faster. */
  private static final double LEAST_ERROR = -5;
  /** Intervals without a queue after which the rate rises faster. */
  private static final int EASY_INTERVALS = 5;
  private static final double DRAIN = 0.6;
  private static final int DRAIN_INTERVALS = 2;
  private static final long DRAIN_EVERY_NS = 60_000_000_000L;
  private static final int BUCKETS = 3;
  private static final long LEAST_TARGET_NS = 20_000_000;
  private static final long MOST_TARGET_NS = 200_000_000;
  private static final long LEAST_INTERVAL_NS = 200_000_000;
  private static final int PACKETS_PER_INTERVAL = 6;
  /** A queue that does not go away at a tenth of the rate is none: the path has become longer. */
  private static final long STUCK_NS = 20_000_000_000L;
  private static final double STUCK_SHARE = 0.1;
  /** The rate stays below that many times what is acknowledged, whatever the delay says. */
  private static final double MOST_OF_DELIVERED = 2.5;
  private static final double WEIGHT = 0.3;

  private final long[] base = new long[BUCKETS];
  private int bucket;
  private long bucketEndsNs = Long.MIN_VALUE;
  private double capacity = FIRST;
  private double best = FIRST;
  private double delivered;
  private double gain = 1;
  private boolean starting = true;
  private int easy;
  private int draining;
  private long stuckSinceNs;
  private long packetBytes = 1;
  /** The present interval. */
  private long beganNs = Long.MIN_VALUE;
  private long least;
  private long deliveredBytes;
  private long firstArrivedNs;
  private long firstTotal;
  private long lastArrivedNs;
  private long lastTotal;
  private boolean any;

  RateLearner() {
    java.util.Arrays.fill(base, Long.MAX_VALUE);
    begin();
  }

  /** Bytes of a packet have been acknowledged. */
  void delivered(long bytes) {
    deliveredBytes += bytes;
  }

  /**
   * The newest packet that has arrived, each once.
   *
   * @param bytes its length on the air
   * @param total bytes sent up to it and with it
   * @param roundTripNs its round trip without the peer's delay
   * @param arrivedNs when it arrived there, up to a constant
   * @param maxBytes length of a full packet on the air; shorter ones take less time, and would make the others look late
   */
  void arrived(long bytes, long total, long roundTripNs, long arrivedNs, long maxBytes) {
    if (!any) {
      any = true;
      firstArrivedNs = arrivedNs;
      firstTotal = total;
    }
    lastArrivedNs = arrivedNs;
    lastTotal = total;
    packetBytes = maxBytes;
    if (bytes * 4 >= maxBytes * 3) {
      least = Math.min(least, roundTripNs);
    }
  }

  /** The rate from now on, bit/s. */
  long rate(long nowNs, long smoothedRoundTripNs) {
    if (beganNs == Long.MIN_VALUE) {
      beganNs = nowNs;
    }
    long interval = Math.max(LEAST_INTERVAL_NS, Math.max(smoothedRoundTripNs, (long) (PACKETS_PER_INTERVAL * packetBytes * 8e9 / capacity)));
    if (nowNs - beganNs >= interval && any) {
      if (least != Long.MAX_VALUE) {
        step(nowNs);
      }
      beganNs = nowNs;
      firstArrivedNs = lastArrivedNs;
      firstTotal = lastTotal;
      least = Long.MAX_VALUE;
      deliveredBytes = 0;
    }
    double factor = draining > 0 ? DRAIN : 1 + gain * error;
    return (long) Math.max(LEAST, Math.min(MOST, capacity * factor));
  }

  private double error = 1;

  private void begin() {
    least = Long.MAX_VALUE;
  }

  private void step(long nowNs) {
    long emptyNs = turnBuckets(nowNs);
    long queueNs = least - emptyNs;
    double target = Math.max(LEAST_TARGET_NS, Math.min(MOST_TARGET_NS, LEAST_TARGET_NS + packetBytes * 8e9 / capacity));
    long spanNs = lastArrivedNs - firstArrivedNs;
    double through = spanNs > 0 ? (lastTotal - firstTotal) * 8e9 / spanNs : 0;
    double acknowledged = deliveredBytes * 8e9 / Math.max(1, nowNs - beganNs);
    delivered = delivered == 0 ? acknowledged : delivered + WEIGHT * (acknowledged - delivered);
    error = Math.max(LEAST_ERROR, Math.min(1, (target - queueNs) / target));
    if (through > 0) {
      learn(through, queueNs, target);
    }
    if (draining > 0) {
      draining--;
    }
    unstick(nowNs, queueNs > target);
  }

  private void learn(double through, long queueNs, double target) {
    if (queueNs > target / 2) {
      if (starting && queueNs > target) {
        starting = false;
        gain = GAIN;
        capacity = Math.min(capacity, through);
      }
      easy = 0;
      gain = starting ? gain : GAIN;
      if (draining == 0) {
        capacity += (starting ? 1 : WEIGHT) * (through - capacity);
      }
    } else {
      capacity = Math.max(capacity, through);
      easy++;
      if (!starting && easy >= EASY_INTERVALS) {
        gain = Math.min(MOST_GAIN, gain * 1.5);
      }
    }
    if (delivered > 0) {
      capacity = Math.max(LEAST, Math.min(capacity, Math.max(FIRST, MOST_OF_DELIVERED * delivered)));
    }
    best = Math.max(best * 0.999, capacity);
  }

  /** The delay of the empty path, as far as it was seen lately. */
  private long turnBuckets(long nowNs) {
    if (nowNs >= bucketEndsNs) {
      if (bucketEndsNs != Long.MIN_VALUE) {
        draining = DRAIN_INTERVALS;
      }
      bucketEndsNs = nowNs + DRAIN_EVERY_NS;
      bucket = (bucket + 1) % BUCKETS;
      base[bucket] = Long.MAX_VALUE;
    }
    base[bucket] = Math.min(base[bucket], least);
    long empty = Long.MAX_VALUE;
    for (long b : base) {
      empty = Math.min(empty, b);
    }
    return empty;
  }

  private void unstick(long nowNs, boolean queued) {
    if (!queued || capacity > STUCK_SHARE * best) {
      stuckSinceNs = nowNs;
    } else if (nowNs - stuckSinceNs >= STUCK_NS) {
      java.util.Arrays.fill(base, Long.MAX_VALUE);
      base[bucket] = least;
      stuckSinceNs = nowNs;
    }
  }
}
