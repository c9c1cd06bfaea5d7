package io.busbar.sink.iec104.server;

import io.busbar.api.health.HealthReport;
import io.busbar.sink.iec104.session.Group;
import io.busbar.sink.iec104.session.Scada104;
import io.busbar.sink.iec104.session.Station;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said about the server. Its thread writes; health is read on any thread. */
final class Status {
  private static final System.Logger LOG = System.getLogger("io.busbar.sink.iec104");
  private static final int MAX_SAID = 1_000;
  private static final int SHOWN_MISTAKES = 20;

  private final Set<String> saidRefused = new HashSet<>();
  private final Map<String, Long> unservedSince = new HashMap<>();
  private volatile List<HealthReport> mistakes = List.of();
  private volatile List<HealthReport> reports = List.of();
  private long refused;

  /** A client was turned away; said once for each. */
  void refused(String client, String why) {
    refused++;
    if (saidRefused.size() < MAX_SAID && saidRefused.add(client + why)) {
      LOG.log(System.Logger.Level.WARNING, "IEC 104 client " + client + " is turned away: " + why + ". Further attempts are counted only.");
    }
  }

  /** The files cannot be served as they are. */
  void mistakes(List<String> found, boolean oneIsServed, long nowNs) {
    List<HealthReport> now = new ArrayList<>();
    String after = oneIsServed ? "what they said before is served on" : "nothing is served";
    for (String mistake : found.subList(0, Math.min(SHOWN_MISTAKES, found.size()))) {
      LOG.log(System.Logger.Level.ERROR, mistake);
      now.add(new HealthReport("iec104 files", HealthReport.Level.CRITICAL, mistake + " (" + after + ")", nowNs));
    }
    if (!found.isEmpty()) {
      LOG.log(System.Logger.Level.ERROR, "The files of IEC 104 have " + found.size() + " mistakes: " + after + ". They are read again when changed.");
    }
    mistakes = List.copyOf(now);
  }

  /** Says how each group is doing. */
  void update(Station station, List<Scada104> sessions, Map<String, String> failures, long nowNs) {
    List<HealthReport> now = new ArrayList<>();
    failures.forEach((address, why) -> now.add(new HealthReport("iec104 " + address, HealthReport.Level.CRITICAL, "cannot be opened: " + why
        + ". Is the address one of this machine, and is the port free?", nowNs)));
    for (Group group : station.groups()) {
      String text = text(group, sessions.stream().filter(session -> session.group() == group).toList());
      group.sink().describe(text);
      if (group.isServed()) {
        unservedSince.remove(group.name());
      } else {
        now.add(new HealthReport("iec104 group " + group.name(), HealthReport.Level.WARNING, "no client has started data transfer: " + text,
            unservedSince.computeIfAbsent(group.name(), name -> nowNs)));
      }
    }
    reports = List.copyOf(now);
  }

  private String text(Group group, List<Scada104> sessions) {
    String who = sessions.isEmpty() ? "nobody is connected" : sessions.stream().map(session -> session.remote()
        + (group.isActive(session) ? " is served" : " stands by")).collect(Collectors.joining(", "));
    long dropped = group.queue().dropped();
    return who + "; " + group.queue().size() + " events wait, " + group.queue().delivered() + " are acknowledged"
        + (dropped == 0 ? "" : ", " + dropped + " were dropped") + (group.switchOvers() == 0 ? "" : ", " + group.switchOvers() + " switch-overs")
        + (refused == 0 ? "" : "; " + refused + " clients turned away");
  }

  List<HealthReport> health() {
    List<HealthReport> all = new ArrayList<>(mistakes);
    all.addAll(reports);
    return all;
  }
}
