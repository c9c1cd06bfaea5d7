package io.busbar.console.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Grows one JSON value, into memory or piece by piece into a stream. Objects and arrays are written by a lambda, so they are
 * always closed; a number that JSON does not have (NaN, infinity) becomes {@code null}. Not thread-safe.
 */
public final class Json {
  private static final int PIECE_CHARS = 16_384;

  private final StringBuilder out = new StringBuilder(1_024);
  private final @Nullable OutputStream stream;
  private boolean first = true;

  private Json(@Nullable OutputStream stream) {
    this.stream = stream;
  }

  /** An object as bytes. */
  public static byte[] object(Consumer<Json> fields) {
    Json json = new Json(null);
    json.braces('{', '}', fields);
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An object into a stream, of which little is in memory at a time. */
  public static void object(OutputStream to, Consumer<Json> fields) throws IOException {
    Json json = new Json(to);
    try {
      json.braces('{', '}', fields);
      json.pass(0);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void pass(int longest) {
    if (stream != null && out.length() > longest) {
      try {
        stream.write(out.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.setLength(0);
    }
  }

  /** A field with a text. */
  public Json put(String name, String value) {
    name(name);
    text(value);
    return this;
  }

  /** A field with a whole number. */
  public Json put(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A field with a number. */
  public Json put(String name, double value) {
    name(name);
    number(value);
    return this;
  }

  /** A field with a truth value. */
  public Json put(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A field without a value. */
  public Json putNull(String name) {
    name(name);
    out.append("null");
    return this;
  }

  /** A field with a time in ns that may be missing. */
  public Json time(String name, long ns) {
    return ns == Long.MIN_VALUE || ns == 0 ? putNull(name) : put(name, ns);
  }

  /** A field with an object. */
  public Json object(String name, Consumer<Json> fields) {
    name(name);
    braces('{', '}', fields);
    return this;
  }

  /** A field with an array of objects. */
  public <T> Json objects(String name, Iterable<T> items, Item<T> fields) {
    name(name);
    braces('[', ']', json -> {
      for (T item : items) {
        comma();
        braces('{', '}', inner -> fields.write(inner, item));
        pass(PIECE_CHARS);
      }
    });
    return this;
  }

  /** A field with an array of texts. */
  public Json texts(String name, Iterable<String> items) {
    name(name);
    braces('[', ']', json -> {
      for (String item : items) {
        comma();
        text(item);
      }
    });
    return this;
  }

  /** A field with an array of shares, 0…1, to a thousandth. */
  public Json shares(String name, Iterable<Double> items) {
    name(name);
    braces('[', ']', json -> {
      for (double item : items) {
        comma();
        out.append(Double.isFinite(item) ? Math.round(item * 1000) / 1000.0 : 0);
      }
    });
    return this;
  }

  /** A field with an array of whole numbers. */
  public Json numbers(String name, Iterable<Long> items) {
    name(name);
    braces('[', ']', json -> {
      for (long item : items) {
        comma();
        out.append(item);
      }
    });
    return this;
  }

  /** Writes the fields of one item. */
  @FunctionalInterface
  public interface Item<T> {
    /** Writes them. */
    void write(Json json, T item);
  }

  private void braces(char open, char close, Consumer<Json> content) {
    boolean outer = first;
    out.append(open);
    first = true;
    content.accept(this);
    out.append(close);
    first = outer;
  }

  private void comma() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void name(String name) {
    comma();
    text(name);
    out.append(':');
  }

  private void number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.append("null");
    } else {
      out.append(value);
    }
  }

  private void text(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        // So that the text may stand in a page as well.
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < 0x20 || c == 0x7F || (Character.isSurrogate(c) && !isPaired(value, i))) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPaired(String value, int at) {
    char c = value.charAt(at);
    return Character.isHighSurrogate(c) ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }

  private void escape(char c) {
    out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
  }
}
