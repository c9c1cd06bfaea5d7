package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateway and central as installed, with a pair of serial ports in the place of two radio modems; and over TCP. The plant is a
 * pymodbus server. The line is cut for a while: the session resumes by itself.
 */
class RadioModemTest {
  private static final Pattern VALUE = Pattern.compile("\"point\":\"u32\",\"value\":\"([^\"]*)\".*?\"quality\":\"([^\"]*)\"");

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

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

  private void busbar(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    processes.add(new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(arguments[0] + ".log").toFile())).start());
  }

  private String log(String name) throws IOException {
    Path file = folder.resolve(name + ".log");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private boolean logSays(String name, String text) {
    try {
      return log(name).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code value quality} of the point at central; empty while there is none. */
  private String atCentral(String page) {
    Matcher matcher = VALUE.matcher(pointsAtCentral(page));
    return matcher.find() ? matcher.group(1) + " " + matcher.group(2) : "";
  }

  /** All that central's page knows of points; empty while there is none. */
  private String pointsAtCentral(String page) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + page + "/api/points?limit=100")).timeout(Duration.ofSeconds(20)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private void startBoth(String listen, String to, String page, int port) throws Exception {
    startCentral(listen, page);
    startGateway("interop", to, "", port);
  }

  private void startCentral(String listen, String page, String... more) throws Exception {
    busbar(Stream.concat(Stream.of("central", folder.resolve("central").toString(), "--listen", listen, "--page", page, "--mtu", "128",
        "--rate", "64000", "--accept-new"), Stream.of(more)).toArray(String[]::new));
    assertThat(Station.await(() -> logSays("central", "busbar central runs"))).as(log("central")).isTrue();
  }

  private void startGateway(String name, String to, String more, int port) throws Exception {
    // Central's line is in no log.
    assertThat(log("central")).doesNotContain("busbar1:");
    Path line = folder.resolve("central").resolve("keys").resolve("line");
    assertThat(Station.await(() -> Files.exists(line))).as(log("central")).isTrue();
    Path site = Files.createDirectory(folder.resolve("site-" + name));
    Files.writeString(site.resolve("site.yaml"), """
        site: %s
        central: {to: "%s", rate: 64000, mtu: 128, roundTrip: 300ms%s%s}
        channels: {lan: {type: modbus-tcp, host: 127.0.0.1, port: %d, timeout: 500ms}}
        templates: {peer: {points: {u32: {read: holding 102 uint32}}}}
        devices: {tcp: {template: peer, channel: lan, unit: 7}}
        """.formatted(name, to, more, ", key: \"" + Files.readString(line).strip() + "\"", port));
    busbar("gateway", site.toString(), "--page", "127.0.0.1:0");
  }

  @Test
  void theLinkRunsOverAPairOfSerialPortsAndResumesAfterACut() throws Exception {
    int port = Peer.freePort();
    String page = "127.0.0.1:" + Peer.freePort();
    Peer line = Peer.serialPair(folder);
    Peer plant = Peer.pymodbus(folder, "tcp", "" + port);
    try {
      startBoth("serial://" + folder.resolve("b") + "?baud=115200", "serial://" + folder.resolve("a") + "?baud=115200", page, port);
      assertThat(Station.await(() -> atCentral(page).equals("4023233417 GOOD"))).as(log("central") + log("gateway")).isTrue();

      line.close();
      plant.close();
      Files.deleteIfExists(folder.resolve("a"));
      Files.deleteIfExists(folder.resolve("b"));
      assertThat(Station.await(() -> logSays("gateway", "Was an adapter unplugged?") || logSays("gateway", "there is no ")))
          .as(log("gateway")).isTrue();
      line = Peer.serialPair(folder);
      assertThat(Station.await(() -> atCentral(page).equals("4023233417 INVALID commLost"))).as(log("central") + log("gateway")).isTrue();
      plant = Peer.pymodbus(folder, "tcp", "" + port);
      assertThat(Station.await(() -> atCentral(page).equals("4023233417 GOOD"))).as(log("central") + log("gateway")).isTrue();
    } finally {
      line.close();
      plant.close();
    }
  }

  @Test
  void theLinkRunsOverTcp() throws Exception {
    int port = Peer.freePort();
    int link = Peer.freePort();
    String page = "127.0.0.1:" + Peer.freePort();
    try (Peer plant = Peer.pymodbus(folder, "tcp", "" + port)) {
      startBoth("tcp://127.0.0.1:" + link, "tcp://127.0.0.1:" + link, page, port);
      assertThat(Station.await(() -> atCentral(page).equals("4023233417 GOOD"))).as(log("central") + log("gateway")).isTrue();
    }
  }

  @Test
  void gatewaysThatShareAChannelSendInTheTurnsThatCentralGrants() throws Exception {
    int port = Peer.freePort();
    String page = "127.0.0.1:" + Peer.freePort();
    List<String> ends = List.of("central", "oak", "elm");
    List<Peer> lines = new ArrayList<>();
    for (String end : ends) {
      lines.add(Peer.serialPair(Files.createDirectory(folder.resolve("line-" + end))));
    }
    try (Channel air = new Channel(ends.stream().map(end -> folder.resolve("line-" + end).resolve("b")).toList());
        Peer plant = Peer.pymodbus(folder, "tcp", "" + port)) {
      startCentral(modem("central"), page, "--polled", "--half-duplex", "5,5", "--round-trip", "300", "--slot", "500");
      for (String name : List.of("oak", "elm")) {
        startGateway(name, modem(name), ", polled: true, halfDuplex: {keyUp: 5ms, turnAround: 5ms}", port);
      }
      for (String name : List.of("oak", "elm")) {
        assertThat(Station.await(() -> pointsAtCentral(page).matches("(?s).*\"gateway\":\"" + name + "\"[^}]*\"value\":\"4023233417\".*")))
            .as(name + log("central") + log("gateway") + pointsAtCentral(page)).isTrue();
      }
      assertThat(air.carried()).as(plant.toString()).isPositive();
    } finally {
      lines.forEach(Peer::close);
    }
  }

  private String modem(String end) {
    return "serial://" + folder.resolve("line-" + end).resolve("a") + "?baud=115200";
  }

  /** A radio channel: what one modem sends all others hear. */
  private static final class Channel implements AutoCloseable {
    private final List<RandomAccessFile> modems = new ArrayList<>();
    private final AtomicLong carried = new AtomicLong();

    Channel(List<Path> lines) throws IOException {
      for (Path line : lines) {
        modems.add(new RandomAccessFile(line.toFile(), "rw"));
      }
      for (RandomAccessFile modem : modems) {
        Thread thread = new Thread(() -> carry(modem), "channel");
        thread.setDaemon(true);
        thread.start();
      }
    }

    private void carry(RandomAccessFile from) {
      byte[] piece = new byte[512];
      try {
        for (int length = from.read(piece); length > 0; length = from.read(piece)) {
          for (RandomAccessFile to : modems) {
            if (to != from) {
              to.write(piece, 0, length);
            }
          }
          carried.addAndGet(length);
        }
      } catch (IOException over) {
        // The line is closed, and so is the test.
      }
    }

    long carried() {
      return carried.get();
    }

    @Override
    public void close() throws IOException {
      for (RandomAccessFile modem : modems) {
        modem.close();
      }
    }
  }
}
