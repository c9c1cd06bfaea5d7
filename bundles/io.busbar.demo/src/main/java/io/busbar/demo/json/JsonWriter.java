package io.busbar.demo.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, collections, strings, numbers, booleans and null as JSON, indented by two spaces, members in the map's order. */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {
  }

  /** The value as JSON text with a final line break. A double without a value (NaN, infinite) becomes null. */
  public static String text(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value, 0);
    return writer.out.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> members) {
      members(members, depth);
    } else if (value instanceof Collection<?> elements) {
      elements(elements, depth);
    } else if (value instanceof Double number) {
      out.append(Double.isFinite(number) ? String.format(Locale.ROOT, "%.3f", number) : "null");
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      out.append(value);
    } else {
      string(value.toString());
    }
  }

  private void members(Map<?, ?> members, int depth) {
    String separator = "{";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(separator);
      line(depth + 1);
      string(String.valueOf(member.getKey()));
      out.append(": ");
      value(member.getValue(), depth + 1);
      separator = ",";
    }
    close(members.isEmpty(), "{", "}", depth);
  }

  private void elements(Collection<?> elements, int depth) {
    String separator = "[";
    for (Object element : elements) {
      out.append(separator);
      line(depth + 1);
      value(element, depth + 1);
      separator = ",";
    }
    close(elements.isEmpty(), "[", "]", depth);
  }

  private void close(boolean empty, String begin, String end, int depth) {
    if (empty) {
      out.append(begin);
    } else {
      line(depth);
    }
    out.append(end);
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String text) {
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
