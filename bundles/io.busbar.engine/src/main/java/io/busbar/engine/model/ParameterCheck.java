package io.busbar.engine.model;

import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks settings by the parameters that a driver describes: unknown and missing names, types, ranges. The driver's own
 * check comes first and its words win: what it has complained about at a place is not said again.
 */
final class ParameterCheck {
  private final String owner;
  private final List<Parameter> parameters;
  private final Set<SourceLocation> complained = new HashSet<>();

  /**
   * A check.
   *
   * @param owner whose settings, for messages: {@code channel "bus1"}
   * @param found what the driver has found
   */
  ParameterCheck(String owner, List<Parameter> parameters, Problems found) {
    this.owner = owner;
    this.parameters = parameters;
    for (Problem problem : found.list()) {
      complained.add(problem.at());
    }
  }

  void check(Settings settings, Problems problems) {
    List<String> names = parameters.stream().map(Parameter::name).toList();
    settings.values().forEach((name, setting) -> {
      if (!names.contains(name) && !complained.contains(setting.at())) {
        problems.error(setting.at(), "unknown-setting", owner + " has no setting \"" + name + "\"."
            + Nearest.hint(name, names) + " It takes: " + String.join(", ", names) + ".");
      }
    });
    for (Parameter parameter : parameters) {
      Setting setting = settings.get(parameter.name());
      if (setting == null) {
        if (parameter.required() && !complained.contains(settings.at())) {
          problems.error(settings.at(), "missing-setting", owner + " needs \"" + parameter.name() + "\": " + parameter.help());
        }
      } else if (setting.entries().isEmpty() && !complained.contains(setting.at())) {
        String complaint = ParameterText.complaint(parameter, setting.text());
        if (!complaint.isEmpty()) {
          problems.error(setting.at(), "wrong-value", "\"" + parameter.name() + "\" of " + owner + " " + complaint);
        }
      }
    }
  }
}
