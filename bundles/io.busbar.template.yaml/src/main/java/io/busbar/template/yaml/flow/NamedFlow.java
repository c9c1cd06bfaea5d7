package io.busbar.template.yaml.flow;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A flow with a name, {@code clean(top, band=2): "reasonable(0, $top) | dbAbs($band)"}. Immutable.
 *
 * @param name unique where it is known
 * @param parameters names and defaults in order, null where there is none
 * @param stages as written
 * @param at where its name is written
 */
public record NamedFlow(String name, Map<String, Optional<Setting>> parameters, List<StageSpec> stages, SourceLocation at) {
  /** Parameters at most. */
  static final int MAX_PARAMETERS = 16;

  /** Copies the collections, keeping the order. */
  public NamedFlow {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    stages = List.copyOf(stages);
  }

  /** Reads one; empty if it is wrong, which is reported. */
  public static Optional<NamedFlow> read(Value.Entry entry, Problems problems) {
    Value.Scalar head = new Value.Scalar(entry.key(), false, entry.keyAt(), entry.keyAt().column());
    Optional<List<StageSpec>> signature = FlowText.read(head, problems);
    Optional<List<StageSpec>> stages = Flow.read(entry.value(), problems);
    if (signature.isEmpty() || stages.isEmpty()) {
      return Optional.empty();
    }
    StageSpec written = signature.get().get(0);
    Map<String, Optional<Setting>> parameters = new LinkedHashMap<>();
    boolean wrong = signature.get().size() != 1;
    for (Setting parameter : written.positional()) {
      wrong |= !Placeholders.isName(parameter.text()) || parameters.put(parameter.text(), Optional.empty()) != null;
    }
    for (Map.Entry<String, Setting> parameter : inOrder(written)) {
      wrong |= !Placeholders.isName(parameter.getKey()) || parameters.put(parameter.getKey(), Optional.of(parameter.getValue())) != null;
    }
    if (wrong || parameters.size() > MAX_PARAMETERS) {
      problems.error(entry.keyAt(), "bad-flow-name", "\"" + entry.key() + "\" is not the name of a flow. Write its name, and behind it up to "
          + MAX_PARAMETERS + " different parameters of letters, digits and _, for example \"clean(top, band=2)\".");
      return Optional.empty();
    }
    return Optional.of(new NamedFlow(written.filter(), parameters, stages.get(), entry.keyAt()));
  }

  /** Arguments with a name in the order in which they are written. */
  private static List<Map.Entry<String, Setting>> inOrder(StageSpec stage) {
    List<Map.Entry<String, Setting>> named = new ArrayList<>(stage.named().entrySet());
    named.sort(java.util.Comparator.comparingInt(parameter -> parameter.getValue().at().column()));
    return named;
  }

  /**
   * The arguments of one use.
   *
   * @return by parameter; null if they are wrong, which is reported
   */
  @Nullable Map<String, Setting> arguments(StageSpec use, Problems problems) {
    Map<String, Setting> arguments = new LinkedHashMap<>();
    List<String> names = List.copyOf(parameters.keySet());
    boolean right = true;
    for (int i = 0; i < use.positional().size(); i++) {
      if (i == names.size()) {
        problems.error(use.positional().get(i).at(), "too-many-arguments", "flow \"" + name + "\" takes at most " + names.size()
            + " arguments" + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")") + ". Remove this one, or add a parameter at " + at + ".");
        return null;
      }
      arguments.put(names.get(i), use.positional().get(i));
    }
    for (Map.Entry<String, Setting> argument : use.named().entrySet()) {
      if (!parameters.containsKey(argument.getKey())) {
        problems.error(argument.getValue().at(), "unknown-parameter", "flow \"" + name + "\" has no parameter \"" + argument.getKey() + "\"."
            + Nearest.hint(argument.getKey(), names) + (names.isEmpty() ? "" : " It takes: " + String.join(", ", names) + "."));
        right = false;
      } else if (arguments.put(argument.getKey(), argument.getValue()) != null) {
        problems.error(argument.getValue().at(), "doubled-parameter",
            "\"" + argument.getKey() + "\" of flow \"" + name + "\" is given twice, by place and by name. Remove one.");
        right = false;
      }
    }
    for (Map.Entry<String, Optional<Setting>> parameter : parameters.entrySet()) {
      parameter.getValue().ifPresent(preset -> arguments.putIfAbsent(parameter.getKey(), preset));
      if (!arguments.containsKey(parameter.getKey())) {
        problems.error(use.at(), "missing-parameter", "\"" + parameter.getKey() + "\" of flow \"" + name + "\" is missing. Write it like "
            + name + "(" + String.join(", ", names) + "), or give it a default at " + at + ".");
        right = false;
      }
    }
    return right ? arguments : null;
  }
}
