package io.busbar.api.link;

/**
 * One end of a link.
 *
 * @param dials whether this end opens the session (a gateway) or waits for others (central)
 * @param name what this end calls itself, at most 64 bytes of UTF-8
 * @param rateBitsPerSecond rate on air that this end may use for sending, bit/s with the bearer's overhead; paced
 * @param roundTripMs first guess of the round trip, ms
 * @param keepAliveMs longest silence while up, ms
 * @param deadAfterMs no valid packet for that long ends the session, ms
 */
public record LinkConfig(boolean dials, String name, long rateBitsPerSecond, int roundTripMs, int keepAliveMs,
    int deadAfterMs) {}
