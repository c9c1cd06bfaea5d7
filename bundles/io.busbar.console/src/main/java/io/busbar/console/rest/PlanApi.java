package io.busbar.console.rest;

import io.busbar.api.model.Difference;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SitePlans;
import io.busbar.api.model.SitePlans.Order;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plan, difference, apply and undo of the site folder. Any thread. */
public final class PlanApi {
  /** Path of a plan: its body brings files. */
  public static final String PLAN = "/api/plan";

  private final Views views;

  /** Of those views. */
  public PlanApi(Views views) {
    this.views = views;
  }

  /** The answer to a POST, or null if the path is none of these. */
  public @Nullable Reply answer(Request request) {
    SitePlans plans = views.plans();
    boolean known = switch (request.path()) {
      case PLAN, "/api/apply", "/api/undo", "/api/confirm" -> true;
      default -> false;
    };
    if (!known) {
      return null;
    }
    if (plans == null) {
      return Reply.text(503, "No site folder is watched by this gateway now.");
    }
    Map<String, @Nullable Object> body = request.body().isBlank() ? Map.of() : JsonReader.object(request.body());
    if (body == null) {
      return Reply.text(400, "The body is not a JSON object.");
    }
    return switch (request.path()) {
      case PLAN -> plan(plans, body);
      case "/api/apply" -> apply(plans, body);
      case "/api/confirm" -> result(plans.confirm(order(body, 0)));
      default -> undo(plans, body);
    };
  }

  private Reply apply(SitePlans plans, Map<String, @Nullable Object> body) {
    double seconds = body.get("confirmWithinSeconds") instanceof Number number ? number.doubleValue() : 0;
    if (!(body.get("id") instanceof String id) || !(seconds >= 0 && seconds * 1000 <= Order.MAX_CONFIRM_MS)) {
      return Reply.text(400, "The body has to be like {\"id\": \"3f2a…\", \"confirmWithinSeconds\": 600, \"who\": \"me\"}, with the id that"
          + " /api/plan gave; the change goes back unless it is confirmed within those seconds, at most 7 days. Without them it stays.");
    }
    return result(plans.apply(id, order(body, Math.round(seconds * 1000))));
  }

  private Reply undo(SitePlans plans, Map<String, @Nullable Object> body) {
    Object to = body.get("to");
    if (to == null) {
      return result(plans.undo(order(body, 0)));
    }
    return to instanceof Number number && number.intValue() == number.doubleValue() ? result(plans.undo(number.intValue(), order(body, 0)))
        : Reply.text(400, "\"to\" is the number of a version, one of those that GET /api/versions has.");
  }

  private static Order order(Map<String, @Nullable Object> body, long confirmWithinMs) {
    return new Order(body.get("who") instanceof String who ? who : "", confirmWithinMs);
  }

  /** The versions that are kept, and the change that waits for its confirmation. */
  public Reply versions() {
    SitePlans plans = views.plans();
    if (plans == null) {
      return Reply.text(503, "No site folder is watched by this gateway now.");
    }
    return Reply.json(Json.object(json -> {
      json.put("nowNs", views.clock().wallNs());
      unconfirmed(json, plans);
      json.objects("versions", plans.versions(), (inner, version) -> inner.put("number", version.number()).put("atNs", version.atNs())
          .put("who", version.who()).put("what", version.what()).texts("changed", version.changed()).put("bytes", version.bytes()));
    }));
  }

  /** The change that waits for its confirmation, as a field, if one does. */
  static void unconfirmed(Json json, SitePlans plans) {
    SitePlans.Unconfirmed waiting = plans.unconfirmed();
    if (waiting != null) {
      json.object("unconfirmed", inner -> inner.put("back", waiting.back()).put("who", waiting.who()).put("leftMs", waiting.leftMs()));
    }
  }

  private static Reply plan(SitePlans plans, Map<String, @Nullable Object> body) {
    try {
      if (body.get("folder") instanceof String folder) {
        return planned(plans.planFolder(folder));
      }
      if (body.get("files") instanceof Map<?, ?> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> file : files.entrySet()) {
          if (!(file.getValue() instanceof String text)) {
            return Reply.text(400, "The file \"" + file.getKey() + "\" is not given as a text.");
          }
          texts.put(String.valueOf(file.getKey()), text);
        }
        return planned(plans.plan(texts));
      }
    } catch (IllegalArgumentException e) {
      return Reply.text(400, String.valueOf(e.getMessage()));
    }
    if (body.get("edits") instanceof List<?> edits) {
      List<SiteEdit> read = Edits.read(edits);
      return read == null ? Reply.text(400, Edits.FORM) : planned(plans.plan(read));
    }
    return Reply.text(400, "The body has to be like {\"files\": {\"site.yaml\": \"…\", \"devices.csv\": \"…\"}}, or"
        + " {\"folder\": \"/path/on/the/gateway\"}.");
  }

  private static Reply planned(SitePlans.Planned planned) {
    return Reply.json(Json.object(json -> {
      json.put("id", planned.id()).put("applicable", !planned.id().isEmpty()).put("baseEpoch", planned.baseEpoch());
      json.put("empty", planned.difference().isEmpty()).object("difference", inner -> difference(inner, planned.difference()));
      json.object("files", inner -> inner.texts("added", planned.files().added()).texts("changed", planned.files().changed())
          .texts("removed", planned.files().removed()).texts("ignored", planned.files().ignored()));
      json.objects("pauses", planned.pauses(), (inner, pause) -> inner.put("device", pause.device()).put("why", pause.why()));
      json.put("untouched", planned.untouched()).objects("problems", planned.problems(), Rows::problem);
    }));
  }

  private static void difference(Json json, Difference difference) {
    json.texts("channelsAdded", difference.channelsAdded()).texts("channelsRemoved", difference.channelsRemoved());
    json.texts("channelsChanged", difference.channelsChanged()).texts("templatesAdded", difference.templatesAdded());
    json.texts("templatesRemoved", difference.templatesRemoved()).texts("templatesChanged", difference.templatesChanged());
    json.texts("devicesAdded", difference.devicesAdded()).texts("devicesRemoved", difference.devicesRemoved());
    json.texts("devicesChanged", difference.devicesChanged()).texts("pointsAdded", difference.pointsAdded());
    json.texts("pointsRemoved", difference.pointsRemoved()).texts("pointsChanged", difference.pointsChanged())
        .texts("settingsChanged", difference.settingsChanged());
  }

  private Reply result(List<Problem> problems) {
    ModelControl model = views.model();
    return Reply.json(Json.object(json -> json.put("applied", problems.isEmpty()).put("epoch", model == null ? 0 : model.epoch())
        .objects("problems", problems, Rows::problem)));
  }
}
