package io.busbar.infer.list;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.CsvText.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which column of a list is what. Immutable. */
final class Columns {
  private final Map<Column, Integer> places;
  private final boolean header;
  private final boolean inMs;

  private Columns(Map<Column, Integer> places, boolean header, boolean inMs) {
    this.places = places;
    this.header = header;
    this.inMs = inMs;
  }

  /** By what is wished, then by the headings; what is unknown or missing is reported. */
  static Columns of(List<Cell> first, Map<String, String> wished, Problems problems) {
    SourceLocation at = first.get(0).at();
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    boolean header = wished.isEmpty() || wished.values().stream().anyMatch(place -> !place.matches("\\d{1,4}"));
    List<String> headings = first.stream().map(Cell::text).toList();
    wished.forEach((word, place) -> {
      Column column = Column.named(word);
      int index = header && headings.contains(place) ? headings.indexOf(place) : place.matches("\\d{1,4}") ? Integer.parseInt(place) - 1 : -1;
      if (column == null) {
        problems.error(SourceLocation.NONE, "unknown-column", "\"" + word + "\" is nothing that a column can be. There are: " + words() + ".");
      } else if (index < 0 || index >= first.size()) {
        problems.error(at, "missing-column", "there is no column \"" + place + "\" for " + word + "."
            + (header ? Nearest.hint(place, headings) + " The columns are: " + String.join(", ", headings) + "." : ""));
      } else {
        places.put(column, index);
      }
    });
    if (header) {
      byHeading(headings, places, at, problems);
    }
    if (!places.containsKey(Column.POINT) && !problems.hasErrors()) {
      problems.error(at, "missing-column", "no column has the names of the points. The columns are: " + String.join(", ", headings)
          + ". Say which it is: --columns point=" + quoted(headings.get(0)) + ",…");
    }
    Integer every = places.get(Column.EVERY);
    return new Columns(places, header, header && every != null && Column.bare(headings.get(every)).endsWith("ms"));
  }

  private static void byHeading(List<String> headings, Map<Column, Integer> places, SourceLocation at, Problems problems) {
    List<String> unused = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      if (places.containsValue(i)) {
        continue;
      }
      Column column = Column.of(headings.get(i));
      if (column == null || places.putIfAbsent(column, i) != null) {
        unused.add(headings.get(i));
      }
    }
    if (!unused.isEmpty()) {
      problems.warning(at, "unused-column", "not used: the columns " + String.join(", ", unused) + ". If one of them matters, say what it is: "
          + "--columns address=" + quoted(unused.get(0)) + ". A column can be: " + words() + ".");
    }
  }

  private static String quoted(String text) {
    return text.indexOf(' ') < 0 ? text : "\"" + text + "\"";
  }

  private static String words() {
    return String.join(", ", Arrays.stream(Column.values()).map(Column::word).toList());
  }

  /** Whether the first line names the columns. */
  boolean hasHeader() {
    return header;
  }

  /** Whether numbers of the column of periods are milliseconds; else they are seconds. */
  boolean periodInMs() {
    return inMs;
  }

  boolean has(Column column) {
    return places.containsKey(column);
  }

  /** The cell's text; empty if there is none. */
  String text(List<Cell> row, Column column) {
    Integer place = places.get(column);
    return place == null || place >= row.size() ? "" : row.get(place).text();
  }

  /** The texts of several cells as one key. */
  String texts(List<Cell> row, List<Column> columns) {
    StringBuilder all = new StringBuilder();
    for (Column column : columns) {
      all.append(text(row, column)).append('\n');
    }
    return all.toString();
  }
}
