package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;

/** Makes sessions with their lanes for one end. */
final class Sessions {
  private static final int LARGEST_PAYLOAD = 16_384;

  private final EndPoint.Parts parts;
  private final DatagramSession.Owner owner;

  Sessions(EndPoint.Parts parts, DatagramSession.Owner owner) {
    this.parts = parts;
    this.owner = owner;
  }

  Peer create(int connection, int address, Counters counters, long nowNs) {
    LinkConfig config = parts.config();
    Bearer bearer = parts.bearer();
    int payload = Math.min(bearer.maxPayloadBytes(), LARGEST_PAYLOAD);
    // A dialling end keeps the way open; the waiting end only steps in when it hears nothing.
    long keepAliveNs = config.keepAliveMs() * (config.dials() ? 1_000_000L : 1_500_000L);
    Outbound.Setup setup = new Outbound.Setup(payload, bearer.overheadBytes(), config.rateBitsPerSecond(),
        Math.max(1, config.roundTripMs()) * 1_000_000L, keepAliveNs);
    Peer[] self = new Peer[1];
    Outbound outbound = new Outbound(setup, ReceiveLane.all(), datagram -> bearer.send(self[0].address, datagram), counters);
    DatagramSession session = new DatagramSession(owner, parts.listener(), outbound, counters,
        config.deadAfterMs() * 1_000_000L, nowNs);
    Peer peer = new Peer(connection, session, new AirtimeMeter(config.rateBitsPerSecond(), nowNs));
    peer.address = address;
    self[0] = peer;
    return peer;
  }
}
