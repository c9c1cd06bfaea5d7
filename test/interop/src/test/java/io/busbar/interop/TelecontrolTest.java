package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.sim.radio.RadioProxy;
import io.busbar.sim.radio.RadioSettings;
import io.busbar.sim.rtu.Rtu;
import io.busbar.sim.rtu.Rtu101;
import io.busbar.sim.rtu.Rtu104;
import io.busbar.sim.rtu.RtuSettings;
import io.busbar.sim.rtu.Temper;
import io.busbar.testkit.driver.MachineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way there and back: a control centre of j60870 at central, a radio that loses three packets in ten and takes 600 ms there and back,
 * gateway and central as installed, an RTU below.
 */
class TelecontrolTest {
  private static final int STATION = 7;
  private static final double LOSS = 0.3;
  private static final int DELAY_MS = 300;
  private static final int RATE = 64_000;
  private static final String CONFIRMED = "C_DC_NA_1 ACTIVATION_CON";
  private static final String REFUSED = "C_DC_NA_1 ACTIVATION_CON negative";
  private static final String TERMINATED = "C_DC_NA_1 ACTIVATION_TERMINATION";
  private static final String RETURNED = "M_DP_TB_1 RETURN_INFO_REMOTE";
  private static final String POINTS = """
      gateway,device,point,ca,ioa,type,group,factor,command,mode
      oak-street,BAY-1,breaker,1,100,double,1,,double,select
      oak-street,BAY-1,fault,1,200,single,1,,,
      oak-street,BAY-1,current,1,300,float,1,,,
      oak-street,,_link,1,900,single,,,,
      oak-street,,_command_unknown,1,901,single,,,,
      """;

  @TempDir Path folder;
  private final BusClock clock = new MachineClock(ClockState.SYNCHRONISED);
  private final Map<String, Process> processes = new HashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private int runs;

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    for (Process process : processes.values()) {
      process.destroy();
    }
    for (Process process : processes.values()) {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private <T extends AutoCloseable> T closing(T each) {
    open.add(0, each);
    return each;
  }

  private void busbar(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    processes.put(arguments[0], new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(folder.resolve(arguments[0] + runs++ + ".log").toFile()).start());
  }

  private void gateway() throws IOException {
    busbar("gateway", folder.resolve("site").toString(), "--page", "127.0.0.1:0");
  }

  /** Central, the radio and a gateway whose RTU is on that channel; a control centre that has been told of the start. */
  private Scada start(String channel) throws Exception {
    int link = Peer.freePort();
    int scada = Peer.freePort();
    Path central = Files.createDirectory(folder.resolve("central"));
    Files.writeString(central.resolve("iec104.yaml"), """
        listen: 127.0.0.1:%d
        zone: UTC
        groups:
          scada:
            clients: [127.0.0.1]
        """.formatted(scada));
    Files.writeString(central.resolve("iec104-points.csv"), POINTS);
    RadioProxy radio = closing(new RadioProxy(0, link, RadioSettings.of(RATE, DELAY_MS, LOSS), new Random(42), clock));
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("site.yaml"), """
        site: oak-street
        central: {to: "127.0.0.1:%d", rate: %d, mtu: 576}
        channels:
          rtu: %s
        templates:
          bay:
            points:
              breaker:
                read: 101 double
                command: 1101 double select
                publish: event
                control: {mode: select, feedback: breaker, within: 10s, timeToLive: 60s, opens: 1}
              fault:   {read: 201 single, publish: event}
              current: {read: 301 float, unit: A}
              records: {read: 0 files, publish: measurement}
        devices:
          BAY-1: {template: bay, channel: rtu, station: %d}
        """.formatted(radio.gatewayPort(), RATE, channel, STATION));
    busbar("central", central.toString(), "--listen", "127.0.0.1:" + link, "--page", "127.0.0.1:0");
    gateway();
    assertThat(Station.await(() -> accepts(scada))).as(logs()).isTrue();
    Scada centre = closing(new Scada(scada));
    await(() -> centre.words().contains("M_EI_NA_1 INITIALIZED"), centre);
    await(() -> centre.words().contains("M_DP_NA_1 SPONTANEOUS"), centre);
    return centre;
  }

