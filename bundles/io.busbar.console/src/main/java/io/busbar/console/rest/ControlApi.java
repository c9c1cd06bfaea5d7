package io.busbar.console.rest;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandDesk;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView;
import io.busbar.api.command.Order;
import io.busbar.api.data.Kind;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Controls over HTTP: {@code POST /api/command}, {@code GET /api/commands}, tags, approvals and the audit log. An order is answered with its
 * identity and first state; what becomes of it is in the list. Any thread; blocks a moment.
 */
final class ControlApi {
  private static final String COMMAND = "/api/command";
  private static final String COMMANDS = "/api/commands";
  private static final String TAGS = "/api/tags";
  private static final String AUDIT = "/api/audit";
  private static final String BODY = "The body has to be like {\"gateway\": \"oak-street\", \"point\": \"FDR-07/breaker\", \"value\": \"open\","
      + " \"who\": \"ann\"}; besides, where needed: \"action\" (select, operate, cancel), \"id\" (32 hexadecimal digits),"
      + " \"timeToLiveMs\", \"test\", \"pulseOnMs\".";
  private static final int MAX_ROWS = 500;
  private static final int DEFAULT_ROWS = 50;
  private static final long FIRST_STATE_MS = 2_000;

  private final Views views;

  ControlApi(Views views) {
    this.views = views;
  }

  /** The answer to a request, or null if the path is none of these. */
  @Nullable Reply answer(Request request) {
    String path = request.path();
    if (!path.equals(COMMAND) && !path.equals(COMMANDS) && !path.equals(COMMANDS + "/approve") && !path.equals(TAGS)
        && !path.equals(AUDIT) && !path.equals(AUDIT + "/verify")) {
      return null;
    }
    ControlView control = views.control();
    CommandDesk desk = views.desk();
    if (control == null || desk == null) {
      return Reply.text(503, "Controls are not there: the part \"control\" is not running.");
    }
    boolean post = request.method().equals("POST");
    Map<String, @Nullable Object> body = post ? JsonReader.object(request.body()) : null;
    if (post && body == null) {
      return Reply.text(400, BODY);
    }
    return body == null ? show(control, request) : change(control, desk, request, body);
  }

  private static @Nullable Reply show(ControlView control, Request request) {
    int limit = request.number("limit", DEFAULT_ROWS, MAX_ROWS);
    return switch (request.path()) {
      case COMMANDS -> Reply.json(Json.object(json -> json.put("notice", control.notice())
          .objects("commands", commands(control, request.text("id", ""), limit), ControlApi::command)));
      case TAGS -> Reply.json(Json.object(json -> json.objects("tags", control.tags(), ControlApi::tag)));
      case AUDIT -> Reply.json(Json.object(json -> json.texts("records", control.audit(limit))));
      case AUDIT + "/verify" -> {
        ControlView.AuditCheck check = control.verifyAudit();
        yield Reply.json(Json.object(json -> json.put("intact", check.intact()).put("records", check.records()).put("text", check.text())));
      }
      default -> null;
    };
  }

  private static List<ControlView.CommandRow> commands(ControlView control, String id, int limit) {
    return id.isEmpty() ? control.commands(limit) : control.commands(Integer.MAX_VALUE).stream().filter(row -> row.id().equals(id)).toList();
  }

  private static void command(Json json, ControlView.CommandRow row) {
    json.put("id", row.id()).put("gateway", row.gateway()).put("action", word(row.action())).put("point", row.point()).put("value", row.value())
        .put("state", word(row.state())).put("final", row.state().isFinal()).put("reason", row.reason()).put("who", row.who())
        .put("from", row.from()).put("orderedNs", row.orderedNs()).put("changedNs", row.changedNs());
  }

