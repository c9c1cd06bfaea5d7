package io.busbar.driver.iec60870.config;

import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import java.util.List;
import java.util.Objects;

/** Reads settings by their parameters; a wrong one is reported at its place, and the default stands for it. */
final class Fields {
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
        problems.error(where(name), "unknown-setting", what + " has no setting \"" + name + "\"." + Nearest.hint(name, names) + " It has "
            + String.join(", ", names) + ".");
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

  void error(Parameter key, String message) {
    problems.error(where(key.name()), "bad-" + key.name(), message);
  }

  String text(Parameter key) {
    Setting setting = settings.get(key.name());
    if (setting == null || setting.text().isEmpty()) {
      if (key.required()) {
        problems.error(where(key.name()), "missing-setting", "\"" + key.name() + "\" is missing. " + key.help());
      }
      return Objects.requireNonNullElse(key.defaultText(), "");
    }
    String complaint = ParameterText.complaint(key, setting.text());
    if (complaint.isEmpty()) {
      return setting.text();
    }
    error(key, "\"" + key.name() + "\" " + complaint);
    return Objects.requireNonNullElse(key.defaultText(), "");
  }

  double number(Parameter key) {
    double value = ParameterText.number(key.type(), text(key));
    return Double.isNaN(value) ? 0 : value;
  }

  int integer(Parameter key) {
    return (int) number(key);
  }

  boolean yes(Parameter key) {
    return text(key).equals("true");
  }

  /** A duration in ns. */
  long durationNs(Parameter key) {
    return Math.round(number(key) * 1e9);
  }
}
