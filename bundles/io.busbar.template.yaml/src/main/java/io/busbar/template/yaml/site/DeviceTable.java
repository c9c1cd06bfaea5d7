package io.busbar.template.yaml.site;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SourceLocation;
import io.busbar.template.yaml.text.CsvText;
import io.busbar.template.yaml.text.CsvText.Cell;
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
    if (cells.size() > header.size()) {
      Cell extra = cells.get(header.size());
      problems.error(extra.at(), "too-many-cells", "this line has " + cells.size() + " cells, the header names " + header.size()
          + " columns. Remove \"" + extra.text() + "\", put a text with commas in quotes, or name the column.");
      return;
    }
    SourceLocation line = new SourceLocation(file, cells.get(0).at().line(), 0);
    Map<String, Cell> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(header.get(i).text(), cells.get(i));
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    row.forEach((column, cell) -> {
      if (!COLUMNS.contains(column) && !column.equals("note") && !cell.text().isEmpty()) {
        settings.put(column, Setting.of(cell.text(), cell.at()));
      }
    });
    sink.add(named(row.get("device"), line), named(row.get("template"), line), named(row.get("channel"), line),
        new Settings(settings, line));
  }

  private static DeviceSink.Named named(@Nullable Cell cell, SourceLocation line) {
    return cell == null ? new DeviceSink.Named("", line) : new DeviceSink.Named(cell.text(), cell.at());
  }
}
