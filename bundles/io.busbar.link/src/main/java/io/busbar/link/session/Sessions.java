package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkOptions;
import java.util.List;

/** Makes sessions with their lanes for one end. */
final class Sessions {
  private static final int LARGEST_PAYLOAD = 16_384;

  private final EndPoint.Parts parts;
  private final DatagramSession.Owner owner;
  private final Allowance allowance;
  private int way;

  Sessions(EndPoint.Parts parts, DatagramSession.Owner owner) {
    this.parts = parts;
    this.owner = owner;
    this.allowance = new Allowance(parts.config().options());
    this.way = parts.bearer().way();
  }

  /** Keeps time of what may be used. */
  void look(long nowNs) {
    allowance.look(nowNs, parts.clock().wallNs());
  }

  Allowance allowance() {
    return allowance;
  }

  /** Tells a session when the bearer has changed its way. */
  void followWay(Peer peer, long nowNs) {
    if (parts.bearer().way() != way) {
      way = parts.bearer().way();
      peer.session.outbound().changeWay(rate(), parts.bearer().overheadBytes(), nowNs);
    }
  }

  /** The rate of the way that is used. */
  private long rate() {
    List<Long> backups = parts.config().options().backupRates();
    return way == 0 || way > backups.size() ? parts.config().rateBitsPerSecond() : backups.get(way - 1);
  }

  Peer create(int connection, int address, Counters counters, long nowNs) {
    LinkConfig config = parts.config();
    Bearer bearer = parts.bearer();
    int payload = Math.min(bearer.maxPayloadBytes(), LARGEST_PAYLOAD);
    // A dialling end keeps the way open; the waiting end only steps in when it hears nothing.
    long keepAliveNs = config.keepAliveMs() * (config.dials() ? 1_000_000L : 1_500_000L);
    Outbound.Setup setup = new Outbound.Setup(config.dials(), payload, bearer.overheadBytes(), rate(),
        Math.max(1, config.roundTripMs()) * 1_000_000L, keepAliveNs);
    Peer[] self = new Peer[1];
    Outbound outbound = new Outbound(setup, ReceiveLane.all(), datagram -> bearer.send(self[0].address, datagram), counters);
    outbound.air().use(allowance);
    LinkOptions.HalfDuplex half = config.options().halfDuplex();
    if (half != null) {
      outbound.air().pacer().halfDuplex(Math.max(1, half.keyUpMs() + half.turnAroundMs()) * 1_000_000L);
    }
    if (config.options().polling() != null) {
      long keyUpNs = half == null ? 0 : half.keyUpMs() * 1_000_000L;
      outbound.turns(new Turn(!config.dials(), outbound.air().pacer(), keyUpNs));
    }
    // On a shared channel a gateway is not addressed all the time.
    long patience = config.options().polling() == null ? 1 : Limits.POLLED_PATIENCE;
    DatagramSession session = new DatagramSession(owner, parts.listener(), outbound, counters,
        patience * config.deadAfterMs() * 1_000_000L, nowNs);
    Peer peer = new Peer(connection, session, new AirtimeMeter(nowNs));
    peer.address = address;
    self[0] = peer;
    return peer;
  }
}
