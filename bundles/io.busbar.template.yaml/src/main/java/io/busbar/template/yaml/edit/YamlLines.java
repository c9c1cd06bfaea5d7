package io.busbar.template.yaml.edit;

import io.busbar.api.model.Problems;
import io.busbar.template.yaml.text.Value;
import io.busbar.template.yaml.text.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a YAML file that hold the entries of one of its mappings, each entry from a line of its own on. Immutable. */
final class YamlLines {
  private final List<String> lines;
  private final Map<String, Integer> firstLines;
  private final int indent;

  private YamlLines(List<String> lines, Map<String, Integer> firstLines, int indent) {
    this.lines = lines;
    this.firstLines = firstLines;
    this.indent = indent;
  }

  /** Whether a mapping of the file has an entry. */
  static boolean has(String text, String mapping, String name) {
    Value.Mapping entries = entries(text, mapping);
    return entries != null && entries.entries().containsKey(name);
  }

  private static Value.@Nullable Mapping entries(String text, String mapping) {
    if (YamlText.read("", text, new Problems()) instanceof Value.Mapping root) {
      Value.Entry entry = root.entries().get(mapping);
      return entry != null && entry.value() instanceof Value.Mapping entries ? entries : null;
    }
    return null;
  }

  /** The entries of a mapping of the file; null if they are not there, or not one below the other. */
  static @Nullable YamlLines of(String text, String mapping) {
    Value.Mapping entries = entries(text, mapping);
    if (entries == null || entries.entries().isEmpty()) {
      return null;
    }
    List<String> lines = new ArrayList<>(text.lines().toList());
    Map<String, Integer> first = new LinkedHashMap<>();
    int indent = -1;
    for (Value.Entry entry : entries.entries().values()) {
      int line = entry.keyAt().line() - 1;
      int column = entry.keyAt().column() - 1;
      boolean alone = line >= 0 && line < lines.size() && lines.get(line).substring(0, Math.min(column, lines.get(line).length())).isBlank();
      if (!alone || column == 0 || (indent >= 0 && indent != column)) {
        return null;
      }
      indent = column;
      first.put(entry.key(), line);
    }
    return new YamlLines(lines, first, indent);
  }

  /** Names of the entries, in order. */
  Set<String> names() {
    return firstLines.keySet();
  }

  /** The file with an entry put, or without it if there is no text. */
  String with(String name, @Nullable String text) {
    List<String> now = new ArrayList<>(lines);
    String line = text == null ? "" : " ".repeat(indent) + quoted(name) + ": " + text;
    Integer first = firstLines.get(name);
    if (first != null) {
      int end = end(first);
      List<String> old = now.subList(first, end);
      old.clear();
      if (text != null) {
        now.add(first, line);
      }
    } else if (text != null) {
      int last = firstLines.values().stream().mapToInt(each -> each).max().orElse(lines.size() - 1);
      now.add(end(last), line);
    }
    return String.join("\n", now) + "\n";
  }

  /** The line behind the entry that begins there: comments and empty lines at its end belong to what follows. */
  private int end(int first) {
    int end = first + 1;
    int last = end;
    while (end < lines.size()) {
      String line = lines.get(end);
      boolean content = !line.isBlank() && !line.stripLeading().startsWith("#");
      if (content && line.length() - line.stripLeading().length() <= indent) {
        break;
      }
      end++;
      last = content ? end : last;
    }
    return last;
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_.-]*") && !name.matches("(?i)true|false|yes|no|on|off|null") ? name
        : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
