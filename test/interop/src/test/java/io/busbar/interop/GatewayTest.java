package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way: a server of pymodbus, over TCP and over a serial line, a gateway and a central as installed, and the
 * values as central gives them.
 */
class GatewayTest {
  private static final Pattern POINT = Pattern.compile(
      "\"device\":\"([^\"]*)\",\"point\":\"([^\"]*)\",\"value\":\"([^\"]*)\".*?\"quality\":\"([^\"]*)\"");
  private static final Map<String, String> EXPECTED = Map.of("u32", "4023233417", "i64", "-1234567890123456789", "f64", "-9876.54321",
      "bcd", "98765432", "name", "Feeder 07 Oak St", "coil", "on");

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private String centralPage = "";

  @BeforeEach
  void needsPymodbus() throws Exception {
    Peer.needPymodbus();
    Peer.need("socat", "socat");
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
    }
    for (Process process : processes) {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static String site(int link, int port, Path device) {
    return """
        site: interop
        central: {to: "127.0.0.1:%d", rate: 64000, mtu: 576}
        channels:
          lan:  {type: modbus-tcp, host: 127.0.0.1, port: %d, timeout: 3s}
          bus1: {type: modbus-rtu, port: %s, serial: 19200-8N1, timeout: 3s}
        templates:
          peer:
            points:
              u32:  {read: holding 102 uint32}
              i64:  {read: holding 150 int64 GHEFCDAB}
              f64:  {read: input 236 float64 HGFEDCBA, unit: V}
              bcd:  {read: holding 201 bcd32 BADC}
              name: {read: holding 260 string 16}
              coil: {read: coil 48, publish: event}
        devices:
          tcp: {template: peer, channel: lan, unit: 7}
          rtu: {template: peer, channel: bus1, unit: 7}
        """.formatted(link, port, device);
  }

  private void busbar(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    processes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(arguments[0] + ".log").toFile()).start());
  }

  /** Value and quality by device/point as central has them; empty while it does not answer. */
  private Map<String, String> atCentral() {
    Map<String, String> points = new HashMap<>();
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + centralPage + "/api/points?limit=100")).timeout(Duration.ofSeconds(20)).build();
      Matcher matcher = POINT.matcher(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      while (matcher.find()) {
        points.put(matcher.group(1) + "/" + matcher.group(2), matcher.group(3) + " " + matcher.group(4));
      }
    } catch (IOException ignored) {
      // not started yet: nothing is there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return points;
  }

  private static Map<String, String> expected(String... devices) {
    Map<String, String> expected = new HashMap<>();
    for (String device : devices) {
      EXPECTED.forEach((point, value) -> expected.put(device + "/" + point, value + " GOOD"));
    }
    return expected;
  }

  private String logs() throws IOException {
    return Files.readString(folder.resolve("central.log")) + Files.readString(folder.resolve("gateway.log"));
  }

  @Test
  void centralShowsExactValuesAndALostServerUntilItIsBack() throws Exception {
    int link = Peer.freePort();
    int port = Peer.freePort();
    centralPage = "127.0.0.1:" + Peer.freePort();
    Path site = Files.createDirectory(folder.resolve("site"));
    String text = site(link, port, folder.resolve("a"));
    assertThat(text.lines()).hasSizeLessThanOrEqualTo(25);
    Files.writeString(site.resolve("site.yaml"), text);
    Path serial = Files.createDirectory(folder.resolve("serial"));
    Peer tcp = Peer.pymodbus(folder, "tcp", "" + port);
    try (Peer pair = Peer.serialPair(folder); Peer rtu = Peer.pymodbus(serial, "rtu", folder.resolve("b").toString(), "19200")) {
      busbar("central", folder.resolve("central").toString(), "--listen", "127.0.0.1:" + link, "--page", centralPage);
      busbar("gateway", site.toString(), "--page", "127.0.0.1:0");
      Station.await(() -> atCentral().equals(expected("tcp", "rtu")));
      assertThat(atCentral()).as(logs()).isEqualTo(expected("tcp", "rtu"));

      tcp.close();
      assertThat(Station.await(() -> atCentral().getOrDefault("tcp/u32", "").equals("4023233417 INVALID commLost"))).as(logs()).isTrue();
      assertThat(atCentral()).as("only the killed one suffers").containsAllEntriesOf(expected("rtu"));
      tcp = Peer.pymodbus(folder, "tcp", "" + port);
      assertThat(Station.await(() -> atCentral().equals(expected("tcp", "rtu")))).as(logs()).isTrue();
    } finally {
      tcp.close();
    }
  }
}
