package io.busbar.link.session;

import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkRefusal;
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
  private final Map<String, Rival> rivals = new LinkedHashMap<>();

  /** Where the session was that was replaced last under a name, when that was, and when two ends were last seen to have it. */
  private static final class Rival {
    int before = -1;
    long replacedNs;
    long twiceNs;
    boolean twice;
  }

  Roster(BusClock clock) {
    this.clock = clock;
  }

  /** A peer's link has come up, is silent or is heard again now. */
  void since(String name) {
    ended.remove(name);
    since.put(name, clock.wallNs());
  }

  /**
   * A session gives way to a newer one of its name. Where the newer one comes from the place whose session gave way to this one just
   * before, there are two ends, each alive: one that is restarted does not come back from where it was.
   */
  void replace(String name, Peer old, Peer fresh, LinkListener listener, long nowNs) {
    remember(name, old, fresh, nowNs);
    if (!isTwice(name, nowNs)) {
      old.session.finish("replaced by a newer session of the same peer");
      return;
    }
    listener.onNameTwice(name);
    old.session.refuse(new LinkRefusal(LinkRefusal.Kind.NAME_TWICE, "another gateway calls this central by the same name"));
  }

  private void remember(String name, Peer old, Peer fresh, long nowNs) {
    Rival rival = rivals.computeIfAbsent(name, n -> new Rival());
    boolean back = fresh.address == rival.before && fresh.address != old.address && nowNs - rival.replacedNs < Limits.RIVAL_NS;
    if (back) {
      rival.twice = true;
      rival.twiceNs = nowNs;
    }
    rival.before = old.address;
    rival.replacedNs = nowNs;
    if (rivals.size() > Limits.REMEMBERED_PEERS) {
      rivals.remove(rivals.keySet().iterator().next());
    }
  }

  /** Whether two ends had that name lately. */
  boolean isTwice(String name, long nowNs) {
    Rival rival = rivals.get(name);
    return rival != null && rival.twice && nowNs - rival.twiceNs < Limits.TWICE_NS;
  }

  /** A peer's session is over. */
  void ended(String name, Peer peer, String reason, LinkRefusal refusal) {
    since.remove(name);
    String text = refusal.isNone() ? advice(name, reason) : refusal.text() + ". " + remedy(name, refusal.kind());
    ended.put(name, Status.of(peer, name, false, clock.wallNs(), text, clock));
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

  /** What people at this end can do where the other is not let in: no radio is to blame. */
  private static String remedy(String name, LinkRefusal.Kind kind) {
    return switch (kind) {
      case REVOKED, NOT_ACCEPTED, NAME_TAKEN, OTHER_NAME -> "If it shall be let in (again), accept its key on this page or by \"busbar key accept\".";
      case KEY_NEEDED -> "Give " + name + " central's line: busbar key trust LINE there.";
      case NAME_TWICE -> "Give each of the two a name of its own (site: in site.yaml).";
      case NONE -> "";
    };
  }

  private static String advice(String name, String reason) {
    return reason + ". " + name + " calls again by itself; if it does not, look at its radio and its power.";
  }
}
