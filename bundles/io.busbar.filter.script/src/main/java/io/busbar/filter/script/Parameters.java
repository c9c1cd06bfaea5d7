package io.busbar.filter.script;

import io.busbar.api.model.Setting;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The mapping of a stage as JSON for its script: numbers as numbers, true and false, all else as texts. */
final class Parameters {
  private static final String NUMBER = "-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?([eE][-+]?\\d{1,3})?";

  private Parameters() {}

  static String json(@Nullable Setting mapping) {
    StringBuilder out = new StringBuilder();
    append(mapping == null ? Map.of() : mapping.entries(), out);
    return out.toString();
  }

  private static void append(Map<String, Setting> entries, StringBuilder out) {
    String separator = "{";
    if (entries.isEmpty()) {
      out.append('{');
    }
    for (Map.Entry<String, Setting> entry : new TreeMap<>(entries).entrySet()) {
      out.append(separator);
      quoted(entry.getKey(), out);
      out.append(':');
      Setting value = entry.getValue();
      String text = value.text();
      if (!value.entries().isEmpty()) {
        append(value.entries(), out);
      } else if (text.matches(NUMBER) || text.equals("true") || text.equals("false")) {
        out.append(text);
      } else {
        quoted(text, out);
      }
      separator = ",";
    }
    out.append('}');
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
