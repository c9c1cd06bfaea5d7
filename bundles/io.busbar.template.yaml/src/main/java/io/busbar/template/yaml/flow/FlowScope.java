package io.busbar.template.yaml.flow;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The flows with a name that a flow may use, those of its template before those of the site. Not thread-safe. */
public final class FlowScope {
  private final @Nullable FlowScope outer;
  private final Map<String, NamedFlow> flows = new LinkedHashMap<>();
  private final Problems problems;

  /** An empty scope within another, or within none. */
  public FlowScope(@Nullable FlowScope outer, Problems problems) {
    this.outer = outer;
    this.problems = problems;
  }

  /** Adds a flow; a second one of the same name is reported. */
  public void add(NamedFlow flow) {
    NamedFlow first = flows.putIfAbsent(flow.name(), flow);
    if (first != null) {
      problems.error(flow.at(), "duplicate-flow", "flow \"" + flow.name() + "\" is there already (" + first.at()
          + "). Give one of them another name.");
    }
  }

  /** Reports every parameter in these flows that they do not have; for flows that belong to no template. */
  public void checkOwnParameters() {
    for (NamedFlow flow : flows.values()) {
      for (StageSpec stage : flow.stages()) {
        Flow.arguments(stage).forEach(argument -> Placeholders.each(argument, (name, setting) -> {
          if (!flow.parameters().containsKey(name)) {
            problems.error(setting.at(), "unknown-parameter", "flow \"" + flow.name() + "\" has no parameter \"$" + name + "\"."
                + Nearest.hint(name, flow.parameters().keySet()) + " Add it behind the flow's name: \"" + flow.name() + "(" + name + ")\".");
          }
        }));
      }
    }
  }

  private @Nullable NamedFlow find(String name) {
    NamedFlow own = flows.get(name);
    return own != null ? own : outer == null ? null : outer.find(name);
  }

  /** Stages with the stages of named flows in place of their names; empty if one is used wrongly, which is reported. */
  public Optional<List<StageSpec>> expand(List<StageSpec> written) {
    List<StageSpec> stages = new ArrayList<>();
    return expand(written, new ArrayDeque<>(), stages) ? Optional.of(stages) : Optional.empty();
  }

  private boolean expand(List<StageSpec> written, Deque<String> within, List<StageSpec> to) {
    boolean right = true;
    for (StageSpec stage : written) {
      NamedFlow flow = find(stage.filter());
      if (flow == null) {
        to.add(stage);
      } else if (within.contains(flow.name())) {
        problems.error(stage.at(), "flow-in-itself", "flow \"" + flow.name() + "\" uses itself. A flow may have the name of a filter, but cannot "
            + "use that filter then: give it another name.");
        return false;
      } else {
        Map<String, Setting> arguments = flow.arguments(stage, problems);
        within.push(flow.name());
        right &= arguments != null && expand(flow.stages().stream().map(each -> Placeholders.replaced(each, arguments::get)).toList(), within, to);
        within.pop();
      }
      if (to.size() > FlowText.MAX_STAGES) {
        problems.error(stage.at(), "flow-syntax", "a flow has at most " + FlowText.MAX_STAGES + " stages, those of the flows that it uses "
            + "counted. Split it into two points.");
        return false;
      }
    }
    return right;
  }
}
