package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a shadow at a running gateway, waits for its end, and shows what came of it. */
final class ShadowRun {
  private static final int SHOWN = 20;
  private static final long LOOK_MS = 1_000;
  private static final double MS_PER_S = 1_000;
  private static final double S_PER_MIN = 60;
  private static final long NS_PER_MS = 1_000_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final RunningGateway gateway;
  private final PrintStream out;

  ShadowRun(RunningGateway gateway, PrintStream out) {
    this.gateway = gateway;
    this.out = out;
  }

  /** Starts one of a plan and waits for its end; the exit code. */
  int follow(String plan, long seconds) throws CannotDo, InterruptedException {
    Map<String, @Nullable Object> answer = gateway.post("/api/shadow", Json.write(Map.of("id", plan, "seconds", seconds, "who", Changes.who())));
    if (!Json.asList(answer.get("problems")).isEmpty()) {
      Changes.problems(answer, out);
      out.println("cannot be run");
      return Task.NOT_WELL;
    }
    out.println("runs beside " + gateway.title() + " for " + seconds + " s; \"busbar shadow\" shows how it does, \"busbar shadow --stop\" ends it");
    while (Boolean.TRUE.equals(answer.get("running"))) {
      Thread.sleep(LOOK_MS);
      answer = gateway.get("/api/shadow");
    }
    return show(answer);
  }

  /** Shows a report; the exit code. */
  int show(Map<String, @Nullable Object> answer) {
    if (answer.get("report") == null) {
      out.println("no site was run beside this one since the gateway started. Try: busbar shadow FOLDER");
      return Task.DONE;
    }
    Map<String, @Nullable Object> report = Json.asObject(answer.get("report"));
    Map<String, @Nullable Object> total = Json.asObject(report.get("total"));
    double minutes = Math.max(1, Json.number(report, "elapsedMs")) / MS_PER_S / S_PER_MIN;
    boolean running = Boolean.TRUE.equals(report.get("running"));
    out.println(String.format(Locale.ROOT, "%s after %.0f of %.0f s: %s", running ? "runs" : "ended", Json.number(report, "elapsedMs") / MS_PER_S,
        Json.number(report, "limitMs") / MS_PER_S, running ? "so far" : Json.text(report, "ended")));
    out.println(count(report, "readings") + " readings; the running site sent " + sent(total, "live", minutes) + ", the other "
        + sent(total, "shadow", minutes));
    out.println(count(total, "same") + " the same, " + count(total, "differ") + " differ, " + count(total, "onlyLive")
        + " only from the running site, " + count(total, "onlyShadow") + " only from the other");
    boolean same = points(report, minutes);
    List<@Nullable Object> missing = Json.asList(report.get("notCompared"));
    missing.stream().limit(SHOWN).map(Json::asObject).forEach(point -> out.println("not compared " + Json.text(point, "point") + ": "
        + Json.text(point, "why")));
    more(missing.size());
    Json.asList(report.get("failures")).forEach(failure -> out.println("failed: " + failure));
    return same && Json.asList(report.get("failures")).isEmpty() ? Task.DONE : Task.NOT_WELL;
  }

  private boolean points(Map<String, @Nullable Object> report, double minutes) {
    List<Map<String, @Nullable Object>> other = Json.asList(report.get("points")).stream().map(Json::asObject)
        .filter(point -> count(point, "differ") + count(point, "onlyLive") + count(point, "onlyShadow") > 0).toList();
    for (Map<String, @Nullable Object> point : other.subList(0, Math.min(SHOWN, other.size()))) {
      out.println(Json.text(point, "point") + ": " + sent(point, "live", minutes) + " before, " + sent(point, "shadow", minutes) + " now; "
          + count(point, "same") + " the same, " + count(point, "differ") + " differ, " + count(point, "onlyLive") + " only before, "
          + count(point, "onlyShadow") + " only now");
      String unit = Json.text(point, "unit");
      Json.asList(point.get("examples")).stream().map(Json::asObject).forEach(example -> {
        out.println("    before  " + seen(example.get("live"), unit));
        out.println("    now     " + seen(example.get("shadow"), unit));
      });
    }
    more(other.size());
    return other.isEmpty();
  }

  private static String seen(@Nullable Object sample, String unit) {
    if (sample == null) {
      return "-";
    }
    Map<String, @Nullable Object> seen = Json.asObject(sample);
    String at = seen.get("sourceNs") == null ? "without time"
        : TIME.format(Instant.ofEpochMilli((long) (Json.number(seen, "sourceNs") / NS_PER_MS)).atZone(ZoneId.systemDefault()));
    return (Json.text(seen, "value") + " " + unit).strip() + ", " + Json.text(seen, "quality") + ", " + at + ", " + Json.text(seen, "cause");
  }

  private static String sent(Map<String, @Nullable Object> counts, String side, double minutes) {
    return String.format(Locale.ROOT, "%d (%.1f/min)", count(counts, side), count(counts, side) / minutes);
  }

  private static long count(Map<String, @Nullable Object> counts, String name) {
    return (long) Json.number(counts, name);
  }

  private void more(int count) {
    if (count > SHOWN) {
      out.println("  and " + (count - SHOWN) + " more");
    }
  }
}
