package io.busbar.console.rest;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.StreamId;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.api.view.PointFate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a point was, or was not, reported, as lines for people: the verdict first, then what it stands on. */
final class Explanation {
  private final String name;
  private final PointFate fate;
  private final List<String> lines = new ArrayList<>();

  /**
   * Explains.
   *
   * @param name device and point
   * @param fate what became of the last reading
   * @param link the way to central; null if there is none
   */
  Explanation(String name, PointFate fate, @Nullable GatewayLinkView link) {
    this.name = name;
    this.fate = fate;
    lines.add(name + ": " + verdict());
    fate.raw().forEach(raw -> lines.add("  last reading" + (fate.raw().size() > 1 ? " " + raw.node() : "") + ": " + text(raw) + ", received "
        + time(raw.gatewayNs())));
    flow();
    fate.result().forEach(result -> lines.add("  the flow gave last: " + text(result)));
    fate.result().forEach(result -> wayOn(result, link));
  }

  /** One line each. */
  List<String> lines() {
    return lines;
  }

  /** Whether the last reading was reported. */
  boolean isReported() {
    return fate.end() == PointFate.End.PUBLISHED && !isHeld();
  }

  private String verdict() {
    String why = switch (fate.end()) {
      case NOTHING_READ -> fate.raw().isEmpty() ? "nothing was read yet" + period()
          : "nothing has come out of its flow since that was changed or started; the next reading will tell" + period();
      case STOPPED -> "not reported: " + fate.stages().get(Math.min(fate.stoppedAt(), fate.stages().size() - 1))
          + " let nothing out for the last reading. It dropped it, or holds it for later; bundles/FILTERS.md says when it does";
      case UNCHANGED -> "not reported: a status that is polled is reported when it changes, and it says the same as before";
      case NOT_PUBLIC -> "not reported: its template says \"publish: none\"";
      case PUBLISHED -> isHeld() ? "not reported yet: its flow gave an earlier reading last and holds the newest back"
          : "reported as " + fate.publish();
    };
    return why + "." + (fate.reason().isEmpty() ? "" : " Nothing new comes now: " + fate.reason() + (fate.reason().endsWith(".") ? "" : "."));
  }

  private String period() {
    return fate.periodMs() > 0 ? " (it is polled every " + fate.periodMs() / 1000.0 + " s)" : "";
  }

  /** What came out last is older than what came in last. */
  private boolean isHeld() {
    long newest = fate.raw().stream().mapToLong(FlowTaps.Sample::sourceNs).max().orElse(Long.MIN_VALUE);
    return !fate.result().isEmpty() && fate.result().get(0).sourceNs() < newest;
  }

  private void flow() {
    List<String> nodes = new ArrayList<>(List.of(FlowTaps.RAW));
    for (int i = 0; i < fate.stages().size(); i++) {
      boolean stopped = fate.end() == PointFate.End.STOPPED && i == fate.stoppedAt();
      nodes.add(stopped ? "[" + fate.stages().get(i) + "]" : fate.stages().get(i));
    }
    nodes.add(FlowTaps.PUBLISHED);
    lines.add("  flow: " + String.join(" -> ", nodes) + (fate.end() == PointFate.End.STOPPED ? "; it came as far as the one in brackets" : ""));
  }

  private void wayOn(FlowTaps.Sample result, @Nullable GatewayLinkView link) {
    if (fate.publish().equals("none")) {
      return;
    }
    GatewayLinkView.Whereabouts where = link == null || fate.identity() == 0 ? GatewayLinkView.Whereabouts.UNKNOWN
        : link.whereabouts(fate.identity(), result.sourceNs(), result.gatewayNs());
    StreamId stream = where.stream();
    lines.add("  journal: " + (stream != null ? "durable, in record " + where.position() + " of " + stream.name().toLowerCase(Locale.ROOT)
        : fate.durable() ? "durable" : "waits for the next commit; all before it is durable"));
    if (link == null || link.links().isEmpty()) {
      lines.add("  central: there is no way to it in the site (central:); the journal keeps what it can");
    } else {
      lines.add("  central: " + toCentral(where.way(), result, link));
    }
  }

  private String toCentral(GatewayLinkView.Way way, FlowTaps.Sample result, GatewayLinkView link) {
    boolean up = link.links().stream().anyMatch(each -> each.up());
    String state = "the link is " + (up ? "up" : "down: " + link.links().get(0).detail());
    long waiting = link.backlogRecords();
    return switch (way) {
      case CONFIRMED -> "has confirmed it as durable";
      case SENT -> "sent, and not confirmed yet; " + state;
      case WAITING -> "not sent yet; " + waiting + " records wait; " + state;
      case UNKNOWN -> waiting == 0 || result.gatewayNs() < link.oldestBacklogNs()
          ? fate.durable() || waiting > 0 ? "has confirmed it as durable" : "has confirmed all before it"
          : "not confirmed yet; " + waiting + " records wait, the oldest of " + time(link.oldestBacklogNs()) + "; " + state;
    };
  }

  /** What was heard of the next reading, node by node. */
  void next(List<String> nodes, List<FlowTaps.Sample> heard) {
    if (heard.isEmpty()) {
      lines.add("  next reading: none came in that time.");
      return;
    }
    lines.add("  next reading, step by step:");
    boolean dry = false;
    for (String node : nodes) {
      List<FlowTaps.Sample> here = heard.stream().filter(sample -> sample.node().equals(node)).toList();
      String said = here.isEmpty() ? dry ? "-" : silent(node) : here.stream().map(Explanation::text).collect(Collectors.joining("; "));
      lines.add("    " + node + " ".repeat(Math.max(1, 16 - node.length())) + said);
      dry |= here.isEmpty() && !node.startsWith(FlowTaps.RAW);
    }
  }

  private static String silent(String node) {
    return node.startsWith(FlowTaps.RAW) ? "not read" : node.equals(FlowTaps.PUBLISHED) ? "nothing: it says the same as before"
        : "nothing came out: dropped, or held for later";
  }

  private static String text(FlowTaps.Sample sample) {
    return sample.value() + " " + Quality.text(sample.quality()) + " at " + time(sample.sourceNs()) + " (" + TimeQuality.text(sample.timeQuality())
        + "), " + Cause.text(sample.cause());
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L)).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public String toString() {
    return name + " " + lines;
  }
}
