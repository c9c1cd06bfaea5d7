package io.busbar.console.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one small JSON object into maps, lists, texts, doubles, booleans and nulls (RFC 8259). Depth at most
 * {@link #MAX_DEPTH}; the length is bounded by the caller.
 */
public final class JsonReader {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 8;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The object in a text, or null if it holds none. */
  public static @Nullable Map<String, @Nullable Object> object(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      reader.space();
      Map<String, @Nullable Object> object = reader.map(0);
      reader.space();
      return reader.at == text.length() ? object : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    expect('{');
    space();
    if (take('}')) {
      return map;
    }
    do {
      space();
      String name = string();
      space();
      expect(':');
      map.put(name, value(depth + 1));
      space();
    } while (take(','));
    expect('}');
    return map;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    expect('[');
    space();
    if (take(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
      space();
    } while (take(','));
    expect(']');
    return list;
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deeply");
    }
    space();
    return switch (peek()) {
      case '{' -> map(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("unknown word");
    }
    at += word.length();
    return meaning;
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.valueOf(text.substring(start, at));
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw new IllegalArgumentException("control character in a text");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw new IllegalArgumentException("unknown escape");
    };
  }

  private char hex() {
    if (at + 4 > text.length()) {
      throw new IllegalArgumentException("text ends in an escape");
    }
    int code = Integer.parseInt(text.substring(at, at + 4), 16);
    at += 4;
    return (char) code;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw new IllegalArgumentException("text ends too early");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (next() != c) {
      throw new IllegalArgumentException("expected " + c);
    }
  }
}
