package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.sim.DeviceSpec;
import io.busbar.sim.Substation;
import io.busbar.sim.SubstationSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mbpoll, a foreign master, on our simulator: what our driver is tested with speaks Modbus as others do. */
class MbpollTest {
  private static final Pattern VALUE = Pattern.compile("\\[(\\d+)]:\\s+(-?[0-9.]+)");

  @TempDir Path folder;

  @BeforeEach
  void needsMbpoll() {
    Peer.need("mbpoll", "mbpoll");
  }

  private static BusClock clock() {
    return new BusClock() {
      @Override
      public long wallNs() {
        return System.currentTimeMillis() * 1_000_000L;
      }

      @Override
      public long monotonicNs() {
        return System.nanoTime();
      }
    };
  }

  private static double value(String output, int reference) {
    Matcher matcher = VALUE.matcher(output);
    while (matcher.find()) {
      if (Integer.parseInt(matcher.group(1)) == reference) {
        return Double.parseDouble(matcher.group(2));
      }
    }
    throw new AssertionError("no value " + reference + " in " + output);
  }

  @Test
  void readsAndWritesTheSimulatorOverTcp() throws Exception {
    try (Substation substation = new Substation(SubstationSettings.calm(42), clock(), logged -> {})) {
      String port = "" + substation.tcp(0, false, List.of(new DeviceSpec("PV-01", DeviceSpec.Kind.INVERTER, 3)));
      substation.start();

      String floats = Peer.run("mbpoll", "-m", "tcp", "-p", port, "-a", "3", "-t", "4:float", "-B", "-r", "301", "-c", "6", "-o", "10", "-1",
          "127.0.0.1");
      assertThat(value(floats, 307)).as("grid frequency, Hz").isBetween(49.0, 51.0);

      Peer.run("mbpoll", "-m", "tcp", "-p", port, "-a", "3", "-r", "401", "-o", "10", "127.0.0.1", "70");
      assertThat(value(Peer.run("mbpoll", "-m", "tcp", "-p", port, "-a", "3", "-r", "401", "-o", "10", "-1", "127.0.0.1"), 401)).isEqualTo(70);
    }
  }

  @Test
  void readsTheSimulatorOverASerialLine() throws Exception {
    try (Peer pair = Peer.serialPair(folder); Substation substation = new Substation(SubstationSettings.calm(42), clock(), logged -> {})) {
      substation.serial(folder.resolve("b"), List.of(new DeviceSpec("FDR-07", DeviceSpec.Kind.FEEDER, 7)));
      substation.start();

      String bits = Peer.run("mbpoll", "-m", "rtu", "-b", "9600", "-P", "none", "-a", "7", "-t", "1", "-r", "11", "-c", "2", "-o", "10", "-1",
          folder.resolve("a").toString());
      assertThat(value(bits, 11)).as("not open").isZero();
      assertThat(value(bits, 12)).as("closed").isEqualTo(1);
    }
  }
}
