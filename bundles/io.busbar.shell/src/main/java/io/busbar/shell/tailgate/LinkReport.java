package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The link to central and the journal, as {@code busbar status} shows them. */
final class LinkReport {
  private static final List<String> LANES = List.of("commands", "alarms", "dictionary", "live", "history", "files");
  private static final double LEAST_SHARE = 0.005;
  private static final int INDENT = 9;

  private LinkReport() {}

  static void print(Map<String, @Nullable Object> status, PrintStream out) {
    List<Map<String, @Nullable Object>> links = StatusTask.objects(status, "links");
    for (Map<String, @Nullable Object> link : links) {
      link(link, status, out);
    }
    if (links.isEmpty()) {
      out.println("LINK     none: site.yaml has no \"central:\"");
    }
    journal(Json.asObject(status.get("journal")), out);
  }

  private static void link(Map<String, @Nullable Object> link, Map<String, @Nullable Object> status, PrintStream out) {
    boolean up = Boolean.TRUE.equals(link.get("up"));
    Table.wrapped("LINK     " + Json.text(link, "peer") + (up ? " up" : " DOWN") + " since " + StatusTask.time(link, "sinceNs") + ", loss out "
        + StatusTask.percent(Json.number(link, "lossOut")) + " in " + StatusTask.percent(Json.number(link, "lossIn")) + ", round trip "
        + whole(Json.number(link, "roundTripMs")) + " ms, airtime " + StatusTask.percent(Json.number(link, "airtime")) + lanes(link), INDENT, out);
    String way = way(link, StatusTask.objects(status, "bearers"));
    more(way.isEmpty() ? "" : "over " + way, out);
    if (link.get("usedTodayBytes") != null) {
      double perDay = Json.number(status, "budgetPerDay");
      double used = Json.number(link, "usedTodayBytes");
      more("used today " + megabytes(used) + (perDay > 0 ? " of " + megabytes(perDay) + " MB (" + StatusTask.percent(used / perDay) + ")"
          : " MB, no limit"), out);
    }
    String waits = Json.text(link, "bulkWaits");
    more(waits.isEmpty() ? "" : "measurements wait: " + waits, out);
    more(secrecy(link, up, Json.text(status, "centralKey")), out);
  }

  private static void more(String text, PrintStream out) {
    if (!text.isEmpty()) {
      Table.wrapped(" ".repeat(INDENT) + text, INDENT, out);
    }
  }

  /** {@code : alarms 2 %, live 40 %}. */
  private static String lanes(Map<String, @Nullable Object> link) {
    List<String> used = new ArrayList<>();
    List<?> shares = Json.asList(link.get("airtimeByLane"));
    for (int lane = 0; lane < Math.min(LANES.size(), shares.size()); lane++) {
      if (shares.get(lane) instanceof Number share && share.doubleValue() >= LEAST_SHARE) {
        used.add(LANES.get(lane) + " " + StatusTask.percent(share.doubleValue()));
      }
    }
    return used.isEmpty() ? "" : ": " + String.join(", ", used);
  }

  private static String way(Map<String, @Nullable Object> link, List<Map<String, @Nullable Object>> bearers) {
    String used = Json.text(link, "way");
    List<String> others = new ArrayList<>();
    for (int i = 0; i < bearers.size(); i++) {
      Map<String, @Nullable Object> bearer = bearers.get(i);
      if (Boolean.TRUE.equals(bearer.get("inUse"))) {
        used = Json.text(bearer, "name") + (i > 0 ? " (backup)" : "");
      } else {
        others.add(Json.text(bearer, "name") + (Boolean.TRUE.equals(bearer.get("alive")) ? " stands by" : " is dead"));
      }
    }
    double rate = Json.number(link, "rate");
    String pace = !(rate > 0) ? "" : ", " + String.format(Locale.ROOT, rate < 10_000 ? "%.1f" : "%.0f", rate / 1e3) + " kbit/s"
        + (Boolean.TRUE.equals(link.get("rateLearned")) ? " learned" : "");
    return used.isEmpty() ? "" : used + pace + (others.isEmpty() ? "" : "; " + String.join(", ", others));
  }

  private static String secrecy(Map<String, @Nullable Object> link, boolean up, String trusted) {
    if (link.get("encrypted") == null) {
      return "";
    }
    if (Boolean.TRUE.equals(link.get("encrypted"))) {
      return "encrypted, central's key " + Json.text(link, "peerKey");
    }
    return up ? "NOT ENCRYPTED: allowed to this machine itself only; \"busbar key trust LINE\" with central's line encrypts it"
        : trusted.isEmpty() ? "" : "trusts central's key " + trusted;
  }

  private static void journal(Map<String, @Nullable Object> journal, PrintStream out) {
    if (journal.isEmpty()) {
      return;
    }
    double hours = Json.number(journal, "hoursLeft");
    double free = Json.number(journal, "freeBytes");
    double each = Json.number(journal, "bytesPerSample");
    String writing = Json.text(journal, "writing");
    Table.wrapped("JOURNAL  " + megabytes(Json.number(journal, "usedBytes")) + " of " + megabytes(Json.number(journal, "capacityBytes"))
        + " MB, backlog " + Json.text(journal, "backlogRecords") + (Json.number(journal, "backlogRecords") == 1 ? " record" : " records")
        + (journal.get("oldestBacklogNs") == null ? "" : " since " + StatusTask.time(journal, "oldestBacklogNs"))
        + (Double.isFinite(hours) ? ", full in " + (hours < 10 ? String.format(Locale.ROOT, "%.1f", hours) : whole(hours)) + " h if "
        + "nothing is delivered" : "")
        + ", last delivered " + StatusTask.time(journal, "lastDeliveredNs")
        + (each > 0 ? String.format(Locale.ROOT, ", %.1f bytes per sample", each) : "")
        + (free >= 0 ? ", " + megabytes(free) + " MB free on its disk" : "") + (writing.isEmpty() ? "" : ", written by " + writing), INDENT, out);
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "-" : Long.toString(Math.round(value));
  }

  private static String megabytes(double bytes) {
    return Double.isNaN(bytes) ? "-" : String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