  private static boolean accepts(int port) {
    try (java.net.Socket socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void await(java.util.function.BooleanSupplier what, Scada centre) throws Exception {
    assertThat(Station.await(what)).as(centre.words() + logs()).isTrue();
  }

  private String logs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
        text.append("\n== ").append(file.getFileName()).append('\n').append(Files.readString(file));
      }
    }
    return text.toString();
  }

  /** Select, execute, return information, termination; a refusal; a breaker that is stuck. */
  private void commands(Rtu rtu, Scada centre) throws Exception {
    centre.breaker(1, 100, true, true);
    await(() -> centre.count(CONFIRMED) == 1, centre);
    assertThat(rtu.operations()).as("a select moves nothing").isEmpty();
    centre.breaker(1, 100, true, false);
    await(() -> centre.count(TERMINATED) == 1, centre);
    assertThat(centre.words()).as(logs()).containsSubsequence(CONFIRMED, CONFIRMED, RETURNED, TERMINATED);
    assertThat(rtu.operations()).singleElement().satisfies(it -> assertThat(it.value()).isEqualTo(2));
    assertThat(centre.events(100)).singleElement().satisfies(it -> assertThat(it.value()).isEqualTo("ON"));

    rtu.temper(Temper.REFUSING);
    centre.breaker(1, 100, false, true);
    await(() -> centre.count(REFUSED) == 1, centre);
    assertThat(rtu.operations()).hasSize(1);

    rtu.temper(Temper.WILLING);
    centre.breaker(1, 100, false, true);
    await(() -> centre.count(CONFIRMED) == 3, centre);
    centre.breaker(1, 100, false, false);
    await(() -> centre.count(TERMINATED) == 2, centre);
    assertThat(rtu.operations()).hasSize(2);
    assertThat(centre.events(100)).extracting(Scada.Event::value).containsExactly("ON", "OFF");
    disturbanceRecord(rtu, centre);
  }

  /** A file of the RTU stands at central as it was made, and is acknowledged below. */
  private void disturbanceRecord(Rtu rtu, Scada centre) throws Exception {
    byte[] content = new byte[20_000];
    new Random(3).nextBytes(content);
    rtu.record(17, content);
    Path records = folder.resolve("central").resolve("records");
    await(() -> names(records).stream().anyMatch(name -> name.startsWith("oak-street.BAY-1.records.30017-17.") && name.endsWith("Z")), centre);
    assertThat(names(records)).as(logs()).hasSize(1);
    assertThat(Files.readAllBytes(records.resolve(names(records).get(0)))).isEqualTo(content);
    await(() -> rtu.fetched().equals(List.of(17)), centre);
  }

  private static List<String> names(Path of) {
    String[] names = of.toFile().list((in, name) -> name.contains("records"));
    return names == null ? List.of() : List.of(names);
  }

  /** Events of the fault passage indicator, with distinct times. */
  private static void happen(Rtu rtu, BusClock clock, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      rtu.advance(clock.wallNs());
      rtu.faultPassage(rtu.told().size() % 2 == 0);
      Thread.sleep(5);
    }
  }

  private static List<Scada.Event> expected(Rtu rtu) {
    return rtu.told().stream().filter(it -> it.address() == Rtu.FAULT_PASSAGE)
        .map(it -> new Scada.Event(200, it.value() == 1 ? "on" : "off", it.timeMs())).toList();
  }

  @Test
  void aBreakerOfA104StationIsCommandedOverABadRadio() throws Exception {
    Rtu rtu = new Rtu(RtuSettings.of(STATION), AsduFormat.IEC_104, clock.wallNs());
    Rtu104 server = closing(new Rtu104(0, rtu, clock));
    commands(rtu, start("{type: iec104, host: 127.0.0.1, port: " + server.port() + ", lostAfter: 2s}"));
  }

  @Test
  void aBreakerOfAPolled101StationIsCommandedOverABadRadio() throws Exception {
    Peer.need("socat", "socat");
    closing(Peer.serialPair(folder));
    Rtu rtu = new Rtu(RtuSettings.of(STATION), new AsduFormat(1, 1, 2, 250), clock.wallNs());
    closing(new Rtu101(folder.resolve("b"), rtu, clock));
    commands(rtu, start("{type: iec101, port: " + folder.resolve("a") + ", serial: 19200-8E1, timeout: 3s}"));
  }

  /** While it runs, while it is killed, while it is stopped: the station keeps what was not settled. */
  @Test
  void eventsReachTheControlCentreOnceInOrderWithTheirTimeThoughTheGatewayIsKilled() throws Exception {
    Rtu rtu = new Rtu(RtuSettings.of(STATION), AsduFormat.IEC_104, clock.wallNs());
    Rtu104 server = closing(new Rtu104(0, rtu, clock));
    Scada centre = start("{type: iec104, host: 127.0.0.1, port: " + server.port() + ", lostAfter: 2s}");
    happen(rtu, clock, 30);
    processes.get("gateway").destroyForcibly().waitFor();
    happen(rtu, clock, 40);
    gateway();
    await(() -> rtu.waiting() == 0, centre);
    happen(rtu, clock, 20);
    processes.get("gateway").destroy();
    happen(rtu, clock, 30);
    assertThat(processes.get("gateway").waitFor(60, TimeUnit.SECONDS)).isTrue();
    happen(rtu, clock, 20);
    gateway();
    await(() -> centre.events(200).size() >= expected(rtu).size(), centre);
    assertThat(centre.events(200)).as(logs()).isEqualTo(expected(rtu));
    assertThat(centre.words()).doesNotContain("closed");
  }
}
