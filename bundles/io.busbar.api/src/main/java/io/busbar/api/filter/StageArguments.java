package io.busbar.api.filter;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one stage matched to the parameters of its filter: by place, then by name. Immutable.
 */
public final class StageArguments {
  private final Descriptor descriptor;
  private final Map<String, Setting> written;

  private StageArguments(Descriptor descriptor, Map<String, Setting> written) {
    this.descriptor = descriptor;
    this.written = Map.copyOf(written);
  }

  /**
   * Matches and checks: too many, unknown, doubled or missing arguments, types, ranges and choices.
   *
   * @param problems takes every mistake, each where it is written
   */
  public static StageArguments of(Descriptor descriptor, StageSpec stage, Problems problems) {
    Map<String, Setting> written = new LinkedHashMap<>();
    List<Parameter> parameters = descriptor.parameters();
    List<String> names = parameters.stream().map(Parameter::name).toList();
    for (int i = 0; i < stage.positional().size(); i++) {
      Setting value = stage.positional().get(i);
      if (i >= parameters.size()) {
        problems.error(value.at(), "too-many-arguments", "\"" + descriptor.name() + "\" takes at most " + parameters.size()
            + " arguments (" + String.join(", ", names) + "). Write it like: " + descriptor.example());
        break;
      }
      written.put(parameters.get(i).name(), value);
    }
    stage.named().forEach((name, value) -> {
      if (!names.contains(name)) {
        problems.error(value.at(), "unknown-parameter", "\"" + descriptor.name() + "\" has no parameter \"" + name + "\"."
            + Nearest.hint(name, names) + " It takes: " + String.join(", ", names) + ".");
      } else if (written.put(name, value) != null) {
        problems.error(value.at(), "doubled-parameter",
            "\"" + name + "\" of \"" + descriptor.name() + "\" is given twice, by place and by name. Remove one.");
      }
    });
    for (Parameter parameter : parameters) {
      check(descriptor, stage, parameter, written.get(parameter.name()), problems);
    }
    return new StageArguments(descriptor, written);
  }

  private static void check(Descriptor descriptor, StageSpec stage, Parameter parameter, @Nullable Setting value,
      Problems problems) {
    String who = "\"" + parameter.name() + "\" of \"" + descriptor.name() + "\" ";
    if (value == null) {
      if (parameter.required()) {
        problems.error(stage.at(), "missing-parameter", who + "is missing (" + parameter.help() + ") Write it like: "
            + descriptor.example());
      }
      return;
    }
    boolean isMap = !value.entries().isEmpty();
    if (parameter.type() == ParameterType.MAP) {
      if (!isMap && !value.text().isEmpty()) {
        problems.error(value.at(), "wrong-type", who + "is a mapping, not \"" + value.text() + "\". Write it like: "
            + descriptor.example());
      }
      return;
    }
    String complaint = isMap ? "is one value, not a mapping." : ParameterText.complaint(parameter, value.text());
    if (!complaint.isEmpty()) {
      problems.error(value.at(), "wrong-value", who + complaint);
    }
  }

  /** All parameters of the filter. */
  public List<Parameter> parameters() {
    return descriptor.parameters();
  }

  /** The argument as written, or null if it is not. */
  public @Nullable Setting setting(String name) {
    return written.get(name);
  }

  /** Text of an argument, its default if it is not written, empty without a default. */
  public String text(String name) {
    Setting setting = written.get(name);
    if (setting != null) {
      return setting.text();
    }
    String defaultText = parameter(name).defaultText();
    return defaultText == null ? "" : defaultText;
  }

  /** Number of an argument or its default: durations in seconds, booleans 0 and 1; NaN if it has neither. */
  public double number(String name) {
    return ParameterText.number(parameter(name).type(), text(name));
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException if the filter's descriptor has none: a mistake in the filter
   */
  public Parameter parameter(String name) {
    for (Parameter parameter : descriptor.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    throw new IllegalArgumentException("filter \"" + descriptor.name() + "\" asks for the parameter \"" + name
        + "\" that its own descriptor does not have");
  }
}
