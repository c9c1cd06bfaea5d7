package io.busbar.testkit.net;

/**
 * How one direction between two nodes behaves. Shares are 0…1.
 *
 * @param delayNs one-way delay after the last bit is on the air, ns
 * @param jitterNs uniformly distributed addition to the delay, ns; reorders what is closer together than that
 * @param bitsPerSecond rate on air, with the bearer's overhead; 0 for no limit
 * @param queueBytes longest queue before the air, bytes; what does not fit is lost
 * @param loss share of datagrams lost
 * @param lossBurst mean length of a run of losses, datagrams; 1 for independent losses
 * @param duplicate share of datagrams that arrive twice
 * @param damage share of datagrams with one to three flipped bits
 * @param outage nothing arrives
 */
public record SimPath(long delayNs, long jitterNs, long bitsPerSecond, long queueBytes, double loss, double lossBurst,
    double duplicate, double damage, boolean outage) {
  /** Everything arrives at once. */
  public static final SimPath PERFECT = new SimPath(0, 0, 0, 1 << 20, 0, 1, 0, 0, false);

  /** With another delay, ns. */
  public SimPath delay(long ns) {
    return new SimPath(ns, jitterNs, bitsPerSecond, queueBytes, loss, lossBurst, duplicate, damage, outage);
  }

  /** With another jitter, ns. */
  public SimPath jitter(long ns) {
    return new SimPath(delayNs, ns, bitsPerSecond, queueBytes, loss, lossBurst, duplicate, damage, outage);
  }

  /** With another rate, bit/s. */
  public SimPath rate(long bits) {
    return new SimPath(delayNs, jitterNs, bits, queueBytes, loss, lossBurst, duplicate, damage, outage);
  }

  /** With independent losses. */
  public SimPath loss(double share) {
    return lossInBursts(share, 1);
  }

  /** With losses in runs of that mean length. */
  public SimPath lossInBursts(double share, double meanLength) {
    return new SimPath(delayNs, jitterNs, bitsPerSecond, queueBytes, share, meanLength, duplicate, damage, outage);
  }

  /** With duplicates. */
  public SimPath duplicate(double share) {
    return new SimPath(delayNs, jitterNs, bitsPerSecond, queueBytes, loss, lossBurst, share, damage, outage);
  }

  /** With damaged datagrams. */
  public SimPath damage(double share) {
    return new SimPath(delayNs, jitterNs, bitsPerSecond, queueBytes, loss, lossBurst, duplicate, share, outage);
  }

  /** Dead or alive. */
  public SimPath outage(boolean dead) {
    return new SimPath(delayNs, jitterNs, bitsPerSecond, queueBytes, loss, lossBurst, duplicate, damage, dead);
  }
}
