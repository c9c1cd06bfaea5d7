package io.busbar.shell.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) to maps, lists, texts, doubles, booleans and null; writes objects of texts, numbers and booleans. Depth is
 * bounded by {@link #MAX_DEPTH}.
 */
public final class Json {
  /** Deepest nesting. */
  public static final int MAX_DEPTH = 32;

  private final String text;
  private int next;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not JSON; the message says where
   */
  public static @Nullable Object read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.space();
    if (json.next != text.length()) {
      throw json.wrong();
    }
    return value;
  }

  /** Reads an object; empty if the text is JSON of another type. */
  public static Map<String, @Nullable Object> object(String text) {
    return asObject(read(text));
  }

  /** The value as an object; empty if it is none. */
  public static Map<String, @Nullable Object> asObject(@Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> object.put(String.valueOf(key), each));
    }
    return object;
  }

  /** The value as a list; empty if it is none. */
  public static List<@Nullable Object> asList(@Nullable Object value) {
    List<@Nullable Object> list = new ArrayList<>();
    if (value instanceof List<?> items) {
      list.addAll(items);
    }
    return list;
  }

  /** A field as text; whole numbers without a fraction; empty if it is not there. */
  public static String text(Map<String, @Nullable Object> object, String name) {
    Object value = object.get(name);
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value == null ? "" : value.toString();
  }

  /** A field as number; NaN if it is none. */
  public static double number(Map<String, @Nullable Object> object, String name) {
    return object.get(name) instanceof Double number ? number : Double.NaN;
  }

  /** Writes an object of texts, numbers, booleans and lists of texts. */
  public static String write(Map<String, ?> object) {
    StringBuilder out = new StringBuilder("{");
    object.forEach((name, value) -> {
      out.append(out.length() == 1 ? "" : ",");
      quote(name, out);
      out.append(':');
      if (value instanceof Number || value instanceof Boolean) {
        out.append(value);
      } else if (value instanceof List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : ",");
          quote(String.valueOf(list.get(i)), out);
        }
        out.append(']');
      } else {
        quote(String.valueOf(value), out);
      }
    });
    return out.append('}').toString();
  }

  /** A text as JSON. */
  public static String quote(String value) {
    StringBuilder out = new StringBuilder();
    quote(value, out);
    return out.toString();
  }

  private static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
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

  private @Nullable Object value(int depth) {
    space();
    if (next == text.length() || depth > MAX_DEPTH) {
      throw wrong();
    }
    switch (text.charAt(next)) {
      case '{':
        return object(depth);
      case '[':
        return list(depth);
      case '"':
        return string();
      default:
        return literal();
    }
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    next++;
    space();
    if (is('}')) {
      return entries;
    }
    do {
      space();
      String key = string();
      space();
      if (!is(':')) {
        throw wrong();
      }
      entries.put(key, value(depth + 1));
      space();
    } while (is(','));
    if (!is('}')) {
      throw wrong();
    }
    return entries;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    next++;
    space();
    if (is(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
      space();
    } while (is(','));
    if (!is(']')) {
      throw wrong();
    }
    return items;
  }

  private String string() {
    if (!is('"')) {
      throw wrong();
    }
    StringBuilder out = new StringBuilder();
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw wrong();
  }

  private char escaped() {
    if (next == text.length()) {
      throw wrong();
    }
    char c = text.charAt(next++);
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'u':
        if (next + 4 <= text.length() && text.substring(next, next + 4).matches("[0-9a-fA-F]{4}")) {
          next += 4;
          return (char) Integer.parseInt(text.substring(next - 4, next), 16);
        }
        throw wrong();
      default:
        return c;
    }
  }

  private @Nullable Object literal() {
    int start = next;
    while (next < text.length() && ",]}: \t\r\n".indexOf(text.charAt(next)) < 0) {
      next++;
    }
    String word = text.substring(start, next);
    switch (word) {
      case "true":
        return true;
      case "false":
        return false;
      case "null":
        return null;
      default:
        if (word.matches("-?[0-9]{1,300}(\\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")) {
          return Double.valueOf(word);
        }
        next = start;
        throw wrong();
    }
  }

  private boolean is(char c) {
    boolean there = next < text.length() && text.charAt(next) == c;
    next += there ? 1 : 0;
    return there;
  }

  private void space() {
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("not JSON at character " + (next + 1));
  }
}