  private static void tag(Json json, ControlView.TagRow row) {
    json.put("gateway", row.gateway()).put("target", row.target()).put("owner", row.owner()).put("reason", row.reason())
        .put("sinceNs", row.sinceNs()).put("confirmed", row.confirmed()).put("clearing", row.clearing()).put("refused", row.refused());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private @Nullable Reply change(ControlView control, CommandDesk desk, Request request, Map<String, @Nullable Object> body) {
    String from = !request.local() ? "http elsewhere" : text(body, "from").equals("shell") ? "shell" : "http 127.0.0.1";
    switch (request.path()) {
      case COMMAND:
        return order(control, desk, body, from);
      case COMMANDS + "/approve": {
        CommandId id = CommandId.parse(text(body, "id"));
        return id == null ? Reply.text(400, "The body has to be like {\"id\": \"32 hexadecimal digits\", \"who\": \"bob\"}.")
            : done(control.approve(id, text(body, "who"), from));
      }
      case TAGS:
        return done(Boolean.FALSE.equals(body.get("set"))
            ? control.clearTag(text(body, "gateway"), text(body, "target"), text(body, "who"), text(body, "reason"), from)
            : control.setTag(text(body, "gateway"), text(body, "target"), text(body, "who"), text(body, "reason"), from));
      default:
        return null;
    }
  }

  private static Reply done(String refusal) {
    return Reply.json(Json.object(json -> json.put("done", refusal.isEmpty()).put("reason", refusal)));
  }

  private Reply order(ControlView control, CommandDesk desk, Map<String, @Nullable Object> body, String from) {
    String written = text(body, "id");
    CommandId id = written.isEmpty() ? control.newId() : CommandId.parse(written);
    Command.Action action = action(text(body, "action"));
    String value = text(body, "value");
    Kind kind = kind(value, text(body, "kind"));
    if (id == null || action == null || kind == null || text(body, "who").isBlank() || text(body, "point").indexOf('/') < 1) {
      return Reply.text(400, BODY);
    }
    long onMs = number(body, "pulseOnMs");
    Order order = new Order(id.high(), id.low(), text(body, "gateway"), action, text(body, "point"), kind, bits(kind, value),
        number(body, "timeToLiveMs"), new Command.Originator(3, text(body, "who")), from, 0, Boolean.TRUE.equals(body.get("test")),
        new Command.Pulse(onMs, 0, 1));
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<CommandState> state = new CompletableFuture<>();
    desk.submit(order, (now, cause, reason) -> {
      state.complete(now);
      first.complete(reason);
    });
    String name = id.text();
    try {
      String reason = first.get(FIRST_STATE_MS, TimeUnit.MILLISECONDS);
      CommandState now = state.getNow(CommandState.RECEIVED);
      return Reply.json(Json.object(json -> json.put("id", name).put("state", word(now)).put("final", now.isFinal()).put("reason", reason)));
    } catch (TimeoutException | ExecutionException notYet) {
      return Reply.json(Json.object(json -> json.put("id", name).put("state", "received").put("final", false).put("reason", "")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.text(503, "The page is stopping.");
    }
  }

  private static String text(Map<String, @Nullable Object> body, String name) {
    Object value = body.get(name);
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value == null ? "" : String.valueOf(value);
  }

  private static long number(Map<String, @Nullable Object> body, String name) {
    return body.get(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }

  private static Command.@Nullable Action action(String text) {
    return switch (text) {
      case "", "operate" -> Command.Action.OPERATE;
      case "select" -> Command.Action.SELECT;
      case "cancel" -> Command.Action.CANCEL;
      default -> null;
    };
  }

  /** Words are states, numbers with a point are measurands, others whole; {@code kind} says otherwise. */
  private static @Nullable Kind kind(String value, String written) {
    boolean word = !Double.isNaN(state(value));
    if (!word && !value.matches("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      return null;
    }
    return switch (written) {
      case "" -> word ? Kind.BOOLEAN : value.indexOf('.') >= 0 ? Kind.DOUBLE : Kind.INT64;
      case "boolean" -> Kind.BOOLEAN;
      case "double-point" -> Kind.DOUBLE_POINT;
      case "integer" -> Kind.INT64;
      case "number" -> Kind.DOUBLE;
      default -> null;
    };
  }

  private static double state(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "open", "off", "trip", "false", "lower" -> 0;
      case "close", "closed", "on", "true", "higher" -> 1;
      default -> Double.NaN;
    };
  }

  private static long bits(Kind kind, String value) {
    double state = state(value);
    double number = Double.isNaN(state) ? Double.parseDouble(value) : kind == Kind.DOUBLE_POINT ? state + 1 : state;
    return kind.isFloating() ? Double.doubleToRawLongBits(number) : (long) number;
  }
}
