package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of pymodbus, which lays the values out with its own encoder. */
class PymodbusTest {
  private static final String[][] ORDERS = {{"AB", "ABCD", "ABCDEFGH"}, {"AB", "CDAB", "GHEFCDAB"}, {"BA", "BADC", "BADCFEHG"},
      {"BA", "DCBA", "HGFEDCBA"}};
  /** Offset in a block, type, index of the order's letters, expected text. */
  private static final String[][] VALUES = {
      {"0", "uint16", "0", "65534"}, {"1", "int16", "0", "-12345"}, {"2", "uint32", "1", "4023233417"}, {"4", "int32", "1", "-1234567890"},
      {"6", "uint64", "2", "12345678901234567890"}, {"10", "int64", "2", "-1234567890123456789"},
      {"14", "float32", "1", Double.toString(123.456f)}, {"16", "float64", "2", "-9876.54321"}, {"20", "bcd16", "0", "1234"},
      {"21", "bcd32", "1", "98765432"}, {"23", "bcd64", "2", "1234567890123456"}};

  @TempDir Path folder;

  @BeforeEach
  void needsPymodbus() throws Exception {
    Peer.needPymodbus();
  }

  private static Map<String, String> expected(List<String> points) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String table : new String[] {"holding", "input"}) {
      for (int order = 0; order < ORDERS.length; order++) {
        for (String[] value : VALUES) {
          String letters = ORDERS[order][Integer.parseInt(value[2])];
          String name = table + value[1] + "_" + order;
          points.add(name + ": " + table + " " + (100 + 40 * order + Integer.parseInt(value[0])) + " " + value[1] + " " + letters);
          expected.put(name, value[3]);
        }
      }
    }
    points.addAll(List.of("bit0: holding 128 bit 0", "bit14: holding 128.14", "bit15: holding 128 bit 15", "mask: holding 128 mask 0xF000",
        "name: holding 260 string 16", "coil0: coil 0", "coil1: coil 1", "coil48: coil 48", "input0: discrete 0", "input49: discrete 49"));
    expected.putAll(Map.of("bit0", "1", "bit14", "0", "bit15", "1", "mask", "10", "name", "Feeder 07 Oak St", "coil0", "1", "coil1", "0",
        "coil48", "1", "input0", "0", "input49", "1"));
    return expected;
  }

  private static void readsEverything(String type, Map<String, String> settings) throws Exception {
    List<String> points = new ArrayList<>();
    Map<String, String> expected = expected(points);
    try (Station station = new Station(type, settings, 500, points.toArray(new String[0]))) {
      Station.await(() -> station.values.keySet().containsAll(expected.keySet()));
      assertThat(station.values).as("states %s, faults %s", station.states, station.faults).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(station.states).containsExactly("OK");
    }
  }

  @Test
  void readsAllTypesAndOrdersOverTcp() throws Exception {
    int port = Peer.freePort();
    try (Peer server = Peer.pymodbus(folder, "tcp", "" + port)) {
      readsEverything("modbus-tcp", Map.of("host", "127.0.0.1", "port", "" + port, "timeout", "5s"));
    }
  }

  @Test
  void readsAllTypesAndOrdersOverASerialLine() throws Exception {
    try (Peer pair = Peer.serialPair(folder); Peer server = Peer.pymodbus(folder, "rtu", folder.resolve("b").toString(), "115200")) {
      readsEverything("modbus-rtu", Map.of("port", folder.resolve("a").toString(), "serial", "115200-8N1", "timeout", "5s",
          "maxRegisters", "40"));
    }
  }

  @Test
  void aKilledServerIsLostAfterThreeTriesAndComesBackByItself() throws Exception {
    int port = Peer.freePort();
    killAndRestart("modbus-tcp", Map.of("host", "127.0.0.1", "port", "" + port, "timeout", "2s"), "tcp", "" + port);
  }

  @Test
  void aKilledServerOnASerialLineIsLostAfterThreeTriesAndComesBackByItself() throws Exception {
    try (Peer pair = Peer.serialPair(folder)) {
      killAndRestart("modbus-rtu", Map.of("port", folder.resolve("a").toString(), "serial", "9600-8N1", "timeout", "2s"), "rtu",
          folder.resolve("b").toString(), "9600");
    }
  }

  private void killAndRestart(String type, Map<String, String> settings, String... server) throws Exception {
    Peer running = Peer.pymodbus(folder, server);
    try (Station station = new Station(type, settings, 1_000, "a: holding 100")) {
      assertThat(Station.await(() -> station.values.containsKey("a"))).as(station.state()).isTrue();
      long timeouts = station.counters(0).timeouts();
      running.close();
      assertThat(Station.await(() -> station.state().startsWith("LOST"))).as("states %s", station.states).isTrue();
      assertThat(station.timeoutsWhenLost).as("no try more than three").isLessThanOrEqualTo(timeouts + 3);
      running = Peer.pymodbus(folder, server);
      assertThat(Station.await(() -> station.state().equals("OK"))).as("states %s", station.states).isTrue();
      assertThat(station.states).hasSize(3);
    } finally {
      running.close();
    }
  }
}
