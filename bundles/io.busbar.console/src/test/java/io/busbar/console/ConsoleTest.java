package io.busbar.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.DeviceState;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.health.HealthReport;
import io.busbar.api.time.BusClock;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.PointRow;
import io.busbar.console.json.JsonReader;
import io.busbar.console.live.LiveHub;
import io.busbar.console.rest.Views;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Engine engine = new Engine();
  private Views views;
  private Console console;

  @BeforeEach
  void start() throws IOException {
    views = new Views(new MachineClock());
    views.engine(engine);
    console = Console.start("127.0.0.1:0", "gateway", views);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void servesThePageAndBindsTheBrowser() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("<title>Busbar gateway</title>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    for (String file : List.of("busbar.css", "core.js", "live.js", "table.js", "link.js", "keys.js", "gateway.js", "central.js", "icon.svg")) {
      assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
      assertThat(get("/" + file).body()).as(file).doesNotContain("//cdn", "https://");
    }
    assertThat(get("/../etc/passwd").statusCode()).isEqualTo(404);
    assertThat(get("/pages/gateway.html").statusCode()).isEqualTo(404);
  }

  @Test
  void saysStatusDevicesAndPointsAsJson() throws Exception {
    assertThat(JsonReader.object(get("/api/status").body())).containsEntry("role", "gateway").containsEntry("site", "oak-street")
        .containsEntry("missing", List.of("uplink", "model"));
    assertThat(get("/api/devices").body()).contains("\"device\":\"FDR-07\"", "\"text\":\"NO REPLY\"");
    assertThat(get("/api/points?filter=IA&limit=5").body()).contains("\"point\":\"ia\"", "\"value\":\"21.5\"");
    assertThat(get("/api/points?filter=nothing").body()).contains("\"points\":[]");
    assertThat(get("/api/gateways").statusCode()).isEqualTo(404);
    for (String wrong : List.of("-1", "x", "1e3", "99999999999")) {
      assertThat(get("/api/points?limit=" + wrong).statusCode()).as(wrong).isEqualTo(400);
      assertThat(get("/api/points?limit=" + wrong).body()).contains("limit is a whole number from 0 to");
    }
  }

  @Test
  void saysEachThingThatNeedsAttentionOnce() throws Exception {
    engine.channels = List.of(new ChannelRow("bus1", "modbus-rtu", "/dev/ttyS1", "FDR-07 lost: no answer", false, 1, 0),
        new ChannelRow("bus2", "modbus-rtu", "/dev/ttyS2", "in use by process 812 (ser2net)", false, 0, 0));
    views.health().add(() -> List.of(new HealthReport("channel bus2", HealthReport.Level.CRITICAL, "in use by process 812 (ser2net)", 5),
        new HealthReport("engine", HealthReport.Level.WARNING, "the journal takes no samples at this moment", 6)));
    List<?> items = (List<?>) JsonReader.object(get("/api/status").body()).get("attention");
    assertThat(items.stream().map(item -> ((Map<?, ?>) item).get("part") + " " + ((Map<?, ?>) item).get("name") + " " + ((Map<?, ?>) item)
        .get("level"))).containsExactly("uplink  CRITICAL", "model  CRITICAL", "CHANNEL bus2 CRITICAL", "NO REPLY FDR-07 on bus1 CRITICAL",
        "engine  WARNING");
  }

  @Test
  void worksWithoutAnyView() throws Exception {
    views.engine(null);
    assertThat(get("/api/status").body()).contains("\"missing\":[\"engine\",\"uplink\",\"model\"]");
    assertThat(get("/api/points").body()).contains("\"points\":[]");
    assertThat(post("{\"channel\":\"bus1\",\"request\":[\"unit\"]}", true).statusCode()).isEqualTo(503);
  }

  @Test
  void aListOfAHundredThousandPointsIsSentPieceByPieceToOneAtATime() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> all = get("/api/points?filter=many&limit=100000");
      assertThat(all.headers().firstValue("Content-Length")).as("it is never in memory as a whole").isEmpty();
      assertThat(all.body().split("\"FDR-07\"", -1)).hasSize(100_001);
      assertThat((List<?>) JsonReader.object(all.body()).get("points")).hasSize(100_000);
    }
    try (Socket slow = new Socket("127.0.0.1", uri("/").getPort())) {
      slow.getOutputStream().write("GET /api/points?filter=many&limit=100000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      assertThat(get("/api/points?filter=many&limit=100000").statusCode()).as("one at a time").isEqualTo(503);
      assertThat(get("/api/points?filter=ia").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readsThroughAChannelOnlyForWhoMeansIt() throws Exception {
    assertThat(post("{\"channel\":\"bus1\",\"request\":[\"unit\",\"7\"]}", false).statusCode()).isEqualTo(403);
    HttpResponse<String> reply = post("{\"channel\":\"bus1\",\"request\":[\"unit\",\"7\"]}", true);
    assertThat(reply.body()).isEqualTo("{\"read\":true,\"lines\":[\"bus1: unit 7\"]}");
    assertThat(post("{\"channel\":\"busX\",\"request\":[\"unit\"]}", true).statusCode()).isEqualTo(400);
    assertThat(post("{\"channel\":1}", true).statusCode()).isEqualTo(400);
    assertThat(post("x".repeat(20_000), true).statusCode()).isEqualTo(413);
  }

  @Test
  void refusesANameThatIsNotItsOwn() throws Exception {
    assertThat(raw("GET /api/points HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).contains("403", "answers to its address");
    assertThat(raw("DELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).contains("405");
  }

  @Test
  void streamsWhatChanges() throws Exception {
    HttpURLConnection connection = (HttpURLConnection) uri("/api/stream").toURL().openConnection();
    connection.setReadTimeout(30_000);
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      await(lines, "event: hello");
      await(lines, "event: devices");
      await(lines, "event: status");
      engine.value = "22.5";
      await(lines, "event: points");
      assertThat(lines.readLine()).contains("\"value\":\"22.5\"");
    }
  }

  @Test
  void streamsATraceAndEndsItWithTheBrowser() throws Exception {
    assertThat(get("/api/trace?device=FDR-08").statusCode()).isEqualTo(404);
    HttpURLConnection connection = (HttpURLConnection) uri("/api/trace?device=FDR-07").toURL().openConnection();
    connection.setReadTimeout(30_000);
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      await(lines, "data: unit 7 > 03 00 64");
    }
    connection.disconnect();
    for (int i = 0; i < 300 && !engine.traceEnded; i++) {
      Thread.sleep(100);
    }
    assertThat(engine.traceEnded).isTrue();
  }

  @Test
  void turnsAwayOneStreamTooMany() throws Exception {
    List<HttpURLConnection> open = new ArrayList<>();
    for (int i = 0; i < LiveHub.MAX_CLIENTS; i++) {
      HttpURLConnection connection = (HttpURLConnection) uri("/api/stream").toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(200);
      open.add(connection);
    }
    assertThat(get("/api/stream").statusCode()).isEqualTo(503);
    assertThat(get("/api/status").statusCode()).isEqualTo(200);
    open.forEach(HttpURLConnection::disconnect);
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    HttpURLConnection connection = (HttpURLConnection) uri("/api/stream").toURL().openConnection();
    assertThat(connection.getResponseCode()).isEqualTo(200);
    console.close();
    for (int i = 0; i < 600 && ourThreads() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(ourThreads()).isZero();
  }

  @Test
  void saysWhatIsWrongWithItsConfiguration() {
    assertThatThrownBy(() -> ConsoleOptions.of("8080", "gateway")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> ConsoleOptions.of("127.0.0.1:8080", "boss")).hasMessageContaining("gateway or central");
    assertThat(ConsoleOptions.of("[::1]:8080", "central").isLoopback()).isTrue();
    assertThat(ConsoleOptions.of("0.0.0.0:8080", "central").isLoopback()).isFalse();
    assertThatThrownBy(() -> Console.start("127.0.0.1:" + console.address().getPort(), "central", views))
        .isInstanceOf(IOException.class).hasMessageContaining("give another --page");
  }

  private static long ourThreads() {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("busbar-console")).count();
  }

  private static void await(BufferedReader lines, String wanted) throws IOException {
    String line = lines.readLine();
    while (!wanted.equals(line)) {
      assertThat(line).as("stream ended before %s", wanted).isNotNull();
      line = lines.readLine();
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.address().getPort() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body, boolean meant) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/read")).POST(HttpRequest.BodyPublishers.ofString(body));
    if (meant) {
      request.header("X-Busbar", "1");
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.address().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The pages' rounds go by real time. */
  private static final class MachineClock implements BusClock {
    @Override
    public long wallNs() {
      return System.currentTimeMillis() * 1_000_000L;
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }
  }

  private static final class Engine implements EngineView {
    volatile String value = "21.5";
    volatile boolean traceEnded;
    volatile List<ChannelRow> channels = List.of();

    @Override
    public String site() {
      return "oak-street";
    }

    @Override
    public List<ChannelRow> channels() {
      return channels;
    }

    @Override
    public List<DeviceRow> devices() {
      return List.of(new DeviceRow("FDR-07", "feeder", "bus1", DeviceState.LOST, "no answer", 0, 5, 3, 0, 0));
    }

    @Override
    public List<PointRow> points(String filter, int limit) {
      if (filter.equals("many")) {
        return java.util.Collections.nCopies(limit, points("", 1).get(0));
      }
      return !"fdr-07/ia".contains(filter.toLowerCase(java.util.Locale.ROOT)) ? List.of()
          : List.of(new PointRow("oak-street", "FDR-07", "ia", value, Double.parseDouble(value), "215", "A", 0, "", (byte) 2, 1_000, 1,
              2, (byte) 1, "measurement"));
    }

    @Override
    public List<Counter> counters() {
      return List.of(new Counter("samples.in", 4));
    }

    @Override
    public AutoCloseable trace(String device, Consumer<String> lines) {
      if (!device.equals("FDR-07")) {
        throw new IllegalArgumentException("there is no device " + device);
      }
      lines.accept("unit 7 > 03 00 64");
      return () -> traceEnded = true;
    }

    @Override
    public AdHocReading read(String channel, List<String> request) {
      if (!channel.equals("bus1")) {
        throw new IllegalArgumentException("there is no channel " + channel);
      }
      return AdHocReading.of(List.of(channel + ": " + String.join(" ", request)));
    }
  }
}
