package io.busbar.console.rest;

import io.busbar.api.data.Quality;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.PointRow;
import io.busbar.console.json.Json;
import io.busbar.console.json.JsonReader;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The HTTP API but for streams. Any thread. */
public final class RestApi {
  /** Most points in one answer. */
  public static final int MAX_POINTS = 100_000;
  /** Points in one answer if the request does not say. */
  public static final int DEFAULT_POINTS = 5_000;

  /** Lists of more points are sent to one client at a time: their rows take memory. */
  private static final int LONG_LIST = 10_000;
  private static final int MAX_EVENTS = 1_000;
  private static final int DEFAULT_EVENTS = 100;
  private static final int MAX_WORDS = 64;

  private final Views views;
  private final boolean gateway;
  private final Status status;
  private final LongSupplier sequence;
  private final PlanApi plans;
  private final Semaphore longLists = new Semaphore(1);
  private final ExplainApi explanations;
  private final KeyApi keys;
  private final ShadowApi shadows;
  private final InferApi inference;
  private final FilterApi filters;
  private final DeployApi deploy;
  private final ControlApi controls;

  /**
   * The API of a role.
   *
   * @param gateway whether it is the gateway's; else it is central's
   * @param sequence number of the last update that the live stream has sent, so that a page can put both in order
   */
  public RestApi(Views views, boolean gateway, LongSupplier sequence) {
    this.views = views;
    this.gateway = gateway;
    this.status = new Status(views);
    this.plans = new PlanApi(views);
    this.explanations = new ExplainApi(views);
    this.keys = new KeyApi(views, gateway);
    this.shadows = new ShadowApi(views);
    this.inference = new InferApi(views);
    this.filters = new FilterApi(views);
    this.deploy = new DeployApi(views);
    this.controls = new ControlApi(views);
    this.sequence = sequence;
  }

  /** The answer to a request, or null if the path is none of the API's. */
  public @Nullable Reply answer(Request request) {
    try {
      return answerTo(request);
    } catch (Request.WrongNumber wrong) {
      return Reply.text(400, String.valueOf(wrong.getMessage()));
    }
  }

  private @Nullable Reply answerTo(Request request) {
    Reply ofKeys = keys.answer(request);
    if (ofKeys != null) {
      return ofKeys;
    }
    Reply ofDeploy = deploy.answer(request);
    if (ofDeploy != null) {
      return ofDeploy;
    }
    Reply ofControls = controls.answer(request);
    if (ofControls != null) {
      return ofControls;
    }
    Reply ofShadows = gateway ? shadows.answer(request) : null;
    if (ofShadows != null) {
      return ofShadows;
    }
    if (request.method().equals("POST")) {
      if (!gateway) {
        return request.path().equals("/api/sinks/forget") ? forgetSink(request) : null;
      }
      return switch (request.path()) {
        case "/api/read" -> read(request);
        case InferApi.PATH -> inference.answer(request);
        case FilterApi.UPDATE, FilterApi.REMOVE -> filters.change(request);
        default -> plans.answer(request);
      };
    }
    return switch (request.path()) {
      case "/api/status" -> json(gateway ? status::gateway : status::central);
      case "/api/points" -> points(request);
      case "/api/devices" -> devices(request);
      case "/api/versions" -> gateway ? plans.versions() : null;
      case FilterApi.PATH -> gateway ? filters.list() : null;
      case "/api/explain" -> gateway ? explanations.answer(request) : null;
      case "/api/gateways" -> gateway ? null : json(status::gateways);
      case "/api/events" -> gateway ? null : events(request);
      case "/api/sinks" -> gateway ? null : sinks();
      default -> null;
    };
  }

  private static Reply json(Consumer<Json> fields) {
    return Reply.json(Json.object(fields));
  }

