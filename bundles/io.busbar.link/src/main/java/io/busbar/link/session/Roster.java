package io.busbar.link.session;

import io.busbar.api.link.LinkStatus;
import io.busbar.api.time.BusClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the peers of a waiting end are doing, for people: those with a session, and those that had one. */
final class Roster {
  private final BusClock clock;
  private final Map<String, Long> since = new HashMap<>();
  private final Map<String, LinkStatus> ended = new LinkedHashMap<>();

  Roster(BusClock clock) {
    this.clock = clock;
  }

  /** A peer's link has come up, is silent or is heard again now. */
  void since(String name) {
    ended.remove(name);
    since.put(name, clock.wallNs());
  }

  /** A peer's session is over. */
  void ended(String name, Peer peer, String reason) {
    since.remove(name);
    ended.put(name, Status.of(peer, name, false, clock.wallNs(), advice(name, reason), clock));
    if (ended.size() > Limits.REMEMBERED_PEERS) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** All of them. */
  List<LinkStatus> status(Map<String, Guest> present, long nowNs) {
    List<LinkStatus> all = new ArrayList<>(ended.values());
    present.forEach((name, guest) -> {
      DatagramSession session = guest.peer.session;
      long silent = (nowNs - session.lastHeardNs()) / 1_000_000_000;
      all.add(Status.of(guest.peer, name, !session.isSilent(), since.getOrDefault(name, 0L),
          advice(name, "nothing heard for " + silent + " s"), clock));
    });
    return all;
  }

  private static String advice(String name, String reason) {
    return reason + ". " + name + " calls again by itself; if it does not, look at its radio and its power.";
  }
}
