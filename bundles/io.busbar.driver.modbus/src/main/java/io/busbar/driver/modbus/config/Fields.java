package io.busbar.driver.modbus.config;

import io.busbar.api.describe.Parameter;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.driver.modbus.codec.Nearest;
import io.busbar.driver.modbus.codec.Numbers;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings by their parameters, and reports each that is wrong with its place and what to write instead. */
final class Fields {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(us|ms|s|min|h|d)");

  private final Settings settings;
  private final SourceLocation at;
  private final Problems problems;

  Fields(Settings settings, SourceLocation at, Problems problems) {
    this.settings = settings;
    this.at = at;
    this.problems = problems;
  }

  /** Reports names that nobody knows. */
  void refuseUnknown(String what, List<Parameter> known) {
    List<String> names = known.stream().map(Parameter::name).toList();
    for (String name : settings.names()) {
      if (!names.contains(name)) {
        problems.error(where(name), "unknown-setting", what + " has no setting \"" + name + "\"." + Nearest.hint(name, names)
            + " It has " + String.join(", ", names) + ".");
      }
    }
  }

  SourceLocation where(String name) {
    SourceLocation place = settings.get(name) == null ? at : settings.where(name);
    return place.equals(SourceLocation.NONE) ? at : place;
  }

  boolean has(Parameter key) {
    return settings.get(key.name()) != null;
  }

  private String value(Parameter key) {
    Setting setting = settings.get(key.name());
    return setting == null ? Objects.requireNonNullElse(key.defaultText(), "") : setting.text();
  }

  String text(Parameter key) {
    String text = value(key);
    if (key.required() && text.isEmpty()) {
      problems.error(where(key.name()), "missing-setting", "\"" + key.name() + "\" is missing. " + key.help());
    }
    return text;
  }

  int integer(Parameter key) {
    int value = Numbers.unsigned(value(key));
    if (value < 0 || value < key.minimum() || value > key.maximum()) {
      problems.error(where(key.name()), "bad-" + key.name(), "\"" + key.name() + ": " + value(key) + "\" is not possible. Write a whole number from "
          + (long) key.minimum() + " to " + (long) key.maximum() + ".");
      return Math.max(0, Numbers.unsigned(Objects.requireNonNullElse(key.defaultText(), "0")));
    }
    return value;
  }

  double number(Parameter key) {
    try {
      double value = Double.parseDouble(value(key));
      if (value >= key.minimum() && value <= key.maximum()) {
        return value;
      }
    } catch (NumberFormatException expected) {
      // reported below
    }
    problems.error(where(key.name()), "bad-" + key.name(), "\"" + key.name() + ": " + value(key) + "\" is not possible. Write a number from "
        + key.minimum() + " to " + key.maximum() + (key.unit().isEmpty() ? "" : " " + key.unit()) + ".");
    return Double.parseDouble(Objects.requireNonNullElse(key.defaultText(), "0"));
  }

  boolean yes(Parameter key) {
    String text = value(key);
    if (!text.equals("true") && !text.equals("false")) {
      problems.error(where(key.name()), "bad-" + key.name(), "\"" + key.name() + ": " + text + "\" is not possible. Write true or false.");
    }
    return text.equals("true");
  }

  /** A duration in ns. */
  long durationNs(Parameter key) {
    long ns = parseDurationNs(value(key));
    if (ns < key.minimum() * 1e9 || ns > key.maximum() * 1e9) {
      problems.error(where(key.name()), "bad-" + key.name(), "\"" + key.name() + ": " + value(key)
          + "\" is not possible. Write a number with its unit, from " + duration(key.minimum()) + " to " + duration(key.maximum()) + ".");
      return Math.max(0, parseDurationNs(Objects.requireNonNullElse(key.defaultText(), "0ms")));
    }
    return ns;
  }

  /** {@code 250ms} in ns; −1 if the text is no duration. */
  static long parseDurationNs(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      return -1;
    }
    double unit = switch (matcher.group(2)) {
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "min" -> 60e9;
      case "h" -> 3600e9;
      default -> 86_400e9;
    };
    return Math.round(Double.parseDouble(matcher.group(1)) * unit);
  }

  private static String duration(double seconds) {
    if (seconds < 1) {
      return Math.round(seconds * 1e3) + "ms";
    }
    return seconds < 120 ? Math.round(seconds) + "s" : seconds < 86_400 ? Math.round(seconds / 60) + "min" : Math.round(seconds / 86_400) + "d";
  }
}
