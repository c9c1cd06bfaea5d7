package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of libmodbus, which answers what does not exist with exception 02. */
class LibmodbusTest {
  private static final String[] POINTS = {"first: holding 0", "last: holding 99", "input: input 50", "coil: coil 3", "discrete: discrete 5",
      "a: holding 95 uint16", "b: holding 96 uint32", "c: holding 98 uint16", "missing: holding 100 uint16"};

  @TempDir Path folder;

  @BeforeEach
  void needsLibmodbus() {
    Peer.needLibmodbus();
  }

  private static void reads(String type, Map<String, String> settings) throws Exception {
    try (Station station = new Station(type, settings, 300, POINTS)) {
      assertThat(Station.await(() -> station.state().startsWith("EXCEPTION") && station.values.size() == POINTS.length))
          .as("states %s", station.states).isTrue();
      assertThat(station.values).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("first", "1000"), Map.entry("last", "1099"),
          Map.entry("input", "2050"), Map.entry("coil", "1"), Map.entry("discrete", "1"),
          Map.entry("a", "1095"), Map.entry("b", "" + (1096 * 65536L + 1097)), Map.entry("c", "1098"), Map.entry("missing", "0 INVALID notTopical")));
      assertThat(station.faults).as("only the register that does not exist")
          .containsExactly(Map.entry("missing", "exception 02. The device answers, the register does not exist. Check its map."));
      assertThat(station.state()).startsWith("EXCEPTION peer missing: exception 02.");
    }
  }

  @Test
  void readsOverTcpAndFaultsOnlyTheMissingRegister() throws Exception {
    int port = Peer.freePort();
    try (Peer server = Peer.libmodbus(folder, "tcp", "" + port)) {
      reads("modbus-tcp", Map.of("host", "127.0.0.1", "port", "" + port, "timeout", "5s"));
    }
  }

  @Test
  void readsOverASerialLineAndFaultsOnlyTheMissingRegister() throws Exception {
    try (Peer pair = Peer.serialPair(folder); Peer server = Peer.libmodbus(folder, "rtu", folder.resolve("b").toString(), "19200")) {
      reads("modbus-rtu", Map.of("port", folder.resolve("a").toString(), "serial", "19200-8N1", "timeout", "5s"));
    }
  }

  @Test
  void readsRtuFramesThroughATcpConverter() throws Exception {
    Peer.need("socat", "socat");
    int port = Peer.freePort();
    try (Peer pair = Peer.serialPair(folder); Peer server = Peer.libmodbus(folder, "rtu", folder.resolve("b").toString(), "19200");
        Peer converter = Peer.converter(port, folder.resolve("a"))) {
      reads("modbus-rtu-over-tcp", Map.of("host", "127.0.0.1", "port", "" + port, "timeout", "5s"));
    }
  }
}
