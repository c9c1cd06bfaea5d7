package io.busbar.sink.iec104.table;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.CsvText;
import io.busbar.api.template.CsvText.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code iec104-points.csv}. */
final class PointsReader {
  static final List<String> COLUMNS = List.of("gateway", "device", "point", "ca", "ioa", "type", "group", "factor", "offset", "time", "from",
      "command", "command_ioa", "mode", "to");
  private static final Set<String> NEEDED = Set.of("gateway", "device", "point", "ca", "ioa");
  private static final int MAX_OBJECT = (1 << 24) - 1;
  private static final Cell NOTHING = new Cell("", SourceLocation.NONE);

  private final Problems problems;
  private final Set<String> groups;
  private final List<String> columns = new ArrayList<>();
  private final Map<Long, SourceLocation> shown = new HashMap<>();
  private final Map<Long, SourceLocation> commanded = new HashMap<>();

  /** A reader for a station with those redundancy groups. */
  PointsReader(Set<String> groups, Problems problems) {
    this.groups = groups;
    this.problems = problems;
  }

  List<MappedPoint> read(String file, String text) {
    List<List<Cell>> rows = CsvText.read(file, text, problems);
    List<MappedPoint> points = new ArrayList<>();
    if (rows.isEmpty()) {
      problems.error(new SourceLocation(file, 1, 1), "empty", "the table is empty. Its first line names the columns: " + String.join(",", COLUMNS)
          + ".");
      return points;
    }
    header(rows.get(0), file);
    for (List<Cell> row : rows.subList(1, rows.size())) {
      MappedPoint point = point(points.size(), row);
      if (point != null) {
        points.add(point);
      }
    }
    return points;
  }

  private void header(List<Cell> cells, String file) {
    for (Cell cell : cells) {
      String name = cell.text().toLowerCase(Locale.ROOT);
      if (!COLUMNS.contains(name)) {
        problems.error(cell.at(), "unknown-column", "column \"" + cell.text() + "\" is not known." + Nearest.hint(name, COLUMNS) + " There are: "
            + String.join(", ", COLUMNS) + ".");
      }
      columns.add(name);
    }
    for (String needed : NEEDED) {
      if (!columns.contains(needed)) {
        problems.error(new SourceLocation(file, 1, 1), "missing-column", "column \"" + needed + "\" is missing.");
      }
    }
  }

  private Cell cell(List<Cell> row, String column) {
    int at = columns.indexOf(column);
    return at < 0 || at >= row.size() ? new Cell("", row.isEmpty() ? NOTHING.at() : row.get(0).at()) : row.get(at);
  }

  private @Nullable MappedPoint point(int index, List<Cell> row) {
    Cell gateway = cell(row, "gateway");
    Cell device = cell(row, "device");
    Cell name = cell(row, "point");
    if (gateway.text().isEmpty() || name.text().isEmpty()) {
      problems.error(gateway.at(), "nameless", "gateway and point must be named.");
      return null;
    }
    if (device.text().isEmpty() && !name.text().equals(MappedPoint.LINK) && !name.text().equals(MappedPoint.UNKNOWN_COMMAND)) {
      problems.error(device.at(), "no-device", "the device is missing. Without one there are only " + MappedPoint.LINK + " and "
          + MappedPoint.UNKNOWN_COMMAND + ".");
      return null;
    }
    int common = number(cell(row, "ca"), "ca", 1, 65_534);
    int object = number(cell(row, "ioa"), "ioa", 1, MAX_OBJECT);
    PointType type = word(cell(row, "type"), "type", Arrays.asList(PointType.values()));
    MappedPoint.CommandSpec command = command(row, object);
    if (type == null && command == null) {
      problems.error(cell(row, "type").at(), "no-type", "neither type nor command is given: write one of " + words(PointType.values()) + ".");
      return null;
    }
    if (type != null) {
      unique(shown, common, object, cell(row, "ioa"), "ioa");
    }
    if (command != null) {
      unique(commanded, common, command.object(), cell(row, "command_ioa"), "command_ioa");
    }
    int mostGroups = type == PointType.COUNTER ? 4 : 16;
    int group = cell(row, "group").text().isEmpty() ? 0 : number(cell(row, "group"), "group", 0, mostGroups);
    boolean timed = !one(cell(row, "time"), "time", List.of("yes", "no")).equals("no");
    return new MappedPoint(index, gateway.text(), device.text(), name.text(), common, object, type, group, scaling(row, type, command), timed,
        command, to(cell(row, "to")));
  }

