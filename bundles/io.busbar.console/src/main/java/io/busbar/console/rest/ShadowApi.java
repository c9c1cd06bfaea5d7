package io.busbar.console.rest;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Quality;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.Shadows.Counts;
import io.busbar.api.model.Shadows.Report;
import io.busbar.api.model.Shadows.Seen;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/shadow}: a planned site beside the running one. Any thread. */
final class ShadowApi {
  private static final double MS_PER_S = 1_000;

  private final Views views;

  ShadowApi(Views views) {
    this.views = views;
  }

  /** The answer, or null if the path is none of these. */
  @Nullable Reply answer(Request request) {
    if (!request.path().equals("/api/shadow") && !request.path().equals("/api/shadow/stop")) {
      return null;
    }
    Shadows shadows = views.shadows();
    if (shadows == null) {
      return Reply.text(503, "No site folder is watched by this gateway now.");
    }
    if (request.method().equals("GET")) {
      return request.path().equals("/api/shadow") ? report(shadows, List.of()) : null;
    }
    if (request.path().equals("/api/shadow/stop")) {
      shadows.stop();
      return report(shadows, List.of());
    }
    Map<String, @Nullable Object> body = JsonReader.object(request.body());
    double seconds = body != null && body.get("seconds") instanceof Number number ? number.doubleValue() : 0;
    if (body == null || !(body.get("id") instanceof String id) || !(seconds > 0 && seconds * MS_PER_S <= Shadows.MAX_MS)) {
      return Reply.text(400, "The body has to be like {\"id\": \"3f2a…\", \"seconds\": 600, \"who\": \"me\"}, with the id that /api/plan gave, and"
          + " after how many seconds it ends by itself, at most 7 days.");
    }
    return report(shadows, shadows.start(id, Math.max(1, Math.round(seconds * MS_PER_S)), body.get("who") instanceof String who ? who : ""));
  }

  private Reply report(Shadows shadows, List<Problem> problems) {
    Report report = shadows.report();
    return Reply.json(Json.object(json -> {
      json.put("nowNs", views.clock().wallNs()).put("running", report != null && report.running()).objects("problems", problems, Rows::problem);
      if (report != null) {
        json.object("report", inner -> report(inner, report));
      }
    }));
  }

  private static void report(Json json, Report report) {
    json.put("running", report.running()).put("ended", report.ended()).put("who", report.who()).put("startedNs", report.startedNs());
    json.put("elapsedMs", report.elapsedMs()).put("limitMs", report.limitMs()).put("readings", report.readings());
    json.object("total", inner -> counts(inner, report.total()));
    json.objects("points", report.points(), (inner, point) -> {
      inner.put("point", point.name()).put("unit", point.unit());
      counts(inner, point.counts());
      inner.objects("examples", point.examples(), (example, shown) -> {
        seen(example, "live", shown.running());
        seen(example, "shadow", shown.candidate());
      });
    });
    json.objects("notCompared", report.notCompared(), (inner, point) -> inner.put("point", point.name()).put("why", point.why()));
    json.texts("failures", report.failures());
  }

  private static void counts(Json json, Counts counts) {
    json.put("live", counts.running()).put("shadow", counts.candidate()).put("same", counts.same()).put("differ", counts.differ());
    json.put("onlyLive", counts.onlyRunning()).put("onlyShadow", counts.onlyCandidate());
  }

  private static void seen(Json json, String side, @Nullable Seen seen) {
    if (seen != null) {
      json.object(side, inner -> inner.put("value", seen.value()).put("quality", Quality.text(seen.quality()))
          .put("validity", Rows.validity(seen.quality())).time("sourceNs", seen.sourceNs()).put("cause", Cause.text(seen.cause())));
    }
  }
}
