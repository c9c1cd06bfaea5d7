package io.busbar.api.template;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table as spreadsheets save it (RFC 4180 and its relatives): cells separated by commas, semicolons or tabs,
 * whichever the first line uses; quotes where a cell needs them; any line end; a byte order mark. Empty lines and lines
 * that begin with {@code #} are left out. A cell ends with its line: a quote that is still open there is a mistake.
 */
public final class CsvText {
  /** Most lines of a table. */
  public static final int MAX_LINES = 200_000;

  private final String file;
  private final Problems problems;
  private char separator = ',';

  /**
   * One cell.
   *
   * @param text without quotes and outer spaces
   * @param at where it begins
   */
  public record Cell(String text, SourceLocation at) {}

  private CsvText(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads the lines that hold something, each as its cells. */
  public static List<List<Cell>> read(String file, String text, Problems problems) {
    CsvText reader = new CsvText(file, problems);
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank() || lines[i].stripLeading().startsWith("#")) {
        continue;
      }
      if (rows.size() == MAX_LINES) {
        problems.error(new SourceLocation(file, i + 1, 1), "too-large", "the table has more than " + MAX_LINES + " lines. Split the site.");
        break;
      }
      if (rows.isEmpty()) {
        reader.separator = separator(lines[i]);
      }
      rows.add(reader.row(lines[i], i + 1));
    }
    return rows;
  }

  private static char separator(String header) {
    return header.indexOf(',') >= 0 ? ',' : header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
  }

  private List<Cell> row(String line, int number) {
    List<Cell> cells = new ArrayList<>();
    int next = 0;
    while (true) {
      while (next < line.length() && isSpace(line.charAt(next))) {
        next++;
      }
      SourceLocation at = new SourceLocation(file, number, line.codePointCount(0, next) + 1);
      if (next < line.length() && line.charAt(next) == '"') {
        StringBuilder text = new StringBuilder();
        next = quoted(line, next, at, text);
        cells.add(new Cell(text.toString().strip(), at));
      } else {
        int end = line.indexOf(separator, next);
        end = end < 0 ? line.length() : end;
        cells.add(new Cell(line.substring(next, end).strip(), at));
        next = end;
      }
      if (next >= line.length()) {
        return cells;
      }
      next++;
    }
  }

  /** Reads a cell in quotes into {@code text}; returns where its separator or the end of the line is. */
  private int quoted(String line, int start, SourceLocation at, StringBuilder text) {
    int next = start + 1;
    while (next < line.length()) {
      char c = line.charAt(next);
      if (c == '"' && next + 1 < line.length() && line.charAt(next + 1) == '"') {
        next++;
      } else if (c == '"') {
        int end = line.indexOf(separator, next);
        end = end < 0 ? line.length() : end;
        String after = line.substring(next + 1, end).strip();
        if (!after.isEmpty()) {
          problems.error(at, "csv-quote", "\"" + after + "\" follows the closing quote of this cell. Put the whole cell in quotes, and "
              + "write \"\" for a quote inside.");
        }
        return end;
      }
      text.append(line.charAt(next));
      next++;
    }
    problems.error(at, "csv-quote", "the second quote of this cell is missing in its line. Add it, or remove the first.");
    return next;
  }

  private boolean isSpace(char c) {
    return c == ' ' || (c == '\t' && separator != '\t');
  }
}
