package io.busbar.template.yaml.site;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.CsvText.Cell;
import io.busbar.api.template.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code devices.csv}: a header, then one device a line; columns beyond the three are the driver's. */
final class DeviceTable {
  private static final List<String> COLUMNS = List.of("device", "template", "channel");
  private static final String HEADER = "device,template,channel,unit";

  private final String file;
  private final Problems problems;
  private List<Cell> header = List.of();

  DeviceTable(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void read(String text, DeviceSink sink) {
    List<List<Cell>> rows = CsvText.read(file, text, problems);
    if (rows.isEmpty()) {
      problems.error(new SourceLocation(file, 1, 1), "empty-file", "the file is empty. Its first line must name the columns: " + HEADER + ".");
      return;
    }
    header = rows.get(0);
    if (!checkHeader()) {
      return;
    }
    for (List<Cell> row : rows.subList(1, rows.size())) {
      row(row, sink);
    }
  }

  private boolean checkHeader() {
    boolean good = true;
    Map<String, Cell> seen = new LinkedHashMap<>();
    for (Cell cell : header) {
      if (cell.text().isEmpty()) {
        problems.error(cell.at(), "bad-header", "a column has no name. The first line must name every column: " + HEADER + ".");
        good = false;
      } else if (seen.putIfAbsent(cell.text(), cell) != null) {
        problems.error(cell.at(), "bad-header", "column \"" + cell.text() + "\" is there twice. Remove or rename one.");
        good = false;
      }
    }
    List<String> unknown = new ArrayList<>(seen.keySet());
    unknown.removeAll(COLUMNS);
    for (String column : COLUMNS) {
      if (!seen.containsKey(column)) {
        String meant = unknown.stream().filter(each -> !Nearest.hint(each, List.of(column)).isEmpty()).findFirst().orElse("");
        SourceLocation at = meant.isEmpty() ? header.get(0).at() : java.util.Objects.requireNonNull(seen.get(meant)).at();
        problems.error(at, "bad-header", "column \"" + column + "\" is missing" + (meant.isEmpty() ? ""
            : "; \"" + meant + "\" is written here") + ". The first line must name the columns: " + HEADER + ".");
        good = false;
      }
    }
    return good;
  }

  private void row(List<Cell> cells, DeviceSink sink) {
    Cell extra = cells.stream().skip(header.size()).filter(cell -> !cell.text().isEmpty()).findFirst().orElse(null);
    if (extra != null) {
      problems.error(extra.at(), "too-many-cells", "this line has " + cells.size() + " cells, the header names " + header.size()
          + " columns. Remove \"" + extra.text() + "\", put a text with commas in quotes, or name the column.");
      return;
    }
    SourceLocation begin = cells.get(0).at();
    Cell last = cells.get(cells.size() - 1);
    SourceLocation end = new SourceLocation(file, begin.line(), last.at().column() + last.text().codePointCount(0, last.text().length()));
    Map<String, Cell> row = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(cells.size(), header.size()); i++) { // what a spreadsheet adds at the end of a line is empty
      row.put(header.get(i).text(), cells.get(i));
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    row.forEach((column, cell) -> {
      if (!COLUMNS.contains(column) && !column.equals("note") && !cell.text().isEmpty()) {
        settings.put(column, Setting.of(cell.text(), cell.at()));
      }
    });
    sink.add(named(row.get("device"), end), named(row.get("template"), end), named(row.get("channel"), end), new Settings(settings, begin));
  }

  /** A cell, or, where the line is too short for it, the place where it is missing. */
  private static DeviceSink.Named named(@Nullable Cell cell, SourceLocation end) {
    return cell == null ? new DeviceSink.Named("", end) : new DeviceSink.Named(cell.text(), cell.at());
  }
}
