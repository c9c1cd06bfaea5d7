package io.busbar.template.yaml.flow;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of one template, {@code parameters: {ctRatio: 120}}: a default for all devices, which a column of the same name in
 * devices.csv overrides for one. Not thread-safe.
 */
public final class Parameters {
  private final Problems problems;
  private final Map<String, Setting> defaults = new LinkedHashMap<>();
  private final Map<String, List<String>> places = new HashMap<>();
  private final Map<String, SourceLocation> withinText = new HashMap<>();

  /** No parameters. */
  public Parameters(Problems problems) {
    this.problems = problems;
  }

  /** Adds one; a name that cannot be one is reported. */
  public void add(String name, Setting preset, SourceLocation at) {
    if (!Placeholders.isName(name)) {
      problems.error(at, "bad-name", "\"" + name + "\" cannot be the name of a parameter. It begins with a letter and has up to 32 letters, digits "
          + "and _.");
      return;
    }
    defaults.put(name, preset);
  }

  /** The stages of a point, numbered, with defaults in place of parameters; what is no parameter is reported. */
  public List<StageSpec> into(String point, List<StageSpec> stages) {
    List<StageSpec> replaced = new ArrayList<>();
    for (StageSpec stage : stages) {
      for (int i = 0; i < stage.positional().size(); i++) {
        note(point + "." + stage.id() + "." + (i + 1), stage.positional().get(i));
      }
      stage.named().forEach((name, argument) -> note(point + "." + stage.id() + "." + name, argument));
      replaced.add(Placeholders.replaced(stage, defaults::get));
    }
    return replaced;
  }

  private void note(String place, Setting argument) {
    String alone = Placeholders.alone(argument);
    Placeholders.each(argument, (name, setting) -> {
      if (!defaults.containsKey(name)) {
        problems.error(setting.at(), "unknown-parameter", "\"$" + name + "\" is no parameter here." + Nearest.hint(name, defaults.keySet())
            + " Add it to the template: \"parameters: {" + name + ": …}\".");
      } else if (alone.isEmpty()) {
        withinText.putIfAbsent(name, setting.at());
      } else {
        places.computeIfAbsent(name, key -> new ArrayList<>()).add(place);
      }
    });
  }

  /** Warns of parameters that no point uses. */
  public void warnUnused(Map<String, SourceLocation> at) {
    at.forEach((name, where) -> {
      if (defaults.containsKey(name) && !places.containsKey(name) && !withinText.containsKey(name)) {
        problems.warning(where, "unused-parameter", "nothing uses the parameter \"" + name + "\". Write $" + name + " in a flow, or remove it.");
      }
    });
  }

  /** The device with its own values at the places where the template has parameters. */
  public DeviceSpec into(DeviceSpec device) {
    if (device.settings().names().stream().noneMatch(defaults::containsKey)) {
      return device;
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    device.settings().values().forEach((name, value) -> {
      if (!defaults.containsKey(name)) {
        settings.put(name, value);
        return;
      }
      SourceLocation text = withinText.get(name);
      if (text != null) {
        problems.error(value.at(), "parameter-in-text", "\"" + name
            + "\" cannot differ from device to device: it is a part of a longer text at " + text
            + ", which is the same for all. Let it be an argument of its own there, such as linear($" + name + ") behind the formula, or remove "
            + "the column.");
      }
      places.getOrDefault(name, List.of()).forEach(place -> settings.putIfAbsent(place, value));
    });
    return new DeviceSpec(device.name(), device.template(), device.channel(), new Settings(settings, device.settings().at()), device.at());
  }
}
