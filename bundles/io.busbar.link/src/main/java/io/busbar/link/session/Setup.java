package io.busbar.link.session;

/**
 * What the sending half of a session is made with.
 *
 * @param dials whether this end calls
 * @param maxPayload largest datagram, bytes
 * @param overheadBytes that each datagram costs besides
 * @param rate on air, bit/s; {@link io.busbar.api.link.LinkConfig#LEARNED_RATE} to learn it
 * @param roundTripNs first guess
 * @param keepAliveNs longest silence of this end
 */
record Setup(boolean dials, int maxPayload, int overheadBytes, long rate, long roundTripNs, long keepAliveNs) {}
