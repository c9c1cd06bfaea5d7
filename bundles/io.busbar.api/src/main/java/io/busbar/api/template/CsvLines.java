package io.busbar.api.template;

import io.busbar.api.model.Problems;
import io.busbar.api.template.CsvText.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The text of a table, changed line by line: what is not concerned stays as it is written, comments, empty lines and spaces too. Reads
 * what {@link CsvText} reads. Not thread-safe.
 */
public final class CsvLines {
  private final String file;
  private final List<String> lines;
  private final List<String> columns = new ArrayList<>();
  private final int headerLine;
  private final char separator;

  /**
   * A table.
   *
   * @param file its name, for messages
   * @param text its text
   * @param header the first line of one that has none yet
   */
  public CsvLines(String file, String text, String header) {
    this.file = file;
    List<List<Cell>> rows = CsvText.read(file, text, new Problems());
    lines = new ArrayList<>(text.lines().toList());
    if (rows.isEmpty()) {
      lines.add(header);
      rows = CsvText.read(file, String.join("\n", lines), new Problems());
    }
    headerLine = rows.get(0).get(0).at().line() - 1;
    String first = lines.get(headerLine);
    separator = first.indexOf(',') >= 0 ? ',' : first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t' : ',';
    rows.get(0).forEach(cell -> columns.add(cell.text()));
  }

  /** Names of the columns. */
  public List<String> columns() {
    return List.copyOf(columns);
  }

  /** The rows, cells by column, each with its line from 0. */
  public Map<Integer, Map<String, String>> rows() {
    Map<Integer, Map<String, String>> found = new LinkedHashMap<>();
    List<List<Cell>> rows = CsvText.read(file, String.join("\n", lines), new Problems());
    for (List<Cell> row : rows.subList(1, rows.size())) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(row.size(), columns.size()); i++) {
        cells.put(columns.get(i), row.get(i).text());
      }
      found.put(row.get(0).at().line() - 1, cells);
    }
    return found;
  }

  /** Adds the columns that are not there yet, at the end of the first line. */
  public void ensure(Iterable<String> names) {
    for (String name : names) {
      if (!columns.contains(name)) {
        columns.add(name);
        lines.set(headerLine, lines.get(headerLine) + separator + quoted(name));
      }
    }
  }

  /** Changes cells of a row. */
  public void change(int line, Map<String, String> row, Map<String, String> cells) {
    ensure(cells.keySet());
    Map<String, String> all = new LinkedHashMap<>(row);
    all.putAll(cells);
    lines.set(line, written(all));
  }

  /** Adds a row at the end. */
  public void add(Map<String, String> cells) {
    ensure(cells.keySet());
    lines.add(written(cells));
  }

  /** Removes the rows that are meant; how many. */
  public int remove(Predicate<Map<String, String>> meant) {
    List<Integer> gone = new ArrayList<>();
    rows().forEach((line, row) -> {
      if (meant.test(row)) {
        gone.add(0, line);
      }
    });
    gone.forEach(line -> lines.remove((int) line));
    return gone.size();
  }

  private String written(Map<String, String> cells) {
    List<String> texts = new ArrayList<>();
    columns.forEach(column -> texts.add(quoted(cells.getOrDefault(column, ""))));
    return String.join(String.valueOf(separator), texts);
  }

  private String quoted(String text) {
    boolean plain = text.indexOf(separator) < 0 && text.indexOf('"') < 0 && text.equals(text.strip()) && !text.startsWith("#");
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The text as it is now. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }
}
