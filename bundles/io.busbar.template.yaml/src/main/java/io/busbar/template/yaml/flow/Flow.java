package io.busbar.template.yaml.flow;

import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a flow written as text or as a YAML list of stages. */
public final class Flow {
  private Flow() {}

  /**
   * Reads a flow.
   *
   * @return its stages, their ids not yet numbered; empty if it is wrong, which is reported
   */
  public static Optional<List<StageSpec>> read(Value value, Problems problems) {
    if (value instanceof Value.Scalar scalar) {
      if (scalar.isEmpty()) {
        problems.error(scalar.at(), "flow-syntax", "the flow is empty. Write its stages, for example \"debounce(20ms)\", or remove it.");
        return Optional.empty();
      }
      return FlowText.read(scalar, problems);
    }
    List<Value> items = value instanceof Value.Sequence sequence ? sequence.items() : List.of(value);
    List<StageSpec> stages = new ArrayList<>();
    boolean whole = true;
    for (Value item : items) {
      Optional<List<StageSpec>> read = item instanceof Value.Scalar scalar ? read(scalar, problems) : stage(item, problems);
      whole &= read.isPresent();
      read.ifPresent(stages::addAll);
    }
    if (stages.size() > FlowText.MAX_STAGES) {
      problems.error(value.at(), "flow-syntax", "a flow has at most " + FlowText.MAX_STAGES + " stages. Split it into two points.");
      return Optional.empty();
    }
    return whole ? Optional.of(stages) : Optional.empty();
  }

  /** {@code dbAbs: 2}, {@code linear: {a: 0.1, b: 0}}, {@code doublePoint: [open, closed]}, {@code enum: {0: off, 1: on}}. */
  private static Optional<List<StageSpec>> stage(Value item, Problems problems) {
    if (!(item instanceof Value.Mapping mapping) || mapping.entries().size() != 1) {
      problems.error(item.at(), "flow-syntax", "a stage of a flow is text such as \"dbAbs(2)\" or one filter with its arguments such as "
          + "{dbAbs: 2}.");
      return Optional.empty();
    }
    Value.Entry entry = mapping.entries().values().iterator().next();
    Value arguments = entry.value();
    List<Setting> positional = new ArrayList<>();
    Map<String, Setting> named = new LinkedHashMap<>();
    if (arguments instanceof Value.Sequence list) {
      list.items().forEach(each -> positional.add(PlainSettings.setting(each)));
    } else if (arguments instanceof Value.Mapping map && map.entries().keySet().stream().allMatch(Flow::isName)) {
      map.entries().forEach((key, value) -> named.put(key, PlainSettings.setting(value.value())));
    } else if (!(arguments instanceof Value.Scalar scalar && scalar.isEmpty())) {
      positional.add(PlainSettings.setting(arguments));
    }
    return Optional.of(List.of(new StageSpec(entry.key(), positional, named, entry.key(), entry.keyAt())));
  }

  /** All arguments of a stage. */
  static List<Setting> arguments(StageSpec stage) {
    List<Setting> all = new ArrayList<>(stage.positional());
    all.addAll(stage.named().values());
    return all;
  }

  private static boolean isName(String key) {
    return !key.isEmpty() && FlowText.isNamePart(key.charAt(0), true);
  }

  /** Gives every stage its identity within the flow: the filter's name, and {@code #2} for the second of its kind. */
  public static List<StageSpec> numbered(List<StageSpec> stages) {
    Map<String, Integer> seen = new HashMap<>();
    List<StageSpec> numbered = new ArrayList<>(stages.size());
    for (StageSpec stage : stages) {
      int nth = seen.merge(stage.filter(), 1, Integer::sum);
      numbered.add(new StageSpec(stage.filter(), stage.positional(), stage.named(),
          nth == 1 ? stage.filter() : stage.filter() + "#" + nth, stage.at()));
    }
    return numbered;
  }
}