  private MappedPoint.Scaling scaling(List<Cell> row, @Nullable PointType type, MappedPoint.@Nullable CommandSpec command) {
    double factor = real(cell(row, "factor"), "factor", 1);
    if (factor == 0) {
      problems.error(cell(row, "factor").at(), "factor", "a factor of 0 makes every value the same. Leave it out for 1.");
    }
    String from = one(cell(row, "from"), "from", List.of("", "single", "double"));
    boolean isDouble = type == PointType.DOUBLE || (type == null && command != null && command.type() == CommandType.DOUBLE);
    boolean isSingle = type == PointType.SINGLE || (type == null && command != null && command.type() == CommandType.SINGLE);
    if (!from.isEmpty() && !isDouble && !isSingle) {
      problems.error(cell(row, "from").at(), "from", "from is for single and double points only.");
    }
    return new MappedPoint.Scaling(factor == 0 ? 1 : factor, real(cell(row, "offset"), "offset", 0),
        (isDouble && from.equals("single")) || (isSingle && from.equals("double")));
  }

  private MappedPoint.@Nullable CommandSpec command(List<Cell> row, int object) {
    CommandType type = word(cell(row, "command"), "command", Arrays.asList(CommandType.values()));
    String mode = one(cell(row, "mode"), "mode", List.of("", "select", "direct"));
    if (type == null) {
      return null;
    }
    if (mode.isEmpty()) {
      problems.error(cell(row, "mode").at(), "mode", "mode is missing: write select (a select must come first) or direct.");
    }
    if (type == CommandType.BITSTRING && mode.equals("select")) {
      problems.error(cell(row, "mode").at(), "mode", "a bit string command has no select on the line: write direct.");
    }
    Cell own = cell(row, "command_ioa");
    return new MappedPoint.CommandSpec(type, own.text().isEmpty() ? object : number(own, "command_ioa", 1, MAX_OBJECT), mode.equals("select"));
  }

  private Set<String> to(Cell cell) {
    Set<String> only = new HashSet<>();
    for (String group : cell.text().split("[ ,;|]+")) {
      if (!group.isEmpty() && !groups.contains(group)) {
        problems.error(cell.at(), "unknown-group", "there is no group \"" + group + "\" in iec104.yaml." + Nearest.hint(group, groups));
      } else if (!group.isEmpty()) {
        only.add(group);
      }
    }
    return only;
  }

  private void unique(Map<Long, SourceLocation> taken, int common, int object, Cell cell, String column) {
    SourceLocation first = taken.putIfAbsent(((long) common << 32) | object, cell.at());
    if (first != null) {
      problems.error(cell.at(), "twice", column + " " + object + " of common address " + common + " is taken in line " + first.line()
          + ". Give one of them another.");
    }
  }

  private int number(Cell cell, String column, int least, int most) {
    try {
      int number = Integer.parseInt(cell.text());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is out of range.
    }
    problems.error(cell.at(), "number", column + " is a whole number from " + least + " to " + most + ", not \"" + cell.text() + "\".");
    return least;
  }

  private double real(Cell cell, String column, double otherwise) {
    try {
      double number = cell.text().isEmpty() ? otherwise : Double.parseDouble(cell.text());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    problems.error(cell.at(), "number", column + " is a number such as 0.001, not \"" + cell.text() + "\".");
    return otherwise;
  }

  private String one(Cell cell, String column, List<String> words) {
    if (cell.text().isEmpty() || words.contains(cell.text())) {
      return cell.text();
    }
    problems.error(cell.at(), "word", column + " is " + String.join(" or ", words.stream().filter(word -> !word.isEmpty()).toList()) + ", not \""
        + cell.text() + "\".");
    return words.get(0);
  }

  private <T extends Enum<T>> @Nullable T word(Cell cell, String column, List<T> known) {
    if (cell.text().isEmpty()) {
      return null;
    }
    for (T each : known) {
      if (each.name().equalsIgnoreCase(cell.text())) {
        return each;
      }
    }
    List<String> words = known.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    problems.error(cell.at(), "word", column + " \"" + cell.text() + "\" is not known." + Nearest.hint(cell.text(), words) + " There are: "
        + String.join(", ", words) + ".");
    return null;
  }

  private static String words(PointType[] types) {
    return String.join(", ", Arrays.stream(types).map(PointType::word).toList());
  }
}
