package io.busbar.template.yaml.text;

import io.busbar.api.model.SourceLocation;
import java.util.List;
import java.util.Map;

/** A value in a YAML file with its place. Immutable; shared where the file uses an alias. */
public sealed interface Value {
  /** Where it begins. */
  SourceLocation at();

  /** What it is, for people: {@code a mapping}. */
  String kind();

  /**
   * A single value.
   *
   * @param text as written, without quotes, trimmed
   * @param quoted whether it was in quotes or a text block
   * @param at where it begins
   * @param textColumn column of its first character where it stands on one line as it is; 0 otherwise
   */
  record Scalar(String text, boolean quoted, SourceLocation at, int textColumn) implements Value {
    /** Whether nothing is written. */
    public boolean isEmpty() {
      return text.isEmpty() || (!quoted && (text.equals("~") || text.equals("null")));
    }

    /** Where the character with that index stands. */
    public SourceLocation at(int index) {
      return textColumn == 0 ? at : new SourceLocation(at.file(), at.line(), textColumn + index);
    }

    @Override
    public String kind() {
      return isEmpty() ? "nothing" : "\"" + text + "\"";
    }
  }

  /**
   * Keys and values.
   *
   * @param entries by key, in order of writing; of doubled keys the first
   * @param at where it begins
   */
  record Mapping(Map<String, Entry> entries, SourceLocation at) implements Value {
    @Override
    public String kind() {
      return entries.isEmpty() ? "an empty mapping" : "a mapping";
    }
  }

  /**
   * One entry of a mapping.
   *
   * @param key its key
   * @param keyAt where the key is written
   * @param value its value
   */
  record Entry(String key, SourceLocation keyAt, Value value) {}

  /**
   * A list.
   *
   * @param items in order
   * @param at where it begins
   */
  record Sequence(List<Value> items, SourceLocation at) implements Value {
    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }
}
