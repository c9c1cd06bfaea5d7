package io.busbar.link.session;

/**
 * What one way to the far end is like.
 *
 * @param rate on air, bit/s; {@link io.busbar.api.link.LinkConfig#LEARNED_RATE} to learn it
 * @param turnNs what a change of direction costs there, ns; 0 for full duplex
 * @param overheadBytes of each datagram
 */
record Way(long rate, long turnNs, int overheadBytes) {}
