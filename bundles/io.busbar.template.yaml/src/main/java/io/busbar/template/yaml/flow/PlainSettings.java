package io.busbar.template.yaml.flow;

import io.busbar.api.model.Setting;
import io.busbar.template.yaml.text.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns values that are not the loader's to interpret into settings. */
public final class PlainSettings {
  private PlainSettings() {}

  /**
   * One setting. A list of single values becomes their texts joined by {@code ", "}; a list of anything else a mapping
   * with the keys 1, 2, ….
   */
  public static Setting setting(Value value) {
    if (value instanceof Value.Scalar scalar) {
      return Setting.of(scalar.isEmpty() ? "" : scalar.text(), scalar.at());
    }
    Map<String, Setting> entries = new LinkedHashMap<>();
    if (value instanceof Value.Sequence list) {
      if (list.items().stream().allMatch(Value.Scalar.class::isInstance)) {
        return Setting.of(list.items().stream().map(item -> ((Value.Scalar) item).text()).collect(Collectors.joining(", ")), list.at());
      }
      list.items().forEach(item -> entries.put(Integer.toString(entries.size() + 1), setting(item)));
    } else if (value instanceof Value.Mapping mapping) {
      mapping.entries().forEach((key, entry) -> entries.put(key, setting(entry.value())));
    }
    return new Setting("", java.util.Collections.unmodifiableMap(entries), value.at());
  }
}
