package io.busbar.link.session;

import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.time.BusClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes what people read out of what sessions count. */
final class Status {
  private static final List<Long> NOTHING = Collections.nCopies(LinkLane.values().length, 0L);

  private Status() {}

  static LinkStatus of(Peer peer, String name, boolean up, long sinceWallNs, String why, BusClock clock) {
    DatagramSession session = peer.session;
    Counters counters = session.counters();
    Outbound out = session.outbound();
    long now = clock.monotonicNs();
    peer.airtime.measure(counters, out.filler(), out.air().pacer().bitsPerSecond(), now);
    double lossIn = out.acks().received().loss();
    List<Long> queued = new ArrayList<>();
    for (LinkLane lane : LinkLane.values()) {
      queued.add(out.lane(lane.code()).pendingBytes());
    }
    String detail = up ? how(peer, out.sent().loss(), lossIn, out.roundTrip().ms()) : why;
    long heardWallNs = counters.packetsIn == 0 ? 0 : clock.wallNs() - (now - session.lastHeardNs());
    return new LinkStatus(name, up, sinceWallNs, detail, out.sent().loss(), lossIn, out.roundTrip().ms(),
        counters.bytesOut, counters.bytesIn, counters.packetsOut, counters.packetsIn, peer.airtime.share(), queued, heardWallNs,
        figures(peer));
  }

  private static LinkFigures figures(Peer peer) {
    Air air = peer.session.outbound().air();
    Allowance allowance = air.allowance();
    return new LinkFigures(peer.way, air.pacer().bitsPerSecond(), air.learner() != null, peer.airtime.lanes(), peer.airtime.repair(),
        allowance.bytesLeft(), allowance.why(), allowance.nextWindowWallNs(), allowance.day(), allowance.usedToday(),
        peer.key);
  }

  static LinkStatus none(String name, long sinceWallNs, String why, Counters counters, Allowance allowance) {
    return new LinkStatus(name, false, sinceWallNs, why, Double.NaN, Double.NaN, Double.NaN, counters.bytesOut,
        counters.bytesIn, counters.packetsOut, counters.packetsIn, 0, NOTHING, 0, new LinkFigures("", 0, false, List.of(), 0, allowance.bytesLeft(),
        allowance.why(), allowance.nextWindowWallNs(), allowance.day(), allowance.usedToday(), ""));
  }

  private static String how(Peer peer, double lossOut, double lossIn, double roundTripMs) {
    Counters counters = peer.session.counters();
    String text = "loss out " + percent(lossOut) + ", in " + percent(lossIn) + ", round trip "
        + (Double.isNaN(roundTripMs) ? "not measured yet" : Math.round(roundTripMs) + " ms") + ", "
        + peer.airtime.text();
    String waits = peer.session.outbound().air().allowance().why();
    text = waits.isEmpty() ? text : text + "; " + waits;
    return counters.corrupt + counters.malformed == 0 ? text
        : text + "; " + counters.corrupt + " packets damaged, " + counters.malformed + " malformed";
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : Math.round(share * 100) + " %";
  }
}
