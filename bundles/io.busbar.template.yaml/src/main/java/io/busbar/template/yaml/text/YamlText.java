package io.busbar.template.yaml.text;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML file into {@link Value}s. Works on the parser's events, not on its object model: every value keeps its
 * place, doubled keys are found, and depth and size are bounded here. An alias shares its anchor's value; what it would
 * amount to written out counts towards {@link #MAX_VALUES}, so that a few lines cannot stand for billions.
 */
public final class YamlText {
  /** Deepest nesting. */
  public static final int MAX_DEPTH = 24;
  /** Most values of a file, aliases written out. */
  public static final int MAX_VALUES = 300_000;
  /** Most characters of a file. */
  public static final int MAX_CHARACTERS = 16 << 20;

  private final String file;
  private final String[] lines;
  private final Problems problems;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int values;

  private record Anchored(Value value, int weight) {}

  /** The file cannot be read further; the problem is reported already. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("reported", null, false, false);
    }
  }

  private YamlText(String file, String text, Problems problems) {
    this.file = file;
    this.lines = text.split("\r\n|\n|\r", -1);
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param file its name for messages
   * @param text its text
   * @return the value it holds; null if it is empty or its syntax is wrong, which is reported
   */
  public static @Nullable Value read(String file, String text, Problems problems) {
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new YamlText(file, clean, problems).read(clean);
  }

  private @Nullable Value read(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARACTERS)
        .setVersionFunction(version -> version).build();
    try {
      return document(new Parse(settings).parseString(text).iterator());
    } catch (Unreadable reported) {
      return null;
    } catch (YamlEngineException e) {
      new SyntaxWords(file, lines, problems).report(e, text);
      return null;
    }
  }

  private @Nullable Value document(Iterator<Event> events) throws Unreadable {
    Value found = null;
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (++documents > 1) {
            throw unreadable(at(event), "second-document",
                "a second document begins here (\"---\"). Busbar reads one document per file: remove the line or split the file.");
          }
        }
        case Scalar, MappingStart, SequenceStart, Alias -> found = value(event, events, 1);
        default -> { }
      }
    }
    if (found == null || (found instanceof Value.Scalar scalar && scalar.isEmpty())) {
      problems.error(new SourceLocation(file, 1, 1), "empty-file", "the file is empty. " + SyntaxWords.whatToWrite(file));
      return null;
    }
    return found;
  }

  private Value value(Event event, Iterator<Event> events, int depth) throws Unreadable {
    if (depth > MAX_DEPTH) {
      throw unreadable(at(event), "too-deep", "nested deeper than " + MAX_DEPTH + " levels. Check the brackets and the indentation.");
    }
    if (event instanceof AliasEvent alias) {
      return resolved(alias);
    }
    int before = values;
    count(event, 1);
    Value value;
    if (event instanceof ScalarEvent scalar) {
      value = scalar(scalar);
    } else if (event instanceof MappingStartEvent) {
      value = mapping(at(event), events, depth);
    } else if (event instanceof SequenceStartEvent) {
      value = sequence(at(event), events, depth);
    } else {
      throw unreadable(at(event), "yaml-syntax", "a value is expected here.");
    }
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), new Anchored(value, values - before));
    }
    return value;
  }

  private Value resolved(AliasEvent alias) throws Unreadable {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw unreadable(at(alias), "unknown-alias", "*" + name + " refers to nothing: there is no &" + name
          + " before it. Text that begins with * must be in quotes.");
    }
    count(alias, anchored.weight());
    return anchored.value();
  }

  private Value mapping(SourceLocation at, Iterator<Event> events, int depth) throws Unreadable {
    Map<String, Value.Entry> entries = new LinkedHashMap<>();
    while (true) {
      Event next = events.next();
      if (next.getEventId() == Event.ID.MappingEnd) {
        return new Value.Mapping(Collections.unmodifiableMap(entries), at);
      }
      Value key = value(next, events, depth + 1);
      Value value = value(events.next(), events, depth + 1);
      if (!(key instanceof Value.Scalar name)) {
        problems.error(key.at(), "key-not-text", "a key must be plain text, not " + key.kind()
            + ". Check the brackets, or put the text in quotes.");
        continue;
      }
      Value.Entry first = entries.putIfAbsent(name.text(), new Value.Entry(name.text(), name.at(), value));
      if (first != null) {
        problems.error(name.at(), "duplicate-key", "\"" + name.text() + "\" is there twice, first in line "
            + first.keyAt().line() + ". Remove or rename one of them.");
      }
    }
  }

  private Value sequence(SourceLocation at, Iterator<Event> events, int depth) throws Unreadable {
    List<Value> items = new ArrayList<>();
    while (true) {
      Event next = events.next();
      if (next.getEventId() == Event.ID.SequenceEnd) {
        return new Value.Sequence(items, at);
      }
      items.add(value(next, events, depth + 1));
    }
  }

  private Value scalar(ScalarEvent event) {
    String text = event.getValue().strip();
    SourceLocation at = at(event);
    int column = at.column() + (event.isPlain() ? 0 : 1);
    String line = at.line() >= 1 && at.line() <= lines.length ? lines[at.line() - 1] : "";
    boolean asItIs = column - 1 <= line.codePointCount(0, line.length()) && line.startsWith(text, line.offsetByCodePoints(0, column - 1));
    return new Value.Scalar(text, !event.isPlain(), at, asItIs ? column : 0);
  }

  private void count(Event event, int weight) throws Unreadable {
    values += weight;
    if (values > MAX_VALUES) {
      throw unreadable(at(event), "too-large", "the file holds more than " + MAX_VALUES
          + " values once its aliases (*) are written out. Use fewer aliases, or move devices to devices.csv.");
    }
  }

  private Unreadable unreadable(SourceLocation at, String code, String message) {
    problems.error(at, code, message);
    return new Unreadable();
  }

  private SourceLocation at(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return mark.map(m -> new SourceLocation(file, m.getLine() + 1, m.getColumn() + 1)).orElse(new SourceLocation(file, 0, 0));
  }
}
