package io.busbar.api.link;

/**
 * A moment of a session as its receiving end has seen it. Central takes one when an order is accepted, and the order quotes it: the
 * gateway knows by its own monotonic clock when it sent that packet, so that it can bound the order's age without trusting
 * anybody's clock.
 *
 * @param session identity of the session
 * @param packet highest number of the peer's packets that was authentic then
 */
public record LinkMark(long session, long packet) {}
