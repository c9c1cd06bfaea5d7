package io.busbar.sink.iec104.table;

import io.busbar.api.describe.Nearest;
import io.busbar.api.describe.ParameterText;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a YAML file whose values are taken by name; what is wrong with one goes to the problems, and a default is given. */
final class YamlNode {
  private static final int MAX_CHARACTERS = 1 << 20;

  private final String file;
  private final Problems problems;
  private final SourceLocation at;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, SourceLocation> places = new LinkedHashMap<>();

  private YamlNode(String file, @Nullable Node node, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.at = node == null ? new SourceLocation(file, 1, 1) : place(file, node);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        values.put(key, entry.getValueNode());
        places.put(key, place(file, entry.getKeyNode()));
      }
    } else if (node != null) {
      problems.error(at, "not-a-mapping", "here belong lines of the form \"name: value\".");
    }
  }

  /** The mapping that a file holds; an empty one where it cannot be read, which is told. */
  static YamlNode read(String file, String text, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARACTERS).setAllowDuplicateKeys(false).build();
    try {
      return new YamlNode(file, new Compose(settings).composeString(text).orElse(null), problems);
    } catch (MarkedYamlEngineException e) {
      SourceLocation where = e.getProblemMark().map(mark -> place(file, mark)).orElse(new SourceLocation(file, 1, 1));
      problems.error(where, "yaml-syntax", e.getProblem() + ". Check the indentation and the colons around this line.");
    } catch (YamlEngineException e) {
      problems.error(new SourceLocation(file, 1, 1), "yaml-syntax", "cannot be read: " + e.getMessage() + ".");
    }
    return new YamlNode(file, null, problems);
  }

  private static SourceLocation place(String file, Node node) {
    return node.getStartMark().map(mark -> place(file, mark)).orElse(new SourceLocation(file, 1, 1));
  }

  private static SourceLocation place(String file, Mark mark) {
    return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Where it begins. */
  SourceLocation at() {
    return at;
  }

  /** Where a value stands, or where it would. */
  SourceLocation at(String name) {
    return places.getOrDefault(name, at);
  }

  /** Tells names that nobody knows. */
  void only(Set<String> known) {
    for (Map.Entry<String, SourceLocation> entry : places.entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.error(entry.getValue(), "unknown-name", "\"" + entry.getKey() + "\" is not known here."
            + Nearest.hint(entry.getKey(), known) + " There are: " + String.join(", ", known.stream().sorted().toList()) + ".");
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Iterable<String> names() {
    return places.keySet();
  }

  YamlNode child(String name) {
    return new YamlNode(file, values.get(name), problems);
  }

  /** A text; the default where there is none. */
  String text(String name, String otherwise) {
    Node node = values.get(name);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    problems.error(at(name), "not-text", name + " takes one value.");
    return otherwise;
  }

  /** A list of texts; one text counts as a list of one. */
  List<String> texts(String name) {
    Node node = values.get(name);
    if (node instanceof SequenceNode sequence) {
      List<String> texts = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue().strip());
        } else {
          problems.error(place(file, item), "not-text", name + " is a list of single values.");
        }
      }
      return texts;
    }
    return node == null ? List.of() : List.of(text(name, ""));
  }

  /** A whole number. */
  long number(String name, long otherwise, long least, long most) {
    String text = text(name, String.valueOf(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is out of range.
    }
    problems.error(at(name), "number", name + " is a whole number from " + least + " to " + most + ", not \"" + text + "\".");
    return otherwise;
  }

  /** A duration in ns. */
  long duration(String name, String otherwise, double mostSeconds) {
    String text = text(name, otherwise);
    double seconds = ParameterText.seconds(text);
    if (!(seconds > 0 && seconds <= mostSeconds)) {
      problems.error(at(name), "duration", name + " is a time such as 500ms, 15s, 5min, 1h or 7d, at most " + (long) mostSeconds + " s, not \""
          + text + "\".");
      seconds = ParameterText.seconds(otherwise);
    }
    return Math.round(seconds * 1e9);
  }

  /** One of some words. */
  String word(String name, List<String> words) {
    String text = text(name, words.get(0));
    if (!words.contains(text)) {
      problems.error(at(name), "word", name + " is " + String.join(" or ", words) + ", not \"" + text + "\".");
      return words.get(0);
    }
    return text;
  }
}
