package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of the link in site.yaml while a gateway and a central run, both as installed. */
class LinkEditTest {
  private static final Pattern SINCE = Pattern.compile("\"peer\":\"central\",\"up\":true,\"sinceNs\":(\\d+)");
  private static final Pattern HEARD = Pattern.compile("\"lastReceivedNs\":(\\d+)");
  private static final Pattern REFUSED = Pattern.compile("\"refused\":\\{\"atNs\":\\d+,\"problems\":\\[\\{[^}]*\"code\":\"([^\"]*)\"");

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private String page = "";

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
  void aBadKeyIsRefusedWithItsReasonAndTheLinkKeepsRunning() throws Exception {
    int link = Peer.freePort();
    page = "127.0.0.1:" + Peer.freePort();
    Path line = folder.resolve("central").resolve("keys").resolve("line");
    busbar("central", folder.resolve("central").toString(), "--listen", "127.0.0.1:" + link, "--page", "127.0.0.1:0", "--accept-new");
    assertThat(Station.await(() -> log("central").contains("busbar central runs"))).as(log("central")).isTrue();
    Path site = Files.createDirectory(folder.resolve("site"));
    String key = Files.readString(line).strip();
    write(site, link, key);
    busbar("gateway", site.toString(), "--page", page);
    assertThat(Station.await(() -> !found(SINCE).isEmpty())).as(log("gateway")).isTrue();
    String since = found(SINCE);

    for (String wrong : List.of(key.substring(0, key.length() - 4), "busbar2:" + key)) {
      write(site, link, wrong);
      String code = wrong.startsWith("busbar1:") ? "damaged-key" : "not-a-key";
      assertThat(Station.await(() -> found(REFUSED).equals(code))).as(status() + log("gateway")).isTrue();
      assertThat(status()).contains("EDIT REFUSED", "What ran before keeps running.", "busbar key");
      String heard = found(HEARD);
      assertThat(Station.await(() -> !found(HEARD).equals(heard))).as("central answers still: " + status()).isTrue();
      assertThat(found(SINCE)).as("the session goes on").isEqualTo(since);
    }

    write(site, link, key);
    assertThat(Station.await(() -> found(REFUSED).isEmpty())).as(status()).isTrue();
    assertThat(found(SINCE)).isEqualTo(since);
  }

  private static void write(Path site, int link, String key) throws IOException {
    Path written = site.resolve("site.new");
    Files.writeString(written, """
        site: elm
        central: {to: "127.0.0.1:%d", roundTrip: 200ms, key: "%s"}
        channels: {lan: {type: modbus-tcp, host: 127.0.0.1, port: 1, timeout: 500ms}}
        templates: {peer: {points: {u32: {read: holding 102 uint32}}}}
        devices: {tcp: {template: peer, channel: lan, unit: 7}}
        """.formatted(link, key));
    Files.move(written, site.resolve("site.yaml"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void busbar(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    processes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(arguments[0] + ".log").toFile()).start());
  }

  private String log(String verb) {
    try {
      return Files.readString(folder.resolve(verb + ".log"));
    } catch (IOException notYet) {
      return "";
    }
  }

  /** What the gateway says of itself; empty while it does not answer. */
  private String status() {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + page + "/api/status")).timeout(Duration.ofSeconds(20)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private String found(Pattern pattern) {
    Matcher matcher = pattern.matcher(status());
    return matcher.find() ? matcher.group(1) : "";
  }
}
