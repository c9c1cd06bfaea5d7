package io.busbar.shell.tailgate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The page of a gateway with scripted answers, and its run file. */
final class FakeGateway implements AutoCloseable {
  final Map<String, String> answers = new ConcurrentHashMap<>();
  final Map<String, String> posted = new ConcurrentHashMap<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final HttpServer server;
  private final Path places;

  FakeGateway(Path places) throws IOException {
    this(places, "/sites/oak");
    Files.writeString(places.resolve("gateway-2.run"), "{\"pid\":999999999,\"page\":\"127.0.0.1:1\"}");
    Files.writeString(places.resolve("gateway-3.run"), "torn");
  }

  FakeGateway(Path places, String site) throws IOException {
    this.places = places;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(places.resolve("gateway-on-" + server.getAddress().getPort() + ".run"), "{\"role\":\"gateway\",\"pid\":"
        + ProcessHandle.current().pid() + ",\"page\":\"" + page() + "\",\"site\":\"" + site + "\"}");
  }

  String page() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  Finder finder() {
    return new Finder(List.of(places.resolve("nowhere"), places));
  }

  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  PrintStream toOut() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  PrintStream toErr() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    if (exchange.getRequestMethod().equals("POST")) {
      posted.put(path + " " + exchange.getRequestHeaders().getFirst("X-Busbar"), new String(exchange.getRequestBody().readAllBytes(),
          StandardCharsets.UTF_8));
    }
    String body = answers.get(path);
    byte[] bytes = (body == null ? "There is nothing at " + path + "." : body).getBytes(StandardCharsets.UTF_8);
    boolean endless = body != null && (path.startsWith("/api/trace") || path.startsWith("/api/tap"));
    exchange.sendResponseHeaders(body == null ? 404 : 200, endless ? 0 : bytes.length);
    try (OutputStream stream = exchange.getResponseBody()) {
      stream.write(bytes);
      stream.flush();
      if (path.endsWith("slow")) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    server.stop(0);
  }
}
