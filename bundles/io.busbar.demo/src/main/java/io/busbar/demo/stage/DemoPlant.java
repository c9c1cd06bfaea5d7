package io.busbar.demo.stage;

import io.busbar.demo.check.DeviceRules;
import io.busbar.demo.check.PointRule;
import io.busbar.demo.check.PointRule.Decoding;
import io.busbar.demo.check.PointRule.Publish;
import io.busbar.sim.DeviceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The devices of the demonstration, and by which rules their points are published. The same rules stand, in the words of an engineer, in
 * the templates of the demonstration's site folder.
 */
final class DemoPlant {
  /** A relay whose breaker trips in the story. */
  static final String STAR = "FDR-07";
  /** A relay that has a lasting fault while the radio is dead. */
  static final String SECOND = "FDR-03";
  /** A device that is unplugged. */
  static final String UNPLUGGED = "TR-2";
  /** A relay that raises an avalanche. */
  static final String AVALANCHE = "FDR-05";
  /** A relay of its own for the self-test: it stands in no log, and nothing of it is published. */
  static final String LAB = "LAB-1";
  private static final int FEEDERS = 12;
  private static final int TRANSFORMERS = 2;
  private static final int INVERTERS = 6;
  private static final int SIGNAL_BASE = 32;
  private static final int SIGNALS = 32;
  private static final int READ_DISCRETE = 2;
  private static final int READ_HOLDING = 3;
  private static final int READ_INPUT = 4;

  private DemoPlant() {
  }

  /** Relays, on channel {@code feeders}. */
  static List<DeviceSpec> feeders() {
    return devices("FDR-%02d", DeviceSpec.Kind.FEEDER, FEEDERS);
  }

  /** Transformer monitors, on channel {@code transformers}. */
  static List<DeviceSpec> transformers() {
    return devices("TR-%d", DeviceSpec.Kind.TRANSFORMER, TRANSFORMERS);
  }

  /** Inverters, on channel {@code solar}. */
  static List<DeviceSpec> inverters() {
    return devices("PV-%d", DeviceSpec.Kind.INVERTER, INVERTERS);
  }

  /** What answers on channel {@code lab}. */
  static List<DeviceSpec> lab() {
    return List.of(new DeviceSpec(LAB, DeviceSpec.Kind.FEEDER, 1));
  }

  private static List<DeviceSpec> devices(String name, DeviceSpec.Kind kind, int count) {
    List<DeviceSpec> devices = new ArrayList<>();
    for (int unit = 1; unit <= count; unit++) {
      devices.add(new DeviceSpec(String.format(name, unit), kind, unit));
    }
    return devices;
  }

  /** The rules for every kind. */
  static List<DeviceRules> rules() {
    return List.of(feeder(), transformer(), inverter());
  }

  private static DeviceRules feeder() {
    return new DeviceRules("feeder", List.of(
        new PointRule("breaker", READ_DISCRETE, 10, Decoding.DOUBLE_POINT, 1, Publish.ON_CHANGE, 0),
        new PointRule("reclosing", READ_DISCRETE, 15, Decoding.BIT, 1, Publish.ON_CHANGE, 0),
        new PointRule("lockout", READ_DISCRETE, 16, Decoding.BIT, 1, Publish.ON_CHANGE, 0),
        new PointRule("ia", READ_HOLDING, 100, Decoding.UINT16, 0.1, Publish.DEADBAND, 0.5),
        new PointRule("ib", READ_HOLDING, 101, Decoding.UINT16, 0.1, Publish.DEADBAND, 0.5),
        new PointRule("ic", READ_HOLDING, 102, Decoding.UINT16, 0.1, Publish.DEADBAND, 0.5),
        new PointRule("uab", READ_HOLDING, 104, Decoding.UINT16, 0.01, Publish.DEADBAND, 0.02),
        new PointRule("p", READ_HOLDING, 107, Decoding.INT16, 1, Publish.DEADBAND, 20),
        new PointRule("q", READ_HOLDING, 108, Decoding.INT16, 1, Publish.DEADBAND, 20),
        new PointRule("f", READ_HOLDING, 110, Decoding.UINT16, 0.001, Publish.DEADBAND, 0.01),
        new PointRule("faultCurrent", READ_HOLDING, 111, Decoding.UINT16, 1, Publish.ON_CHANGE, 0),
        new PointRule("scan", READ_HOLDING, 113, Decoding.UINT32, 1, Publish.EVERY_POLL, 0),
        new PointRule("energy", READ_HOLDING, 199, Decoding.UINT32, 1, Publish.ON_CHANGE, 0)), feederEvents());
  }

  private static Map<Integer, String> feederEvents() {
    Map<Integer, String> events = new HashMap<>();
    String[] names = {"evBreaker", "evPickup", "evTrip", "evAlarm", "evReclosing", "evLockout", "evSpring"};
    for (int i = 0; i < names.length; i++) {
      events.put(i + 1, names[i]);
    }
    for (int i = 0; i < SIGNALS; i++) {
      events.put(SIGNAL_BASE + i, "evSignal" + (i + 1));
    }
    return events;
  }

  private static DeviceRules transformer() {
    return new DeviceRules("transformer", List.of(
        new PointRule("fan1", READ_DISCRETE, 0, Decoding.BIT, 1, Publish.ON_CHANGE, 0),
        new PointRule("fan2", READ_DISCRETE, 1, Decoding.BIT, 1, Publish.ON_CHANGE, 0),
        new PointRule("oil", READ_INPUT, 0, Decoding.INT16, 0.1, Publish.DEADBAND, 0.2),
        new PointRule("winding", READ_INPUT, 1, Decoding.INT16, 0.1, Publish.DEADBAND, 0.2),
        new PointRule("load", READ_INPUT, 3, Decoding.UINT16, 0.1, Publish.DEADBAND, 0.5),
        new PointRule("u", READ_INPUT, 4, Decoding.UINT16, 0.01, Publish.DEADBAND, 0.02),
        new PointRule("tap", READ_INPUT, 5, Decoding.UINT16, 1, Publish.ON_CHANGE, 0),
        new PointRule("hydrogen", READ_INPUT, 6, Decoding.UINT16, 1, Publish.ON_CHANGE, 0),
        new PointRule("scan", READ_INPUT, 9, Decoding.UINT32, 1, Publish.EVERY_POLL, 0)), Map.of());
  }

  private static DeviceRules inverter() {
    return new DeviceRules("inverter", List.of(
        new PointRule("state", READ_HOLDING, 84, Decoding.UINT16, 1, Publish.ON_CHANGE, 0),
        new PointRule("i", READ_HOLDING, 300, Decoding.FLOAT32, 1, Publish.DEADBAND, 0.5),
        new PointRule("u", READ_HOLDING, 302, Decoding.FLOAT32, 1, Publish.DEADBAND, 0.5),
        new PointRule("p", READ_HOLDING, 304, Decoding.FLOAT32, 1, Publish.DEADBAND, 200),
        new PointRule("cabinet", READ_HOLDING, 310, Decoding.FLOAT32, 1, Publish.DEADBAND, 0.5),
        new PointRule("scan", READ_HOLDING, 312, Decoding.UINT32, 1, Publish.EVERY_POLL, 0)), Map.of());
  }
}
