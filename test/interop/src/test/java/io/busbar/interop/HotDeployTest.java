package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.sim.DeviceSpec;
import io.busbar.sim.Substation;
import io.busbar.sim.SubstationSettings;
import io.busbar.sim.fault.CommFault;
import io.busbar.sim.log.ReplyLogFile;
import io.busbar.testkit.driver.MachineClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments to a gateway as installed, which reads simulated relays meanwhile: some that do not deliver, one that does, one of the core. */
class HotDeployTest {
  private static final String DRIVER = "io.busbar.driver.modbus";
  private static final String ENGINE = "io.busbar.engine";

  @TempDir Path folder;
  private final BusClock clock = new MachineClock(ClockState.SYNCHRONISED);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path image = Path.of(System.getProperty("busbar.image"));
  private ReplyLogFile log;
  private Substation substation;
  private Process gateway;
  private String page;
  private int port;

  @BeforeEach
  void begin() throws Exception {
    log = new ReplyLogFile(folder.resolve("replies.log"));
    substation = new Substation(SubstationSettings.calm(42), clock, log);
    port = substation.tcp(0, false, List.of(new DeviceSpec("FDR-1", DeviceSpec.Kind.FEEDER, 1), new DeviceSpec("FDR-2", DeviceSpec.Kind.FEEDER, 2)));
    substation.start();
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("site.yaml"), """
        site: oak-street
        central: {to: "127.0.0.1:%d", rate: 64000}
        channels:
          feeders: {type: modbus-tcp, host: 127.0.0.1, port: %d}
        templates:
          relay:
            addressing: modicon
            points:
              ia: {read: 40101 uint16, scale: 0.1, unit: A, every: 200ms}
        devices:
          FDR-1: {template: relay, channel: feeders, unit: 1}
          FDR-2: {template: relay, channel: feeders, unit: 2}
        """.formatted(Peer.freePort(), port));
    page = "127.0.0.1:" + Peer.freePort();
    gateway = new ProcessBuilder(image.resolve("bin/busbar").toString(), "gateway", site.toString(), "--page", page).redirectErrorStream(true)
        .redirectOutput(folder.resolve("gateway.log").toFile()).start();
    assertThat(Station.await(() -> points().split("\"quality\":\"GOOD\"", -1).length == 3)).as(gatewayLog()).isTrue();
  }

  @AfterEach
  void end() throws Exception {
    gateway.destroy();
    if (!gateway.waitFor(30, TimeUnit.SECONDS)) {
      gateway.destroyForcibly().waitFor();
    }
    substation.close();
    log.close();
  }

  private String gatewayLog() throws IOException {
    return Files.readString(folder.resolve("gateway.log"));
  }

  private String points() {
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

  /** What a verb of the installation prints, and its exit code in front. */
  private String busbar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(image.resolve("bin/busbar").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(Station.WAIT_S, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    return process.exitValue() + " " + Files.readString(out).replaceAll("\\s+", " ");
  }

  /** The shipped jar of a bundle with another manifest: a header more, and its components or not. */
  private Path rebuilt(String name, boolean withComponents) throws IOException {
    Path jar;
    try (Stream<Path> all = Files.list(image.resolve("bundles"))) {
      jar = all.filter(each -> String.valueOf(each.getFileName()).matches(name + "-[0-9].*\\.jar")).findFirst().orElseThrow();
    }
    Path file = folder.resolve(name + (withComponents ? "-better.jar" : "-worse.jar"));
    try (JarFile in = new JarFile(jar.toFile()); OutputStream bytes = Files.newOutputStream(file)) {
      Manifest manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue("X-Rebuilt", "" + withComponents);
      if (!withComponents) {
        manifest.getMainAttributes().remove(new Attributes.Name("Service-Component"));
      }
      try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry : in.stream().filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream content = in.getInputStream(entry)) {
            content.transferTo(out);
          }
        }
      }
    }
    return file;
  }

  private String stage(int sequence, Path... with) throws Exception {
    Path feature = folder.resolve("gateway-" + sequence + ".busbar");
    List<String> sign = new ArrayList<>(List.of("sign", "gateway", "--sequence", "" + sequence, "--out", feature.toString()));
    for (Path jar : with) {
      sign.addAll(List.of("--with", jar.toString()));
    }
    assertThat(busbar(sign.toArray(String[]::new))).startsWith("0 ");
    assertThat(busbar("deploy", "stage", feature.toString(), "--page", page)).startsWith("0 staged");
    return busbar("deploy", "preview", "--page", page);
  }

  private void goesOn() throws Exception {
    long served = substation.repliesServed();
    assertThat(Station.await(() -> substation.repliesServed() > served + 10)).as(gatewayLog()).isTrue();
    assertThat(Station.await(() -> points().split("\"quality\":\"GOOD\"", -1).length == 3)).as(points() + gatewayLog()).isTrue();
  }

  @Test
  void whatDoesNotDeliverGoesBackAndWhatDoesStaysAndTheCoreComesByARestart() throws Exception {
    String preview = stage(1, rebuilt(DRIVER, false));
    assertThat(preview).contains("channel feeders (modbus-tcp): 2 devices pause").contains("the line stays open");
    assertThat(busbar("deploy", "apply", "--within", "4s", "--page", page)).as(gatewayLog()).startsWith("1 ").contains("taken back")
        .contains("it starts, but does not offer io.busbar.api.driver.DriverFactory");
    goesOn();

    stage(2, rebuilt(DRIVER, true));
    substation.order("FDR-2", CommFault.SILENT);
    assertThat(busbar("deploy", "apply", "--within", "4s", "--page", page)).as(gatewayLog()).startsWith("1 ").contains("taken back")
        .contains("1 of 2 devices that were well did not answer within 4 s: FDR-2");
    substation.healAll();
    goesOn();
    assertThat(busbar("deploy", "apply", "--within", "60s", "--page", page)).as(gatewayLog()).startsWith("0 ").contains("committed");
    goesOn();
    assertThat(gatewayLog().split("open: tcp 127.0.0.1:" + port, -1)).as("the line was opened once, at the start").hasSize(2);

    assertThat(stage(3, rebuilt(DRIVER, true), rebuilt(ENGINE, true))).contains("everything pauses").contains(ENGINE + " belongs to the core");
    busbar("deploy", "apply", "--within", "60s", "--page", page);
    assertThat(Station.await(() -> history().contains("committed") && history().split("committed", -1).length == 3)).as(gatewayLog()).isTrue();
    assertThat(gateway.isAlive()).as("the same process").isTrue();
    goesOn();

    assertThat(busbar("deploy", "rollback", "--within", "60s", "--no-wait", "--page", page)).startsWith("0 ");
    assertThat(Station.await(() -> history().split("committed", -1).length == 4)).as(history() + gatewayLog()).isTrue();
    goesOn();
  }

  private String history() {
    try {
      return busbar("deploy", "history", "--page", page);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
