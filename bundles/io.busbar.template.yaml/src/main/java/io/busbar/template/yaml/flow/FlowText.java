package io.busbar.template.yaml.flow;

import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.template.yaml.text.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a flow written as text:
 *
 * <pre>
 *  flow  := stage { "|" stage }
 *  stage := name [ "(" [ argument { "," argument } ] ")" ]
 *  argument := [ name "=" ] value             named arguments after those without a name
 *  value := "{" key ":" value { "," key ":" value } "}"  |  quoted text  |  text up to the next , or )
 * </pre>
 *
 * <p>Text without quotes may hold balanced parentheses: {@code expr(ia * (ib + 1))}. Recursion is bounded by
 * {@link #MAX_DEPTH}.
 */
public final class FlowText {
  /** Deepest nesting of mappings in an argument. */
  static final int MAX_DEPTH = 8;
  /** Most stages of a flow. */
  public static final int MAX_STAGES = 32;

  private final Value.Scalar source;
  private final String text;
  private final Problems problems;
  private int next;

  /** The flow is wrong; the problem is reported already. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong() {
      super("reported", null, false, false);
    }
  }

  private FlowText(Value.Scalar source, Problems problems) {
    this.source = source;
    this.text = source.text();
    this.problems = problems;
  }

  /**
   * Reads a flow.
   *
   * @return its stages, their ids not yet numbered; empty if it is wrong, which is reported
   */
  public static Optional<List<StageSpec>> read(Value.Scalar source, Problems problems) {
    try {
      return Optional.of(new FlowText(source, problems).flow());
    } catch (Wrong reported) {
      return Optional.empty();
    }
  }

  private List<StageSpec> flow() throws Wrong {
    List<StageSpec> stages = new ArrayList<>();
    while (true) {
      stages.add(stage());
      space();
      if (next == text.length()) {
        return stages;
      }
      if (text.charAt(next) != '|') {
        throw wrong(next, "stages are separated by \"|\"; " + character() + " is not expected here. Write for example \"invert | "
            + "debounce(20ms)\".");
      }
      if (stages.size() == MAX_STAGES) {
        throw wrong(next, "a flow has at most " + MAX_STAGES + " stages. Split it into two points.");
      }
      next++;
    }
  }

  private StageSpec stage() throws Wrong {
    space();
    int start = next;
    String name = identifier();
    if (name.isEmpty()) {
      throw wrong(next, "the name of a filter is expected here, not " + character() + ". Write for example \"dbAbs(2)\".");
    }
    List<Setting> positional = new ArrayList<>();
    Map<String, Setting> named = new LinkedHashMap<>();
    space();
    if (next < text.length() && text.charAt(next) == '(') {
      int opened = next++;
      space();
      if (next < text.length() && text.charAt(next) == ')') {
        next++;
      } else {
        arguments(name, opened, positional, named);
      }
    }
    return new StageSpec(name, positional, named, name, source.at(start));
  }

  private void arguments(String stage, int opened, List<Setting> positional, Map<String, Setting> named) throws Wrong {
    while (true) {
      space();
      int start = next;
      String name = argumentName();
      Setting value = value(opened, MAX_DEPTH);
      if (name.isEmpty()) {
        if (!named.isEmpty()) {
          throw wrong(start, "\"" + text.substring(start, next).strip() + "\" has no name but follows an argument that has one. "
              + "Give it its name, or put it first.");
        }
        positional.add(value);
      } else if (named.putIfAbsent(name, value) != null) {
        throw wrong(start, "\"" + name + "\" is given twice to " + stage + ". Remove one.");
      }
      space();
      if (next == text.length()) {
        throw wrong(opened, "this \"(\" is not closed. Add \")\" after the arguments of " + stage + ".");
      }
      if (text.charAt(next++) == ')') {
        return;
      }
    }
  }

  /** The name before {@code =}, or empty with nothing consumed. */
  private String argumentName() throws Wrong {
    int start = next;
    String name = identifier();
    if (!name.isEmpty()) {
      space();
      if (next < text.length() && text.charAt(next) == '=' && (next + 1 == text.length() || text.charAt(next + 1) != '=')) {
        next++;
        space();
        return name;
      }
      if (next + 1 < text.length() && text.charAt(next) == ':' && text.charAt(next + 1) == ' ') {
        throw wrong(next, "a named argument is written with \"=\": " + name + "=" + text.substring(next + 1).strip().split("[,)| ]", 2)[0]
            + ".");
      }
    }
    next = start;
    return "";
  }

  private Setting value(int opened, int depth) throws Wrong {
    if (next == text.length()) {
      throw wrong(opened, "this \"(\" is not closed. Add \")\" after the arguments.");
    }
    char first = text.charAt(next);
    if (first == '{') {
      return mapping(depth);
    }
    if (first == '"' || first == '\'') {
      return quoted(first);
    }
    return bare(opened);
  }

  private Setting bare(int opened) throws Wrong {
    int start = next;
    int depth = 0;
    while (next < text.length()) {
      char c = text.charAt(next);
      if (depth == 0 && (c == ',' || c == ')' || c == '}')) {
        break;
      }
      if (depth == 0 && c == '|') {
        throw wrong(opened, "this \"(\" is not closed before the \"|\". Add \")\" after the arguments.");
      }
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      next++;
    }
    String written = text.substring(start, next).strip();
    if (written.isEmpty()) {
      throw wrong(next, "an argument is missing before " + character() + ".");
    }
    return Setting.of(written, source.at(start));
  }

  private Setting quoted(char quote) throws Wrong {
    int start = next;
    int end = text.indexOf(quote, start + 1);
    if (end < 0) {
      throw wrong(start, "the second quote of this text is missing.");
    }
    next = end + 1;
    return Setting.of(text.substring(start + 1, end), source.at(start));
  }

  private Setting mapping(int depth) throws Wrong {
    int start = next++;
    if (depth == 0) {
      throw wrong(start, "nested too deep.");
    }
    Map<String, Setting> entries = new LinkedHashMap<>();
    space();
    while (next < text.length() && text.charAt(next) != '}') {
      int keyAt = next;
      String key = key(start);
      space();
      Setting value = value(start, depth - 1);
      if (entries.putIfAbsent(key, value) != null) {
        throw wrong(keyAt, "\"" + key + "\" is there twice. Remove one.");
      }
      space();
      if (next < text.length() && text.charAt(next) == ',') {
        next++;
        space();
      } else if (next < text.length() && text.charAt(next) != '}') {
        break;
      }
    }
    if (next == text.length() || text.charAt(next) != '}') {
      throw wrong(start, "this \"{\" is not closed. Add \"}\" after the last entry.");
    }
    next++;
    return new Setting("", entries, source.at(start));
  }

  private String key(int opened) throws Wrong {
    int start = next;
    char first = text.charAt(next);
    String key;
    if (first == '"' || first == '\'') {
      key = quoted(first).text();
      space();
    } else {
      while (next < text.length() && ":,}".indexOf(text.charAt(next)) < 0) {
        next++;
      }
      key = text.substring(start, next).strip();
    }
    if (next == text.length()) {
      throw wrong(opened, "this \"{\" is not closed. Add \"}\" after the last entry.");
    }
    if (text.charAt(next) != ':' || key.isEmpty()) {
      throw wrong(start, "\"key: value\" is expected between { and }, for example {0: off, 1: on}.");
    }
    next++;
    return key;
  }

  private String identifier() {
    int start = next;
    while (next < text.length() && isNamePart(text.charAt(next), next == start)) {
      next++;
    }
    return text.substring(start, next);
  }

  static boolean isNamePart(char c, boolean first) {
    return Character.isLetter(c) || c == '_' || (!first && (Character.isDigit(c) || c == '.' || c == '-'));
  }

  private void space() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }

  private String character() {
    return next < text.length() ? "\"" + text.charAt(next) + "\"" : "the end of the flow";
  }

  private Wrong wrong(int index, String message) {
    SourceLocation at = source.at(index);
    String where = source.textColumn() == 0 && text.length() > index ? " (at \"" + text.substring(index, Math.min(text.length(), index
        + 12)) + "\")" : "";
    problems.error(at, "flow-syntax", message + where);
    return new Wrong();
  }
}
