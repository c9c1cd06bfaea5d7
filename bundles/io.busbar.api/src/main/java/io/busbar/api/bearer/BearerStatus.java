package io.busbar.api.bearer;

/**
 * How one way to the far end is doing, for people.
 *
 * @param name {@code udp 10.9.0.5:20500}, {@code serial /dev/ttyS1 19200-8N1}
 * @param inUse whether it is the one that is used for sending now
 * @param alive whether something was heard on it lately, or nothing speaks against it yet
 * @param lastHeard wall time of the last datagram, ns; 0 if none
 * @param sent datagrams handed to it
 * @param refused of these not taken: it was full, closed or broken
 * @param received datagrams that came
 * @param damaged frames that were cut short or did not check, and were dropped
 * @param detail what is wrong and what to do; empty if nothing is
 */
public record BearerStatus(String name, boolean inUse, boolean alive, long lastHeard, long sent, long refused, long received,
    long damaged, String detail) {}
