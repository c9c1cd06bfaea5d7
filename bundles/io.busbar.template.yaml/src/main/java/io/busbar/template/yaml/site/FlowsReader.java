package io.busbar.template.yaml.site;

import io.busbar.api.model.Problems;
import io.busbar.template.yaml.flow.FlowScope;
import io.busbar.template.yaml.flow.NamedFlow;
import io.busbar.template.yaml.text.Value;
import org.jspecify.annotations.Nullable;

/** Reads flows with names: {@code flows:} of a template or of site.yaml, and files of the folder {@code flows/}. */
final class FlowsReader {
  private static final String EXAMPLE = "{\"clean(top)\": \"reasonable(0, $top)\"}";

  private FlowsReader() {}

  /** Adds the flows of a mapping to a scope; nothing for null. */
  static void read(@Nullable Value value, FlowScope scope, Problems problems) {
    Value.Mapping mapping = value == null ? null : Fields.mapping("flows", value, EXAMPLE, problems);
    if (mapping != null) {
      for (Value.Entry entry : mapping.entries().values()) {
        NamedFlow.read(entry, problems).ifPresent(scope::add);
      }
    }
  }
}
