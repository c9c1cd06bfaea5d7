package io.busbar.api.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named values of a channel, device, template or point that the core does not interpret itself: the driver does.
 * Immutable; keeps the order of writing.
 *
 * @param values by name
 * @param at where the whole is written
 */
public record Settings(Map<String, Setting> values, SourceLocation at) {
  /** Nothing set. */
  public static final Settings NONE = new Settings(Map.of(), SourceLocation.NONE);

  /** Copies the map, keeping its order. */
  public Settings {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The setting of that name, or null. */
  public @Nullable Setting get(String name) {
    return values.get(name);
  }

  /** The text of that name, or the default. */
  public String text(String name, String defaultText) {
    Setting setting = values.get(name);
    return setting == null ? defaultText : setting.text();
  }

  /** Where that name is written, or where the whole is. */
  public SourceLocation where(String name) {
    Setting setting = values.get(name);
    return setting == null ? at : setting.at();
  }

  /** The names, in order of writing. */
  public Set<String> names() {
    return values.keySet();
  }
}