  private Reply points(Request request) {
    int limit = request.number("limit", DEFAULT_POINTS, MAX_POINTS);
    boolean isLong = limit > LONG_LIST;
    if (isLong && !longLists.tryAcquire()) {
      return Reply.text(503, "Somebody else is reading a list of more than " + LONG_LIST + " points now. Try again, or ask for fewer with limit=.");
    }
    Runnable done = isLong ? longLists::release : () -> {};
    try {
      return points(request, limit, done);
    } catch (RuntimeException e) {
      done.run();
      throw e;
    }
  }

  private Reply points(Request request, int limit, Runnable done) {
    String filter = request.text("filter", "");
    long seen = sequence.getAsLong();
    EngineView engine = views.engine();
    CentralView central = views.central();
    List<PointRow> rows = List.of();
    if (gateway && engine != null) {
      rows = engine.points(filter, limit);
    } else if (!gateway && central != null) {
      rows = central.points(filter, limit);
    }
    List<PointRow> found = request.text("bad", "").isEmpty() ? rows
        : rows.stream().filter(row -> !Quality.isGood(row.quality())).toList();
    return Reply.longJson(out -> Json.object(out, json -> json.put("nowNs", views.clock().wallNs()).put("sequence", seen)
        .put("limited", found.size() >= limit).objects("points", found, Rows::point)), done);
  }

  private Reply devices(Request request) {
    EngineView engine = views.engine();
    CentralView central = views.central();
    if (gateway) {
      return json(json -> json.put("nowNs", views.clock().wallNs())
          .objects("devices", engine == null ? List.of() : engine.devices(), Rows::device));
    }
    String name = request.text("gateway", "");
    return json(json -> json.put("nowNs", views.clock().wallNs())
        .objects("devices", central == null ? List.of() : central.devices(name), Rows::device));
  }

  private Reply events(Request request) {
    CentralView central = views.central();
    int limit = request.number("limit", DEFAULT_EVENTS, MAX_EVENTS);
    return json(json -> json.put("nowNs", views.clock().wallNs())
        .objects("events", central == null ? List.of() : central.events(limit), Rows::point));
  }

  private Reply sinks() {
    CentralView central = views.central();
    return json(json -> json.objects("sinks", central == null ? List.of() : central.sinks(), (inner, row) -> inner.put("name", row.name())
        .put("installed", row.installed()).put("waiting", row.waiting()).put("failure", row.failure()).put("detail", row.detail())));
  }

  private Reply forgetSink(Request request) {
    CentralView central = views.central();
    if (central == null) {
      return Reply.text(503, "Central is not running.");
    }
    Map<String, @Nullable Object> body = JsonReader.object(request.body());
    if (body == null || !(body.get("sink") instanceof String name)) {
      return Reply.text(400, "The body has to be like {\"sink\": \"kafka\"}.");
    }
    try {
      central.forgetSink(name);
    } catch (IllegalArgumentException e) {
      return Reply.text(400, String.valueOf(e.getMessage()));
    }
    return sinks();
  }

  private Reply read(Request request) {
    EngineView engine = views.engine();
    if (engine == null) {
      return Reply.text(503, "The engine is not running.");
    }
    Map<String, @Nullable Object> body = JsonReader.object(request.body());
    if (body == null || !(body.get("channel") instanceof String channel)
        || !(body.get("request") instanceof List<?> words) || words.isEmpty() || words.size() > MAX_WORDS
        || !words.stream().allMatch(word -> word instanceof String)) {
      return Reply.text(400, "The body has to be like {\"channel\": \"bus1\", \"request\": [\"unit\", \"7\", \"holding\","
          + " \"40101\", \"uint16\"]}.");
    }
    AdHocReading reading;
    try {
      reading = engine.read(channel, words.stream().map(String::valueOf).toList());
    } catch (IllegalArgumentException e) {
      return Reply.text(400, String.valueOf(e.getMessage()));
    }
    return json(json -> json.put("read", reading.read()).texts("lines", reading.lines()));
  }
}
