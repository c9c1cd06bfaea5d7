package io.busbar.testkit.vectors;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of test vectors: {@code [name]} begins one, {@code key = value} follow, {@code #} begins a comment. A test says with
 * {@link Vector#made} what the implementation makes of it; {@link #made()} is the file with these values, which must be the
 * file as it is. Not thread-safe.
 */
public final class VectorFile {
  /** One vector. */
  public static final class Vector {
    private final String name;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> made = new LinkedHashMap<>();

    private Vector(String name) {
      this.name = name;
    }

    /** Its name. */
    public String name() {
      return name;
    }

    /** Whether it has a value. */
    public boolean has(String key) {
      return values.containsKey(key);
    }

    /** A value as it is written. */
    public String text(String key) {
      String value = values.get(key);
      if (value == null) {
        throw new IllegalArgumentException("[" + name + "] has no " + key);
      }
      return value;
    }

    /** A value that is bytes in hexadecimal; spaces mean nothing. */
    public byte[] bytes(String key) {
      return HexFormat.of().parseHex(text(key).replace(" ", ""));
    }

    /** A value that is a whole number, in hexadecimal where it begins with 0x. */
    public long number(String key) {
      return Long.decode(text(key));
    }

    /** What the implementation has for a value; a new one stands at the end of the vector. */
    public void made(String key, String value) {
      made.put(key, value);
    }

    /** The same of bytes. Where the text means these bytes already, its spaces stay. */
    public void made(String key, byte[] value) {
      String hex = HexFormat.of().formatHex(value);
      made(key, has(key) && text(key).replace(" ", "").equals(hex) ? text(key) : hex);
    }

    /** The same of a number. */
    public void made(String key, long value) {
      made(key, has(key) && number(key) == value ? text(key) : Long.toString(value));
    }
  }

  private final List<String> lines;
  private final Map<String, Vector> vectors = new LinkedHashMap<>();

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with the line that is neither of the three, or a name that stands twice
   */
  public VectorFile(String text) {
    lines = text.lines().toList();
    Vector vector = new Vector("");
    for (String line : lines) {
      String name = nameIn(line);
      int equals = line.indexOf('=');
      if (!name.isEmpty()) {
        vector = new Vector(name);
        if (vectors.put(name, vector) != null) {
          throw new IllegalArgumentException("[" + name + "] stands twice");
        }
      } else if (equals > 0 && !line.startsWith("#")) {
        if (vector.values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip()) != null) {
          throw new IllegalArgumentException("[" + vector.name + "] has " + line.substring(0, equals).strip() + " twice");
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException("neither a name nor a value: " + line);
      }
    }
  }

  private static String nameIn(String line) {
    return line.startsWith("[") && line.endsWith("]") ? line.substring(1, line.length() - 1) : "";
  }

  /** All vectors in their order. */
  public List<Vector> vectors() {
    return List.copyOf(vectors.values());
  }

  /**
   * The vector with that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Vector vector(String name) {
    Vector vector = vectors.get(name);
    if (vector == null) {
      throw new IllegalArgumentException("there is no vector [" + name + "]");
    }
    return vector;
  }

  /** The file as it was read. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /** The file with what the implementation has made; comments, order and what was not made stay. */
  public String made() {
    List<String> out = new ArrayList<>();
    Map<String, String> rest = new LinkedHashMap<>();
    for (String line : lines) {
      String name = nameIn(line);
      int equals = line.indexOf('=');
      if (!name.isEmpty()) {
        append(out, rest);
        rest = new LinkedHashMap<>(vector(name).made);
        out.add(line);
      } else {
        String value = equals < 0 || line.startsWith("#") ? null : rest.remove(line.substring(0, equals).strip());
        out.add(value == null ? line : line.substring(0, equals).strip() + " = " + value);
      }
    }
    append(out, rest);
    return String.join("\n", out) + "\n";
  }

  /** Puts new values behind the last line of their vector that is not blank. */
  private static void append(List<String> out, Map<String, String> values) {
    int at = out.size();
    while (at > 0 && out.get(at - 1).isBlank()) {
      at--;
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      out.add(at++, value.getKey() + " = " + value.getValue());
    }
  }
}
