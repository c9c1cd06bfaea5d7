package io.busbar.console.rest;

import io.busbar.api.deploy.Deployments;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/deploy}: what runs, and its replacement. Changes are for requests of the machine itself, past no proxy. Any thread; blocks. */
final class DeployApi {
  static final String PATH = "/api/deploy";

  private static final String ABSENT = "This process has no deployer.";
  private static final int LINES = 50;
  private static final long WINDOW_MS = 60_000;

  private final Views views;

  DeployApi(Views views) {
    this.views = views;
  }

  /** In the status: whether code is enforced, and what is under way. */
  static void status(Json json, @Nullable Deployments deployer) {
    if (deployer != null) {
      json.object("deploy", inner -> fields(inner, deployer.status()));
    }
  }

  private static void fields(Json json, Deployments.Status status) {
    json.put("enforced", status.enforced()).put("code", status.code()).put("active", status.active()).put("previous", status.previous());
    json.put("staged", status.staged()).put("step", status.step()).put("last", status.last()).texts("refused", status.refused());
  }

  /** The answer, or null if the path is another's. */
  @Nullable Reply answer(Request request) {
    if (!request.path().equals(PATH) && !request.path().startsWith(PATH + "/")) {
      return null;
    }
    Deployments deployer = views.deployments();
    if (deployer == null) {
      return Reply.text(503, ABSENT);
    }
    if (!request.method().equals("POST")) {
      return switch (request.path()) {
        case PATH -> Reply.json(Json.object(json -> fields(json, deployer.status())));
        case PATH + "/preview" -> preview(deployer.preview());
        case PATH + "/history" -> Reply.json(Json.object(json -> json.texts("lines", deployer.history(request.number("limit", LINES, 1_000)))));
        default -> null;
      };
    }
    if (!request.local()) {
      return Reply.text(403, "Features are deployed on the machine itself only: there, or through a tunnel (ssh -L 8080:127.0.0.1:8080 MACHINE).");
    }
    Map<String, @Nullable Object> body = JsonReader.object(request.body());
    if (body == null) {
      return Reply.text(400, "The body has to be like {\"windowMs\": 60000}.");
    }
    String by = body.get("by") instanceof String name ? name.replaceAll("[^ -~]", "?") : "somebody of this machine";
    long windowMs = body.get("windowMs") instanceof Number number ? number.longValue() : WINDOW_MS;
    return switch (request.path()) {
      case PATH + "/stage" -> body.get("file") instanceof String file ? result(deployer.stage(file, by))
          : Reply.text(400, "The body has to be like {\"file\": \"/whole/path.busbar\"}.");
      case PATH + "/apply" -> result(deployer.apply(windowMs, by));
      case PATH + "/rollback" -> result(deployer.rollback(windowMs, by));
      default -> null;
    };
  }

  private static Reply result(Deployments.Answer answer) {
    return Reply.json(Json.object(json -> json.put("done", answer.done()).texts("lines", answer.lines())));
  }

  private static Reply preview(Deployments.Preview preview) {
    return Reply.json(Json.object(json -> json.put("possible", preview.possible()).put("restart", preview.restart())
        .texts("changes", preview.changes()).texts("pauses", preview.pauses()).texts("problems", preview.problems())));
  }
}
