package io.busbar.demo.stage;

import com.sun.net.httpserver.HttpServer;
import io.busbar.demo.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the gateway's page says of the self-test: that all of it has run, and at will that a filter failed. */
final class StandInPage {
  private StandInPage() {
  }

  static void open(int port, boolean failing) throws IOException {
    List<String> names = Pattern.compile("^  (\\w+): .*#", Pattern.MULTILINE).matcher(DemoSite.lab()).results().map(found -> found.group(1)).toList();
    List<Map<String, Object>> points = new ArrayList<>();
    names.forEach(name -> points.add(Map.of("device", DemoPlant.LAB, "point", name, "sourceNs", 1L)));
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    say(server, "/", Map.of());
    say(server, "/api/points", Map.of("points", points));
    say(server, "/api/status", Map.of("counters", Map.of("failed.linear", failing ? 2L : 0L, "failed.clip", 0L)));
    say(server, "/api/filters", Map.of("sets", List.of(Map.of("bundle", "all", "filters", names))));
    server.start();
  }

  private static void say(HttpServer server, String path, Map<String, Object> members) {
    byte[] text = JsonWriter.text(members).getBytes(StandardCharsets.UTF_8);
    server.createContext(path, exchange -> {
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
    });
  }
}
