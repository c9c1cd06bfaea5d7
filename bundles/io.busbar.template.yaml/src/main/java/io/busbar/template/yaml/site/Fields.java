package io.busbar.template.yaml.site;

import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.template.yaml.flow.PlainSettings;
import io.busbar.template.yaml.text.Hints;
import io.busbar.template.yaml.text.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one mapping by name and type; whatever is wrong is reported and counts as not written. */
final class Fields {
  private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private final Value.Mapping mapping;
  private final Problems problems;
  private boolean wrong;

  Fields(Value.Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /** The mapping that this value should be; null and reported if it is something else. */
  static Value.@Nullable Mapping mapping(String name, Value value, String example, Problems problems) {
    if (value instanceof Value.Mapping mapping) {
      return mapping;
    }
    problems.error(value.at(), "wrong-type", "\"" + name + "\" must be a mapping, not " + value.kind() + ". Write for example " + example + ".");
    return null;
  }

  SourceLocation at() {
    return mapping.at();
  }

  Problems problems() {
    return problems;
  }

  /** Whether something that was taken was wrong. */
  boolean isWrong() {
    return wrong;
  }

  /** Notes that something is wrong that is reported already. */
  void markWrong() {
    wrong = true;
  }

  /** Notes that something is wrong and reports it. */
  void error(SourceLocation at, String code, String message) {
    wrong = true;
    problems.error(at, code, message);
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  @Nullable Value value(String key) {
    Value.Entry entry = mapping.entries().get(key);
    return entry == null ? null : entry.value();
  }

  /** Stands for a value that is not written. */
  Value none() {
    return new Value.Scalar("", false, mapping.at(), 0);
  }

  /** Where the key is written, or where the whole begins. */
  SourceLocation keyAt(String key) {
    Value.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.at() : entry.keyAt();
  }

  /** A single value that is not empty; null if not written or wrong. */
  Value.@Nullable Scalar scalar(String key, String example) {
    Value value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Value.Scalar scalar && !scalar.isEmpty()) {
      return scalar;
    }
    error(value.at(), value instanceof Value.Scalar ? "no-value" : "wrong-type",
        "\"" + key + "\" needs a value, not " + value.kind() + ". Write for example \"" + key + ": " + example + "\".");
    return null;
  }

  /** A number; empty if not written or wrong. */
  OptionalDouble number(String key, String example) {
    Value.Scalar scalar = scalar(key, example);
    if (scalar == null) {
      return OptionalDouble.empty();
    }
    if (NUMBER.matcher(scalar.text()).matches()) {
      double number = Double.parseDouble(scalar.text());
      if (Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    }
    String comma = scalar.text().indexOf(',') >= 0 ? " The decimal sign is a point: " + scalar.text().replace(',', '.') + "." : "";
    error(scalar.at(), "not-a-number", "\"" + key + "\" must be a number, not \"" + scalar.text() + "\"."
        + (comma.isEmpty() ? " Write for example \"" + key + ": " + example + "\"." : comma));
    return OptionalDouble.empty();
  }

  /** A whole number within limits, as its text; null if not written or wrong. */
  @Nullable Setting whole(String key, long least, long greatest, String unit) {
    return whole(key, least, greatest, unit, "");
  }

  /**
   * The same.
   *
   * @param otherwise what may be written in place of a number, for the message: {@code , or auto …}
   */
  @Nullable Setting whole(String key, long least, long greatest, String unit, String otherwise) {
    Value.Scalar scalar = scalar(key, Long.toString(least));
    if (scalar == null) {
      return null;
    }
    if (scalar.text().matches("[0-9]{1,12}")) {
      long number = Long.parseLong(scalar.text());
      if (number >= least && number <= greatest) {
        return Setting.of(scalar.text(), scalar.at());
      }
    }
    error(scalar.at(), "out-of-range", "\"" + key + "\" is a whole number of " + unit + " from " + least + " to " + greatest
        + otherwise + ", not \"" + scalar.text() + "\".");
    return null;
  }

  /** Reports every key that is not among the known ones. */
  void onlyThese(List<String> known, String what) {
    for (Value.Entry entry : mapping.entries().values()) {
      if (!known.contains(entry.key())) {
        error(entry.keyAt(), "unknown-key", "\"" + entry.key() + "\" is not known in " + what + "."
            + mergeHint(entry.key()) + Hints.nearestOrAll(entry.key(), known));
      }
    }
  }

  private static String mergeHint(String key) {
    return key.equals("<<") ? " YAML 1.2 has no merge: write what holds for all points beside \"points\"." : "";
  }

  /**
   * Everything but the known keys, as settings for whoever knows them. A key that is one of the known but for a letter is
   * taken for a slip and reported.
   */
  Settings others(List<String> known) {
    Map<String, Setting> values = new LinkedHashMap<>();
    for (Value.Entry entry : mapping.entries().values()) {
      if (known.contains(entry.key())) {
        continue;
      }
      String meant = Hints.slipOf(entry.key(), known);
      if (!meant.isEmpty()) {
        error(entry.keyAt(), "unknown-key", "\"" + entry.key() + "\" is not known here. Did you mean \"" + meant + "\"?");
        continue;
      }
      if (entry.value() instanceof Value.Scalar scalar && scalar.isEmpty() && !scalar.quoted()) {
        error(entry.keyAt(), "no-value", "\"" + entry.key() + "\" has no value." + withoutValueHint(entry.key()));
        continue;
      }
      values.put(entry.key(), PlainSettings.setting(entry.value()));
    }
    return new Settings(values, mapping.at());
  }

  /** Whether a piece of a flow without quotes has become a key of its own. */
  boolean hasPieceOfFlow() {
    return mapping.entries().keySet().stream().anyMatch(Fields::isPieceOfFlow);
  }

  private static boolean isPieceOfFlow(String key) {
    return key.indexOf(')') >= 0 || key.indexOf('=') >= 0;
  }

  private static String withoutValueHint(String key) {
    if (isPieceOfFlow(key)) {
      return " It looks like part of a flow: put the whole flow in quotes, flow: \"linear(a=0.1, b=0)\".";
    }
    if (!key.isEmpty() && Character.isDigit(key.charAt(0))) {
      return " If it belongs to the number before it, the decimal sign is a point: 0.1, not 0,1.";
    }
    return " Write \"" + key + ": VALUE\", or remove it.";
  }
}
