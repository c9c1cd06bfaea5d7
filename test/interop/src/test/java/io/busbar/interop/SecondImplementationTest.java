package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway and a central in Python that were written from the specifications of link, security and records and from nothing else: they
 * pass their vectors, and hold sessions with central and gateway as installed, in the clear and encrypted, on a path that loses.
 */
class SecondImplementationTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final List<String> MODULES = List.of("busbar_crypto", "busbar_wire", "busbar_security", "busbar_records", "busbar_gateway",
      "busbar_vectors", "busbar_central");
  private static final Pattern LINE = Pattern.compile("busbar1:\\S+");

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private String link = "";

  @BeforeEach
  void needsPython() throws IOException {
    Peer.need(PYTHON, "python3");
    for (String module : MODULES) {
      try (InputStream in = SecondImplementationTest.class.getResourceAsStream("/second/" + module + ".py")) {
        Files.copy(in, folder.resolve(module + ".py"));
      }
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void itPassesTheVectorsOfTheSpecifications() throws Exception {
    assertThat(python("busbar_vectors.py", "../../bundles")).contains(" checks");
  }

  @Test
  void itHoldsASessionInTheClearOnTheLoopbackInterface() throws Exception {
    String page = central();
    assertThat(python("busbar_gateway.py", link, "second-plain")).contains("durable: EVENTS 1", "resumed: central has");
    shows(page, "second-plain");
  }

  @Test
  void itHoldsAnEncryptedSessionOnAPathThatLoses() throws Exception {
    String page = central();
    String line = Files.readString(folder.resolve("central").resolve("keys").resolve("line")).strip();
    assertThat(python("busbar_gateway.py", link, "second-noise", "--line", line, "--lose", "20", "--mtu", "128"))
        .contains("durable: MEASUREMENTS 4", "resumed: central has");
    shows(page, "second-noise");
  }

  @Test
  void itIsACentralToAGatewayAsInstalled() throws Exception {
    int port = Peer.freePort();
    Path heard = folder.resolve("second-central.log");
    String key = "11".repeat(32);
    processes.add(new ProcessBuilder(PYTHON, "-B", folder.resolve("busbar_central.py").toString(), "" + port, "" + 100 * Station.WAIT_S, "--mtu",
        "200", "--lose", "20", "--private", key, "--secret", key).redirectErrorStream(true).redirectOutput(heard.toFile()).start());
    assertThat(Station.await(() -> LINE.matcher(read(heard)).find())).as(read(heard)).isTrue();
    Matcher line = LINE.matcher(read(heard));
    assertThat(line.find()).isTrue();
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("site.yaml"), """
        site: elm
        central: {to: "127.0.0.1:%d", rate: 64000, mtu: 200, roundTrip: 200ms, key: "%s"}
        channels: {lan: {type: modbus-tcp, host: 127.0.0.1, port: %d, timeout: 500ms}}
        templates: {peer: {points: {u32: {read: holding 102 uint32}}}}
        devices: {tcp: {template: peer, channel: lan, unit: 7}}
        """.formatted(port, line.group(), Peer.freePort()));
    processes.add(busbar("gateway", site.toString(), "--page", "127.0.0.1:0"));
    // Nothing listens where the device should be: its state is an event, and a text says why.
    assertThat(Station.await(() -> read(heard).contains("point tcp/_state = 2") && read(heard).contains("point tcp/_reason = 'lan: tcp 127.0.0.1:")))
        .as(read(heard) + read(folder.resolve("gateway.log"))).isTrue();
  }

  private Process busbar(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(arguments[0] + ".log").toFile()).start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Starts central; the address of its page. */
  private String central() throws Exception {
    link = "127.0.0.1:" + Peer.freePort();
    String page = "127.0.0.1:" + Peer.freePort();
    processes.add(busbar("central", folder.resolve("central").toString(), "--listen", link, "--page", page, "--accept-new"));
    assertThat(Station.await(() -> log().contains("busbar central runs"))).as(log()).isTrue();
    return page;
  }

  private String log() {
    return read(folder.resolve("central.log"));
  }

  /** Runs one of its programs to a good end; what it printed. */
  private String python(String program, String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of(PYTHON, "-B", folder.resolve(program).toString()), Stream.of(arguments)).toList();
    Path printed = folder.resolve("python.log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    processes.add(process);
    boolean ended = process.waitFor(10 * Station.WAIT_S, TimeUnit.SECONDS);
    String output = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(output + log()).isTrue();
    return output;
  }

  /** What is durable is on the page a moment later. */
  private static void shows(String page, String gateway) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + page + "/api/points?limit=100")).timeout(Duration.ofSeconds(120)).build();
    HttpClient client = HttpClient.newHttpClient();
    AtomicReference<String> points = new AtomicReference<>("");
    assertThat(Station.await(() -> {
      try {
        points.set(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      } catch (IOException | InterruptedException failure) {
        throw new AssertionError(failure);
      }
      return Stream.of("\"gateway\":\"" + gateway + "\"", "\"value\":\"25.25\"", "\"value\":\"closed by hand\"")
          .allMatch(points.get()::contains);
    })).as("what central shows of %s", gateway).isTrue();
  }
}
