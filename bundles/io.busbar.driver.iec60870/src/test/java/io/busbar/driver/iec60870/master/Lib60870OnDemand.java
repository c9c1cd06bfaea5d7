package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.command.Command;
import io.busbar.api.data.Kind;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Against the example stations of lib60870, which nobody here wrote and which are not part of this project: build them somewhere and say where by
 * {@code -Dbusbar.lib60870=FOLDER} (the one with {@code examples} in it). They have fixed ports, so this runs only on demand.
 */
class Lib60870OnDemand {
  private static final String FOLDER = System.getProperty("busbar.lib60870", "");

  private static Process station(String name, String... arguments) throws Exception {
    Path program = Path.of(FOLDER).resolve("examples").resolve(name).resolve(name);
    assumeTrue(!FOLDER.isEmpty() && Files.isExecutable(program), "build lib60870 and say -Dbusbar.lib60870=FOLDER to run this");
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  @Test
  void itsServerIsInterrogatedReportsTakesCommandsAndIsFoundAgainAfterItsEnd() throws Exception {
    Process server = station("cs104_server");
    ChannelSpec channel = new ChannelSpec("rtu", "iec104",
        LiveMaster.settings(Map.of("host", "127.0.0.1", "clockSync", "1h", "lostAfter", "1s", "terminationTimeout", "2s")), SourceLocation.NONE);
    LiveMaster.Plant plant = new LiveMaster.Plant("RTU", Map.of("station", "1"), List.of("a: 100 scaled", "b: 101 scaled", "s: 104 single",
        "t: 300 single", "bits: 500 bitstring", "cyclic: 110 scaled", "out: 105 single; 5000 single unterminated", "no: 106 single; 5001 single"));
    try (Wire wire = new Wire("lib60870-104");
        LiveMaster master = new LiveMaster(channel, new SocketLine(2404, wire), Driver104::new, new byte[0], plant)) {
      assertThat(master.await(() -> !master.of("RTU/bits").isEmpty() && master.of("RTU/cyclic").size() > 2)).as(master.states.toString()).isTrue();
      assertThat(master.of("RTU/a").get(0).bits()).isEqualTo(-1);
      assertThat(master.of("RTU/b").get(0).bits()).isEqualTo(23);
      assertThat(master.of("RTU/s").get(0).bits()).isEqualTo(1);
      assertThat(master.of("RTU/t").get(0).bits()).isEqualTo(1);
      assertThat(master.of("RTU/bits").get(0).bits()).isEqualTo(0xAAAA);
      List<String> accepted = master.command(0, LiveMaster.operate(Command.Action.OPERATE, "RTU/out", Kind.BOOLEAN, 1));
      assertThat(master.await(() -> accepted.contains("operated"))).as(accepted.toString()).isTrue();
      List<String> refused = master.command(0, LiveMaster.operate(Command.Action.OPERATE, "RTU/no", Kind.BOOLEAN, 1));
      assertThat(master.await(() -> refused.size() == 2)).as(refused.toString()).isTrue();
      assertThat(refused.get(1)).contains("unknown object address");
      assertThat(master.state()).isEqualTo("0 OK ");
      server.destroyForcibly().waitFor();
      assertThat(master.await(() -> master.state().startsWith("0 LOST"))).isTrue();
      int before = master.of("RTU/a").size();
      server = station("cs104_server");
      assertThat(master.await(() -> master.of("RTU/a").size() > before && master.state().startsWith("0 OK"))).isTrue();
      wire.mustBeUnderstoodByTshark();
    } finally {
      server.destroyForcibly();
    }
  }

  /** Its file server tells no directory: the example is to send one by itself, as {@code FileDirectory_create} of the library makes it. */
  @Test
  void itsFileServerGivesItsFile() throws Exception {
    Process server = station("cs104_server_files");
    ChannelSpec channel = new ChannelSpec("rtu", "iec104", LiveMaster.settings(Map.of("host", "127.0.0.1", "lostAfter", "1s", "files", "2s")),
        SourceLocation.NONE);
    try (LiveMaster master = new LiveMaster(channel, new SocketLine(2404, (sent, bytes) -> { }), Driver104::new, new byte[0],
        new LiveMaster.Plant("RTU", Map.of("station", "1"), List.of("records: 30000 files")))) {
      assertThat(master.await(() -> master.chunks.stream().mapToInt(each -> each.bytes().length).sum() >= 800))
          .as(master.states + " " + master.faults).isTrue();
      Thread.sleep(5_000);
      assertThat(master.chunks.stream().mapToInt(each -> each.bytes().length).sum()).as("its directory was told again, the file not").isEqualTo(800);
      assertThat(master.faults).as("the file is acknowledged").containsExactly("RTU/records ");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void itsPolledSlaveOn101IsInterrogatedAndTakesCommands() throws Exception {
    serial("cs101_slave", "unbalanced", Driver101Unbalanced::new);
  }

  @Test
  void itsBalancedSlaveOn101IsInterrogatedAndTakesCommands() throws Exception {
    serial("cs101_slave_balanced", "balanced", Driver101Balanced::new);
  }

  /** The slave opens a pseudo terminal; its other end is a TCP port for us. */
  private static void serial(String slave, String mode, Function<DriverContext, Driver> driver) throws Exception {
    int port;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path folder = Files.createTempDirectory("iec101");
    Path pty = folder.resolve("tty");
    Process socat = new ProcessBuilder("socat", "PTY,link=" + pty + ",raw,echo=0", "TCP-LISTEN:" + port + ",bind=127.0.0.1,reuseaddr").start();
    Process station = null;
    ChannelSpec channel = new ChannelSpec("bus", "iec101", LiveMaster.settings(Map.of("port", pty.toString(), "mode", mode, "causeBytes", "2",
        "commonAddressBytes", "2", "objectAddressBytes", "3", "lostAfter", "2s", "timeout", "1s", "clockSync", "1h")), SourceLocation.NONE);
    LiveMaster.Plant plant = new LiveMaster.Plant("RTU", Map.of("station", "1"), List.of("a: 100 scaled", "s: 104 single", "t: 300 single",
        "bits: 500 bitstring", "cyclic: 110 scaled", "out: 105 single; 5000 single unterminated", "no: 106 single; 5001 single"));
    try {
      for (int i = 0; i < 500 && !Files.exists(pty); i++) {
        Thread.sleep(10);
      }
      station = station(slave, pty.toString());
      try (LiveMaster master = new LiveMaster(channel, new SocketLine(port, (sent, bytes) -> { }), driver, new byte[0], plant)) {
        assertThat(master.await(() -> !master.of("RTU/bits").isEmpty() && master.of("RTU/cyclic").size() > 2)).as(master.states.toString()).isTrue();
        assertThat(master.of("RTU/a").get(0).bits()).isEqualTo(-1);
        assertThat(master.of("RTU/t").get(0).bits()).isEqualTo(1);
        assertThat(master.of("RTU/bits").get(0).bits()).isEqualTo(0xAAAA);
        List<String> accepted = master.command(0, LiveMaster.operate(Command.Action.OPERATE, "RTU/out", Kind.BOOLEAN, 1));
        assertThat(master.await(() -> accepted.contains("operated"))).as(accepted.toString()).isTrue();
        List<String> refused = master.command(0, LiveMaster.operate(Command.Action.OPERATE, "RTU/no", Kind.BOOLEAN, 1));
        assertThat(master.await(() -> refused.size() == 2)).as(refused.toString()).isTrue();
        signal(station, "STOP");
        assertThat(master.await(() -> master.state().startsWith("0 LOST"))).as(master.states.toString()).isTrue();
        int before = master.of("RTU/a").size();
        signal(station, "CONT");
        assertThat(master.await(() -> master.of("RTU/a").size() > before && master.state().startsWith("0 OK"))).as(master.states.toString()).isTrue();
      }
    } finally {
      socat.destroyForcibly();
      if (station != null) {
        station.destroyForcibly();
      }
    }
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
