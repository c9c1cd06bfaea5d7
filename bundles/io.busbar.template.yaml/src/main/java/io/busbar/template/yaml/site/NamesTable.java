package io.busbar.template.yaml.site;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.PointNames;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.CsvText;
import io.busbar.api.template.CsvText.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code names.csv}: what other systems call the points; a column for each system. */
final class NamesTable {
  /** The file. */
  static final String FILE = "names.csv";

  private static final String HEADER = "device,point,scada,mrid";
  private static final List<String> KEYS = List.of("device", "point", "template", "note");
  private static final int MAX_SYSTEMS = 16;
  private static final int MAX_NAME = 256;

  private final Problems problems;
  private List<Cell> header = List.of();

  NamesTable(Problems problems) {
    this.problems = problems;
  }

  PointNames read(String text) {
    List<List<Cell>> rows = CsvText.read(FILE, text, problems);
    if (rows.isEmpty()) {
      problems.error(new SourceLocation(FILE, 1, 1), "empty-file", "the file is empty. Its first line must name the columns: " + HEADER
          + ". Without other names delete the file.");
      return PointNames.NONE;
    }
    header = rows.get(0);
    List<String> systems = systems();
    List<PointNames.Row> found = new ArrayList<>();
    int patterns = 0;
    for (List<Cell> cells : rows.subList(1, rows.size())) {
      PointNames.Row row = row(cells);
      boolean pattern = row.device().equals(PointNames.ANY) || row.point().equals(PointNames.ANY) || !row.template().equals(PointNames.ANY);
      patterns += pattern ? 1 : 0;
      if (pattern && patterns == PointNames.MAX_PATTERNS + 1) {
        problems.error(row.at(), "too-many-patterns", "there are more than " + PointNames.MAX_PATTERNS + " rows for many points. Give points "
            + "rows of their own.");
      }
      found.add(row);
    }
    return new PointNames(systems, found);
  }

  private List<String> systems() {
    List<String> systems = new ArrayList<>();
    for (Cell cell : header) {
      String name = cell.text();
      if (name.isEmpty() || systems.contains(name) || header.stream().filter(other -> other.text().equals(name)).count() > 1) {
        problems.error(cell.at(), "bad-header", (name.isEmpty() ? "a column has no name" : "column \"" + name + "\" is there twice")
            + ". The first line names device, point and the systems: " + HEADER + ".");
      } else if (!KEYS.contains(name)) {
        String near = Nearest.hint(name, KEYS.subList(0, 3));
        if (!near.isEmpty() && name.length() > 4) {
          problems.error(cell.at(), "bad-header", "\"" + name + "\" is nearly the name of a column." + near + " A system needs another name.");
        }
        systems.add(name);
      }
    }
    List<String> names = header.stream().map(Cell::text).toList();
    if (!names.contains("device") || !names.contains("point")) {
      problems.error(header.get(0).at(), "bad-header", "column \"" + (names.contains("device") ? "point" : "device")
          + "\" is missing. The first line names device, point and the systems: " + HEADER + ".");
    }
    if (systems.size() > MAX_SYSTEMS) {
      problems.error(header.get(0).at(), "too-many-systems", "there are " + systems.size() + " systems; at most " + MAX_SYSTEMS + " are kept.");
    }
    return systems;
  }

  private PointNames.Row row(List<Cell> cells) {
    SourceLocation at = cells.get(0).at();
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(cells.size(), header.size()); i++) {
      texts.put(header.get(i).text(), cells.get(i).text());
    }
    cells.stream().skip(header.size()).filter(cell -> !cell.text().isEmpty()).findFirst().ifPresent(extra ->
        problems.error(extra.at(), "too-many-cells", "this line has " + cells.size() + " cells, the header names " + header.size()
            + " columns. Put a text with commas in quotes, or name the column."));
    Map<String, String> names = new LinkedHashMap<>();
    texts.forEach((column, text) -> {
      if (!KEYS.contains(column) && !text.isEmpty()) {
        names.put(column, text);
        if (text.length() > MAX_NAME) {
          problems.error(at, "name-too-long", "a name in " + column + " has " + text.length() + " characters; at most " + MAX_NAME + " are kept.");
        }
      }
    });
    return new PointNames.Row(any(texts.get("template")), any(texts.get("device")), any(texts.get("point")), names, at);
  }

  private static String any(@org.jspecify.annotations.Nullable String text) {
    return text == null || text.isEmpty() ? PointNames.ANY : text;
  }
}
