package io.busbar.engine.model;

import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
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
  private final List<Parameter> parameters;
  private final List<String> names;
  private final Problems problems;
  private final Set<SourceLocation> complained = new HashSet<>();
  private final Set<String> foreign = new HashSet<>();

  /**
   * A check.
   *
   * @param problems what the driver has found; takes more
   */
  ParameterCheck(List<Parameter> parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
    names = parameters.stream().map(Parameter::name).toList();
    for (Problem problem : problems.list()) {
      complained.add(problem.at());
    }
  }

  /** Checks the settings of a channel: every name must be known. */
  void channel(ChannelSpec channel) {
    String owner = "channel \"" + channel.name() + "\"";
    channel.settings().values().forEach((name, setting) -> {
      if (!names.contains(name) && !complained.contains(setting.at())) {
        unknown(owner, name, setting);
      }
    });
    values(owner, channel.settings(), channel.at());
  }

  /**
   * Checks the settings of a device. Its row may have columns for people and for other protocols: a name that is not known
   * is a mistake if it is nearly one that is, else a warning for the first device that has it.
   */
  void device(DeviceSpec device) {
    String owner = "device \"" + device.name() + "\"";
    device.settings().values().forEach((name, setting) -> {
      if (names.contains(name) || complained.contains(setting.at())) {
        return;
      }
      if (!Nearest.hint(name, names).isEmpty() && names.stream().noneMatch(known -> device.settings().get(known) != null
          && !Nearest.hint(name, List.of(known)).isEmpty())) {
        unknown(owner, name, setting);
      } else if (foreign.add(name)) {
        problems.warning(setting.at(), "unused-column", "nobody reads the column \"" + name + "\". Settings of a device are: "
            + String.join(", ", names) + ", and point.parameter for its own values of a flow.");
      }
    });
    values(owner, device.settings(), device.at());
  }

  private void unknown(String owner, String name, Setting setting) {
    problems.error(setting.at(), "unknown-setting", owner + " has no setting \"" + name + "\"." + Nearest.hint(name, names)
        + " It takes: " + String.join(", ", names) + ".");
  }

  private void values(String owner, Settings settings, SourceLocation at) {
    for (Parameter parameter : parameters) {
      Setting setting = settings.get(parameter.name());
      if (setting == null) {
        if (parameter.required() && !complained.contains(settings.at()) && !complained.contains(at)) {
          problems.error(at, "missing-setting", owner + " needs \"" + parameter.name() + "\": " + parameter.help());
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
