package io.busbar.template.yaml.text;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says a YAML parser's error in the words of a person who does not know YAML's grammar. */
final class SyntaxWords {
  private final String file;
  private final String[] lines;
  private final Problems problems;

  SyntaxWords(String file, String[] lines, Problems problems) {
    this.file = file;
    this.lines = lines;
    this.problems = problems;
  }

  /** What a file of that name should hold. */
  static String whatToWrite(String file) {
    return file.equals("site.yaml")
        ? "Write at least \"site: NAME\" and \"channels:\"."
        : "Write \"points:\" with at least one point, or remove the file.";
  }

  void report(YamlEngineException thrown, String text) {
    if (thrown instanceof ReaderException reader) {
      reader(reader, text);
    } else if (!tabs() && thrown instanceof MarkedYamlEngineException marked) {
      marked(marked);
    } else if (!(thrown instanceof MarkedYamlEngineException)) {
      problems.error(new SourceLocation(file, 0, 0), "yaml-syntax",
          "this is not a YAML file that can be read: " + firstLine(thrown) + ".");
    }
  }

  private void reader(ReaderException thrown, String text) {
    int end = Math.min(text.length(), Math.max(0, thrown.getPosition()));
    int line = 1;
    int column = 1;
    for (int i = 0; i < end; i++) {
      boolean breaks = text.charAt(i) == '\n';
      line += breaks ? 1 : 0;
      column = breaks ? 1 : column + 1;
    }
    problems.error(new SourceLocation(file, line, column), "bad-character", String.format(
        "the character U+%04X cannot be in a YAML file. Delete it; if there are many, save the file as UTF-8 text.",
        thrown.getCodePoint()));
  }

  /** Tabs in the indentation, every line of them at once: the parser would name only the first. */
  private boolean tabs() {
    boolean found = false;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      int text = 0;
      while (text < line.length() && (line.charAt(text) == ' ' || line.charAt(text) == '\t')) {
        text++;
      }
      int tab = line.substring(0, text).indexOf('\t');
      if (tab >= 0 && text < line.length() && line.charAt(text) != '#') {
        problems.error(new SourceLocation(file, i + 1, tab + 1), "tab-indentation",
            "a tab is used to indent. YAML allows only spaces there: replace each tab by two spaces.");
        found = true;
      }
    }
    return found;
  }

  private void marked(MarkedYamlEngineException thrown) {
    String problem = String.valueOf(thrown.getProblem());
    String context = String.valueOf(thrown.getContext());
    SourceLocation here = at(thrown.getProblemMark().orElse(null));
    SourceLocation start = at(thrown.getContextMark().orElse(thrown.getProblemMark().orElse(null)));
    if (problem.startsWith("mapping values are not allowed")) {
      add(here, "a \": \" is not expected here. If it belongs to the text, put the text in quotes; "
          + "otherwise start a new line, or check the indentation of the line before.");
    } else if (context.contains("flow mapping")) {
      add(start, "this \"{\" is not closed properly: " + found(problem, here)
          + " Separate entries by commas and end with \"}\"; put texts with commas or brackets in quotes.");
    } else if (context.contains("flow sequence")) {
      add(start, "this \"[\" is not closed properly: " + found(problem, here)
          + " Separate items by commas and end with \"]\".");
    } else if (context.contains("quoted scalar")) {
      quoted(problem, start, here);
    } else if (context.contains("block mapping") || context.contains("block collection") || context.contains("block sequence")) {
      add(here, "this line does not fit the lines before it. Entries of one level must begin in the same column (here column "
          + start.column() + ", as in line " + start.line() + "), each as \"key: value\".");
    } else if (problem.contains("could not find expected ':'")) {
      add(start, "a key without \":\". Write \"key: value\", with a space after the colon.");
    } else if (problem.contains("cannot start any token")) {
      add(here, "a text cannot begin with " + character(here) + ". Put the text in quotes.");
    } else {
      add(here, "this is not valid YAML: " + firstLine(problem) + ".");
    }
  }

  private void quoted(String problem, SourceLocation start, SourceLocation here) {
    if (problem.contains("end of stream") || problem.contains("document separator")) {
      add(start, "this text is never closed: the second quote is missing. Add it at the end of the text.");
    } else {
      add(here, "a backslash in double quotes needs a meaning: " + firstLine(problem)
          + ". Use single quotes, or write \\\\ for one backslash.");
    }
  }

  private String found(String problem, SourceLocation here) {
    return problem.contains("<stream end>") ? "the file ends before it does."
        : "line " + here.line() + " column " + here.column() + " has " + character(here) + ".";
  }

  private String character(SourceLocation at) {
    String line = at.line() >= 1 && at.line() <= lines.length ? lines[at.line() - 1] : "";
    int index = at.column() - 1;
    return index >= 0 && index < line.length() ? "\"" + line.charAt(index) + "\"" : "the end of the line";
  }

  private void add(SourceLocation at, String message) {
    problems.error(at, "yaml-syntax", message);
  }

  private SourceLocation at(@org.jspecify.annotations.Nullable Mark mark) {
    return mark == null ? new SourceLocation(file, 0, 0) : new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String firstLine(Throwable thrown) {
    return firstLine(String.valueOf(thrown.getMessage()));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
