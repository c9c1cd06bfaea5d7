package io.busbar.console.rest;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.health.HealthReport;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkKeys;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.model.Problem;
import io.busbar.api.view.CentralView.GatewayRow;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.PointRow;
import io.busbar.console.json.Json;
import java.util.TreeMap;

/** Rows of the views as JSON objects. */
public final class Rows {
  private Rows() {}

  /** A point. */
  public static void point(Json json, PointRow row) {
    json.put("gateway", row.gateway()).put("device", row.device()).put("point", row.point());
    json.put("value", row.value()).put("number", row.number()).put("raw", row.raw()).put("unit", row.unit());
    json.put("quality", Quality.text(row.quality())).put("validity", validity(row.quality()));
    json.put("reason", row.reason()).put("timeQuality", TimeQuality.text(row.timeQuality()));
    json.put("periodMs", row.periodMs()).time("sourceNs", row.sourceNs()).time("receivedNs", row.receivedNs());
    json.put("cause", Cause.text(row.cause())).put("publish", row.publish());
    if (!row.tags().isEmpty()) {
      json.object("tags", tags -> new TreeMap<>(row.tags()).forEach(tags::put));
    }
  }

  /** A sample behind a node of a flow. */
  public static void tapped(Json json, FlowTaps.Sample sample) {
    json.put("device", sample.device()).put("point", sample.point()).put("node", sample.node());
    json.put("value", sample.value()).put("number", sample.number());
    json.put("quality", Quality.text(sample.quality())).put("validity", validity(sample.quality()));
    json.put("timeQuality", TimeQuality.text(sample.timeQuality())).time("sourceNs", sample.sourceNs());
    json.time("gatewayNs", sample.gatewayNs()).put("cause", Cause.text(sample.cause()));
  }

  /** {@code good}, {@code questionable}, {@code invalid} or {@code reserved}. */
  static String validity(int quality) {
    return switch (quality & Quality.VALIDITY_MASK) {
      case Quality.GOOD -> "good";
      case Quality.QUESTIONABLE -> "questionable";
      case Quality.INVALID -> "invalid";
      default -> "reserved";
    };
  }

  /** A device. */
  public static void device(Json json, DeviceRow row) {
    json.put("device", row.device()).put("template", row.template()).put("channel", row.channel());
    json.put("state", row.state().name()).put("text", words(row.state())).put("reason", row.reason());
    json.time("lastGoodNs", row.lastGoodNs()).put("requests", row.requests()).put("timeouts", row.timeouts());
    json.put("checksumErrors", row.checksumErrors()).put("exceptions", row.exceptions());
  }

  /** The words of the technician's page. */
  static String words(DeviceState state) {
    return switch (state) {
      case OK -> "OK";
      case LOST -> "NO REPLY";
      case WRONG_REPLY -> "WRONG REPLY";
      case EXCEPTION -> "EXCEPTION";
      case DISABLED -> "OUT OF SERVICE";
      case UNKNOWN -> "NOT ASKED YET";
    };
  }

  /** A channel. */
  public static void channel(Json json, ChannelRow row) {
    json.put("channel", row.channel()).put("type", row.type()).put("line", row.line()).put("state", row.state());
    json.put("ok", row.ok()).put("devices", row.devices()).put("busy", row.busy());
  }

  /** A gateway. */
  public static void gateway(Json json, GatewayRow row) {
    json.put("name", row.name()).object("link", inner -> link(inner, row.link()));
    json.put("backlogRecords", row.backlogRecords()).put("liveAgeMs", row.liveAgeMs()).put("gaps", row.gaps());
    json.put("samples", row.samples()).put("duplicates", row.duplicates());
    LinkCondition condition = row.condition();
    if (condition != null) {
      json.object("condition", inner -> condition(inner, condition, row.conditionNs()));
    }
  }

  /** How a gateway's end of the link is, as it has told central. */
  private static void condition(Json json, LinkCondition condition, long atNs) {
    json.time("atNs", atNs).put("journalHoursLeft", condition.journalHoursLeft()).put("bytesPerSample", condition.bytesPerSample());
    json.put("budgetPerDay", condition.budgetPerDay()).put("usedTodayBytes", condition.usedToday());
    json.put("rate", condition.rateBitsPerSecond()).put("rateLearned", condition.rateLearned());
    json.shares("airtimeByLane", condition.airtimeByLane()).put("way", condition.way());
  }

  /** A link. */
  public static void link(Json json, LinkStatus link) {
    json.put("peer", link.peer()).put("up", link.up()).time("sinceNs", link.since()).put("detail", link.detail());
    json.put("lossOut", link.lossOut()).put("lossIn", link.lossIn()).put("roundTripMs", link.roundTripMs());
    json.put("bytesOut", link.bytesOut()).put("bytesIn", link.bytesIn()).put("packetsOut", link.packetsOut());
    json.put("packetsIn", link.packetsIn()).put("airtime", link.airtime()).numbers("queued", link.queued());
    json.time("lastReceivedNs", link.lastReceived());
    LinkFigures figures = link.figures();
    json.put("way", figures.way()).put("rate", figures.rateBitsPerSecond()).put("rateLearned", figures.rateLearned());
    json.shares("airtimeByLane", figures.airtimeByLane()).put("repairShare", figures.repairShare());
    json.put("usedTodayBytes", figures.usedTodayBytes()).put("budgetLeftBytes", figures.budgetLeftBytes());
    json.put("bulkWaits", figures.bulkWaits()).time("nextWindowNs", figures.nextWindow());
    json.put("encrypted", !figures.peerKey().isEmpty()).put("peerKey", figures.peerKey());
  }

  /** What a link runs over. */
  public static void bearer(Json json, BearerStatus bearer) {
    json.put("name", bearer.name()).put("inUse", bearer.inUse()).put("alive", bearer.alive()).time("lastHeardNs", bearer.lastHeard());
    json.put("sent", bearer.sent()).put("refused", bearer.refused()).put("received", bearer.received());
    json.put("damaged", bearer.damaged()).put("detail", bearer.detail());
  }

  /** A peer of central, with its key. */
  public static void peer(Json json, LinkKeys.KnownPeer peer) {
    json.put("name", peer.name()).put("fingerprint", peer.fingerprint()).put("standing", peer.standing().name()).time("seenNs", peer.seenNs());
  }

  /** A report of health. */
  public static void health(Json json, HealthReport report) {
    json.put("part", report.part()).put("level", report.level().name()).put("text", report.text());
    json.time("sinceNs", report.sinceNs());
  }

  /** A mistake in the configuration. */
  public static void problem(Json json, Problem problem) {
    json.put("file", problem.at().file()).put("line", problem.at().line()).put("column", problem.at().column());
    json.put("at", problem.at().toString()).put("severity", problem.severity().name()).put("code", problem.code());
    json.put("message", problem.message());
  }
}
