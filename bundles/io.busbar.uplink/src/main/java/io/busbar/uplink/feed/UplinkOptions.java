package io.busbar.uplink.feed;

/**
 * What an uplink may be told.
 *
 * @param site the gateway's own name
 * @param rateBitsPerSecond rate on air, bit/s; decides how much is put into the lanes ahead
 * @param liveMaxAgeMs a measurement that has waited longer than that goes as history, ms
 * @param headsEveryMs how often central is told how far the journal is, ms
 * @param order what goes first when more waits than the link carries
 */
public record UplinkOptions(String site, long rateBitsPerSecond, long liveMaxAgeMs, long headsEveryMs, Order order) {
  /** Oldest live measurement where nothing is said. */
  public static final long DEFAULT_LIVE_MAX_AGE_MS = 10_000;
  /** How often central is told how far the journal is where nothing is said. */
  public static final long DEFAULT_HEADS_EVERY_MS = 10_000;

  private static final int LEAST_AHEAD_BYTES = 2_048;
  private static final int MOST_AHEAD_BYTES = 192 * 1_024;

  /** Which measurements go first. */
  public enum Order {
    /** The present picture; what it leaps over follows behind it. */
    LIVE_FIRST,
    /** The oldest: in order of time, and live only when nothing older waits. */
    OLDEST_FIRST
  }

  /** Live first. */
  public UplinkOptions(String site, long rateBitsPerSecond, long liveMaxAgeMs, long headsEveryMs) {
    this(site, rateBitsPerSecond, liveMaxAgeMs, headsEveryMs, Order.LIVE_FIRST);
  }

  /** With the usual times. */
  public UplinkOptions(String site, long rateBitsPerSecond) {
    this(site, rateBitsPerSecond, DEFAULT_LIVE_MAX_AGE_MS, DEFAULT_HEADS_EVERY_MS);
  }

  /** In another order. */
  public UplinkOptions order(Order newOrder) {
    return new UplinkOptions(site, rateBitsPerSecond, liveMaxAgeMs, headsEveryMs, newOrder);
  }

  /** At another rate. */
  public UplinkOptions rate(long bitsPerSecond) {
    return new UplinkOptions(site, bitsPerSecond, liveMaxAgeMs, headsEveryMs, order);
  }

  /** Bytes that the rate carries in that many seconds, within what a lane can hold. */
  int aheadBytes(int seconds) {
    return (int) Math.max(LEAST_AHEAD_BYTES, Math.min(MOST_AHEAD_BYTES, rateBitsPerSecond / 8 * seconds));
  }
}
