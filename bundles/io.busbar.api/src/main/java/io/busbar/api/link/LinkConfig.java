package io.busbar.api.link;

/**
 * One end of a link.
 *
 * @param dials whether this end opens the session (a gateway) or waits for others (central)
 * @param name what this end calls itself, at most 64 bytes of UTF-8
 * @param rateBitsPerSecond rate on air that this end may use for sending, bit/s with the bearer's overhead; paced;
 *     {@link #LEARNED_RATE} to learn it
 * @param roundTripMs first guess of the round trip, ms
 * @param keepAliveMs longest silence while up, ms
 * @param deadAfterMs no valid packet for that long ends the session, ms
 * @param options what kind of radio it is and how much of it may be used
 */
public record LinkConfig(boolean dials, String name, long rateBitsPerSecond, int roundTripMs, int keepAliveMs,
    int deadAfterMs, LinkOptions options) {
  /** In place of a rate: it is learned from delays, and other traffic that shares the link goes first. */
  public static final long LEARNED_RATE = 0;

  /** A full-duplex link that may be used without limits. */
  public LinkConfig(boolean dials, String name, long rateBitsPerSecond, int roundTripMs, int keepAliveMs, int deadAfterMs) {
    this(dials, name, rateBitsPerSecond, roundTripMs, keepAliveMs, deadAfterMs, LinkOptions.NONE);
  }
}
