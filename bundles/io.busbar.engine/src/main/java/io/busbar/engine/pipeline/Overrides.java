package io.busbar.engine.pipeline;

import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device's own values of stage parameters: columns of devices.csv named {@code point.stage.parameter}
 * ({@code ia.dbAbs.d}), or {@code point.parameter} ({@code ia.d}) where one stage of the point has it. An empty cell
 * leaves the template's value. A number in place of the parameter's name is its place: {@code ia.dbAbs.1}.
 */
public final class Overrides {
  private Overrides() {}

  /**
   * One override.
   *
   * @param point of the template
   * @param stage id of the stage
   * @param parameter name
   * @param value as a number
   */
  public record OwnValue(String point, String stage, String parameter, double value) {}

  /** The device's settings that are not overrides: what its driver is given. */
  public static DeviceSpec withoutOverrides(DeviceSpec device) {
    if (device.settings().names().stream().noneMatch(Overrides::isOverride)) {
      return device;
    }
    Map<String, Setting> kept = new LinkedHashMap<>(device.settings().values());
    kept.keySet().removeIf(Overrides::isOverride);
    return new DeviceSpec(device.name(), device.template(), device.channel(), new Settings(kept, device.settings().at()),
        device.at());
  }

  /** The overrides of a device of that template; mistakes go to the problems. */
  public static List<OwnValue> of(DeviceSpec device, CompiledTemplate template, Problems problems) {
    List<OwnValue> found = new ArrayList<>();
    device.settings().values().forEach((name, setting) -> {
      if (isOverride(name) && !setting.text().isEmpty()) {
        OwnValue override = resolve(name, setting, template, problems);
        if (override != null) {
          found.add(override);
        }
      }
    });
    return found;
  }

  private static boolean isOverride(String name) {
    return name.indexOf('.') > 0;
  }

  private static @Nullable OwnValue resolve(String name, Setting setting, CompiledTemplate template, Problems problems) {
    String[] parts = name.split("\\.", 3);
    CompiledPoint point = template.points().stream().filter(p -> p.spec().name().equals(parts[0])).findFirst().orElse(null);
    if (point == null) {
      problems.error(setting.at(), "unknown-override", "column \"" + name + "\": template \"" + template.spec().name()
          + "\" has no point \"" + parts[0] + "\"."
          + Nearest.hint(parts[0], template.points().stream().map(p -> p.spec().name()).toList()));
      return null;
    }
    String wantedParameter = parts[parts.length - 1];
    List<OwnValue> matches = new ArrayList<>();
    List<String> possible = new ArrayList<>();
    for (CompiledStage stage : point.stages()) {
      int place = 0;
      for (Parameter parameter : stage.arguments().parameters()) {
        place++;
        boolean fits = parts.length == 2 || stage.spec().id().equals(parts[1]);
        possible.add(point.spec().name() + "." + stage.spec().id() + "." + parameter.name());
        if (fits && (parameter.name().equals(wantedParameter) || Integer.toString(place).equals(wantedParameter))) {
          String complaint = isNumber(parameter) ? ParameterText.complaint(parameter, setting.text())
              : "is a text and the same for all devices. Make a second template instead.";
          if (!complaint.isEmpty()) {
            problems.error(setting.at(), "wrong-value",
                "\"" + point.spec().name() + "." + stage.spec().id() + "." + parameter.name() + "\" " + complaint);
          }
          matches.add(new OwnValue(point.spec().name(), stage.spec().id(), parameter.name(),
              ParameterText.number(parameter.type(), setting.text())));
        }
      }
    }
    if (matches.size() == 1) {
      return matches.get(0);
    }
    problems.error(setting.at(), "unknown-override", matches.isEmpty()
        ? "column \"" + name + "\" is no parameter of a stage." + Nearest.hint(name, possible) + " Possible: "
            + String.join(", ", possible) + "."
        : "column \"" + name + "\" fits " + matches.size() + " stages. Write point.stage.parameter: "
            + String.join(", ", matches.stream().map(m -> m.point() + "." + m.stage() + "." + m.parameter()).toList()) + ".");
    return null;
  }

  private static boolean isNumber(Parameter parameter) {
    return parameter.type() == ParameterType.INTEGER || parameter.type() == ParameterType.NUMBER
        || parameter.type() == ParameterType.DURATION || parameter.type() == ParameterType.BOOLEAN;
  }
}
