package io.busbar.link.session;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes sessions with their lanes for one end. */
final class Sessions {
  private static final int LARGEST_PAYLOAD = 16_384;

  private final EndPoint.Parts parts;
  private final DatagramSession.Owner owner;
  /** Of a calling end. */
  private final Allowance allowance;
  /** Of a waiting end: each peer's own, over its sessions; the one that has not called for longest is forgotten. */
  private final Map<String, Allowance> ofPeers = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(EndPoint.Parts parts, DatagramSession.Owner owner) {
    this.parts = parts;
    this.owner = owner;
    this.allowance = new Allowance(parts.config().options());
  }

  /** Keeps time of what may be used. */
  void look(long nowNs) {
    allowance.look(nowNs, parts.clock().wallNs());
  }

  Allowance allowance() {
    return allowance;
  }

  /** Keeps time of what a peer may use. */
  void look(Peer peer, long nowNs) {
    peer.session.outbound().air().allowance().look(nowNs, parts.clock().wallNs());
  }

  /** Whose session it is is known now: what it has used counts with what this peer's sessions used before. */
  void named(Peer peer, String name, long nowNs) {
    Air air = peer.session.outbound().air();
    Allowance fresh = air.allowance();
    Allowance own = ofPeers.putIfAbsent(name, fresh);
    if (own != null && own != fresh) {
      own.look(nowNs, parts.clock().wallNs());
      own.used(fresh.usedToday());
      air.use(own);
    }
    if (ofPeers.size() > Limits.REMEMBERED_PEERS) {
      ofPeers.remove(ofPeers.keySet().iterator().next());
    }
  }

  /** Tells a session when the bearer has changed its way. */
  void followWay(Peer peer, long nowNs) {
    int used = parts.bearer().way();
    if (used != peer.wayInUse) {
      peer.wayInUse = used;
      peer.session.changeWay(way(used, peer.address), nowNs);
    }
  }

  /** What a way is like, counted from 0, the preferred one. */
  private Way way(int number, int address) {
    List<LinkOptions.Backup> backups = parts.config().options().backups();
    boolean first = number == 0 || number > backups.size();
    LinkOptions.HalfDuplex half = first ? parts.config().options().halfDuplex() : backups.get(number - 1).halfDuplex();
    return new Way(first ? parts.config().rateBitsPerSecond() : backups.get(number - 1).rateBitsPerSecond(),
        half == null ? 0 : Math.max(1, half.keyUpMs() + half.turnAroundMs()) * 1_000_000L, parts.bearer().overheadBytes(address));
  }

  Peer create(int connection, int address, Counters counters, long nowNs) {
    LinkConfig config = parts.config();
    Bearer bearer = parts.bearer();
    int payload = Math.min(bearer.maxPayloadBytes(address), LARGEST_PAYLOAD);
    Way way = way(bearer.way(), address);
    // A dialling end keeps the way open; the waiting end only steps in when it hears nothing.
    long keepAliveNs = config.keepAliveMs() * (config.dials() ? 1_000_000L : 1_500_000L);
    Setup setup = new Setup(config.dials(), payload, way.overheadBytes(), way.rate(),
        Math.max(1, config.roundTripMs()) * 1_000_000L, keepAliveNs);
    Peer[] self = new Peer[1];
    Outbound outbound = new Outbound(setup, ReceiveLane.all(), datagram -> bearer.send(self[0].address, datagram), counters);
    outbound.air().use(config.dials() ? allowance : new Allowance(config.options()));
    LinkOptions.HalfDuplex half = config.options().halfDuplex();
    outbound.air().halfDuplex(way.turnNs());
    if (config.options().polling() != null) {
      long keyUpNs = half == null ? 0 : half.keyUpMs() * 1_000_000L;
      outbound.turns(new Turn(!config.dials(), outbound.air().pacer(), keyUpNs));
    }
    // On a shared channel a gateway is not addressed all the time.
    long patience = config.options().polling() == null ? 1 : Limits.POLLED_PATIENCE;
    DatagramSession session = new DatagramSession(owner, parts.listener(), outbound, counters,
        patience * config.deadAfterMs() * 1_000_000L, nowNs);
    Peer peer = new Peer(connection, session, new AirtimeMeter(nowNs));
    peer.reach(bearer, address);
    self[0] = peer;
    return peer;
  }
}
