package io.busbar.filter.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units of the field and how they become one another: the unit's size in the base unit of its quantity, and an offset. */
final class Units {
  /**
   * One unit.
   *
   * @param quantity what it measures
   * @param factor base units in one
   * @param offset added after multiplying, in base units
   */
  record Unit(String quantity, double factor, double offset) {}

  private static final Map<String, Unit> ALL = new LinkedHashMap<>();

  static {
    decimal("voltage", "V", "uV", "mV", "V", "kV", "MV");
    decimal("current", "A", "uA", "mA", "A", "kA", "MA");
    decimal("active power", "W", "uW", "mW", "W", "kW", "MW", "GW");
    decimal("reactive power", "var", "var", "kvar", "Mvar", "Gvar");
    decimal("apparent power", "VA", "VA", "kVA", "MVA", "GVA");
    decimal("energy", "Wh", "Wh", "kWh", "MWh", "GWh");
    add("energy", "J", 1 / 3600.0);
    add("energy", "kJ", 1 / 3.6);
    add("energy", "MJ", 1 / 0.0036);
    decimal("reactive energy", "varh", "varh", "kvarh", "Mvarh");
    decimal("apparent energy", "VAh", "VAh", "kVAh", "MVAh");
    decimal("frequency", "Hz", "mHz", "Hz", "kHz");
    decimal("resistance", "Ohm", "mOhm", "Ohm", "kOhm", "MOhm");
    decimal("pressure", "Pa", "Pa", "kPa", "MPa");
    add("pressure", "hPa", 100);
    add("pressure", "bar", 100_000);
    add("pressure", "mbar", 100);
    add("pressure", "psi", 6_894.757293168361);
    decimal("length", "m", "um", "mm", "m", "km");
    add("length", "cm", 0.01);
    add("length", "in", 0.0254);
    add("length", "ft", 0.3048);
    add("length", "mi", 1_609.344);
    decimal("duration", "s", "us", "ms", "s");
    add("duration", "min", 60);
    add("duration", "h", 3_600);
    add("duration", "d", 86_400);
    add("angle", "rad", 1);
    add("angle", "deg", Math.PI / 180);
    add("ratio", "1", 1);
    add("ratio", "%", 0.01);
    add("ratio", "ppm", 1e-6);
    add("volume", "m3", 1);
    add("volume", "l", 0.001);
    add("volume", "gal", 0.003785411784);
    add("speed", "m/s", 1);
    add("speed", "km/h", 1 / 3.6);
    add("speed", "mph", 0.44704);
    add("speed", "kn", 1_852 / 3_600.0);
    add("temperature", "K", 1);
    ALL.put("degC", new Unit("temperature", 1, 273.15));
    ALL.put("degF", new Unit("temperature", 5 / 9.0, 459.67 * 5 / 9));
  }

  private Units() {}

  private static void decimal(String quantity, String base, String... names) {
    for (String name : names) {
      String prefix = name.substring(0, name.length() - base.length());
      add(quantity, name, switch (prefix) {
        case "u" -> 1e-6;
        case "m" -> 1e-3;
        case "k" -> 1e3;
        case "M" -> 1e6;
        case "G" -> 1e9;
        default -> 1;
      });
    }
  }

  private static void add(String quantity, String name, double factor) {
    ALL.put(name, new Unit(quantity, factor, 0));
  }

  /** The unit of that name, or null. */
  static @Nullable Unit of(String name) {
    return ALL.get(name);
  }

  /** All names, by quantity. */
  static Set<String> names() {
    return ALL.keySet();
  }
}
