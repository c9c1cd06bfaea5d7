package io.busbar.test.browser;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.view.PointRow;
import java.util.List;

/** Pictures of a substation that tests and screenshots share. */
final class Scenes {
  private Scenes() {}

  static ScriptedCentral central(int devices) {
    ScriptedCentral central = new ScriptedCentral();
    central.gateway("oak-street", true);
    central.gateway("mill-road", true);
    for (int d = 1; d <= devices; d++) {
      String device = String.format("FDR-%02d", d);
      for (String point : List.of("ia", "ib", "ic", "p", "q")) {
        central.measurement(d % 4 == 0 ? "mill-road" : "oak-street", device, point, 100 + d * 3.7, point.startsWith("i") ? "A" : "kW");
      }
    }
    long now = new WallClock().wallNs();
    for (int i = 0; i < 6; i++) {
      central.alarm("oak-street", "FDR-0" + (i + 1), "breaker", i % 2 == 0 ? "open" : "closed", now - 60_000_000_000L + i * 1_370_000_000L);
    }
    central.state("oak-street", "FDR-03", DeviceState.LOST, "FDR-03: no answer from unit 3 in 3 tries. Check its supply and the wiring of bus1.");
    return central;
  }

  static ScriptedGateway gateway(int devices) {
    ScriptedGateway gateway = new ScriptedGateway();
    for (int d = 1; d <= devices; d++) {
      String device = String.format("FDR-%02d", d);
      gateway.device(device, DeviceState.OK, "", 0);
      for (String point : List.of("ia", "ib", "ic", "p", "q")) {
        gateway.point(device, point, 100 + d * 3.7, point.startsWith("i") ? "A" : "kW", Integer.toString(1000 + d * 37));
      }
    }
    long now = new WallClock().wallNs();
    gateway.put(new PointRow("oak-street", "FDR-01", "breaker", "closed", 2, "0 1", "", 0, "", TimeQuality.SYNCHRONISED, 0,
        now - 3_600_000_000_000L, now - 3_599_900_000_000L, Cause.SPONTANEOUS, "alarm"));
    gateway.put(new PointRow("oak-street", "FDR-01", "tap", "7", 7, "7", "", 1 << 10, "Entered by hand: s.miller, works on the sensor",
        TimeQuality.SUBSTITUTED, 0, now - 7_200_000_000_000L, now - 7_200_000_000_000L, Cause.RETURN_LOCAL, "event"));
    return gateway;
  }

  static void trouble(ScriptedGateway gateway) {
    gateway.device("FDR-03", DeviceState.LOST, "FDR-03: no answer from unit 3 in 3 tries. Check its supply and the wiring of bus1.", 212);
    gateway.device("FDR-05", DeviceState.EXCEPTION, "FDR-05 energy (feeder.yaml:6): exception 02. The relay answers, the register does"
        + " not exist. Check its map.", 0);
    gateway.radio(false, 18_420, new WallClock().wallNs() - 5_400_000_000_000L);
    gateway.refuse(List.of(
        Problem.error(new SourceLocation("devices.csv", 3, 15), "unknown-channel", "channel \"buss1\" is unknown. Did you mean \"bus1\"?"),
        Problem.error(new SourceLocation("devices.csv", 4, 20), "same-unit", "unit 7 on bus1 is already FDR-07 (line 2). Both would answer.")));
  }
}
