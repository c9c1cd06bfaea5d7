package io.busbar.console;

import com.sun.net.httpserver.HttpExchange;
import io.busbar.api.view.FlowTaps;
import io.busbar.console.live.LiveHub;
import io.busbar.console.rest.InferApi;
import io.busbar.console.rest.PlanApi;
import io.busbar.console.rest.RestApi;
import io.busbar.console.rest.Views;
import io.busbar.console.web.Guard;
import io.busbar.console.web.Reply;
import io.busbar.console.web.Request;
import io.busbar.console.web.StaticFiles;
import io.busbar.console.web.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One console that runs: server, API, live stream and pages. Knows no OSGi. */
public final class Console implements AutoCloseable {
  private final LiveHub hub;
  private final RestApi api;
  private final StaticFiles files;
  private final WebServer server;

  /**
   * Starts.
   *
   * @throws IOException with a message that names the address and the remedy
   */
  Console(ConsoleOptions options, Views views) throws IOException {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("/", options.gateway() ? "gateway.html" : "central.html");
    for (String file : new String[] {"busbar.css", "icon.svg", "core.js", "table.js", "live.js", "link.js", "keys.js",
        "infer.js", "tar.js", "gateway.js", "central.js"}) {
      paths.put("/" + file, file);
    }
    files = new StaticFiles(Console.class, paths);
    hub = new LiveHub(views, options.gateway());
    api = new RestApi(views, options.gateway(), hub::sequence);
    try {
      server = new WebServer(options.address(), new Guard(options.names()), Set.of(PlanApi.PLAN, InferApi.PATH), this::answer);
    } catch (IOException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /**
   * Starts a console for tests and tools.
   *
   * @param listen host:port, port 0 for any
   * @param role gateway or central
   */
  public static Console start(String listen, String role, Views views) throws IOException {
    return new Console(ConsoleOptions.of(listen, role), views);
  }

  /** The address that is bound. */
  public InetSocketAddress address() {
    return server.address();
  }

  private @Nullable Reply answer(Request request, HttpExchange exchange) {
    if (request.method().equals("GET") && request.path().equals("/api/stream")) {
      return hub.join(exchange);
    }
    if (request.method().equals("GET") && request.path().equals("/api/trace")) {
      return hub.trace(exchange, request.text("device", ""));
    }
    if (request.method().equals("GET") && request.path().equals("/api/tap")) {
      String point = request.text("point", "");
      int slash = point.lastIndexOf('/');
      String template = request.text("template", "");
      return template.isEmpty() && slash < 0
          ? Reply.text(400, "Say which point: ?point=DEVICE/POINT, or ?template=TEMPLATE&point=POINT for all devices of a template.")
          : hub.tap(exchange, new FlowTaps.Place(template.isEmpty() ? point.substring(0, slash) : "", template,
              template.isEmpty() ? point.substring(slash + 1) : point, request.text("node", "")));
    }
    Reply reply = api.answer(request);
    if (reply == null && request.method().equals("GET")) {
      reply = files.find(request.path());
    }
    return reply == null ? Reply.text(404, "There is nothing at " + request.path() + ".") : reply;
  }

  /** Stops; bounded in time. */
  @Override
  public void close() {
    server.close();
    hub.close();
  }
}
