package io.busbar.benchmarks.bytes;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A CSV file as samples: a row is a poll, its numeric cells are samples of the row's time, a column is a point. Where text
 * columns stand beside (a long format), each combination of texts and column is a point, and numbers that always go with the
 * same texts are part of the name. Without a time column rows are one second apart. What cannot be used is left out and told.
 */
final class CsvStream {
  private static final long SECOND = 1_000_000_000;
  private static final long START = 1_700_000_000L * SECOND;
  private static final int MOST_NAMES = 4_096;

  private final Csv csv;
  private final int columns;
  private final boolean[] isText;
  private final boolean[] isTruth;
  private final boolean[] isWhole;
  /** What is left out: what it is, where it is first, how often. */
  private final Map<String, String> firstOf = new TreeMap<>();
  private final Map<String, Integer> countOf = new TreeMap<>();
  private final Map<String, Integer> points = new HashMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final boolean timed;
  private final boolean dated;
  private final boolean monthFirst;

  private CsvStream(Csv csv, boolean implicitTime) throws IOException {
    this.csv = csv;
    this.columns = csv.rows.stream().mapToInt(r -> r.length).max().orElse(0);
    this.isText = new boolean[columns];
    this.isTruth = new boolean[columns];
    this.isWhole = new boolean[columns];
    this.monthFirst = csv.rows.stream().anyMatch(r -> TimeText.order(r[0]) == TimeText.Order.MONTH_FIRST)
        && csv.rows.stream().noneMatch(r -> TimeText.order(r[0]) == TimeText.Order.DAY_FIRST);
    long dates = csv.rows.stream().filter(r -> TimeText.date(r[0], monthFirst).isPresent()).count();
    this.dated = !implicitTime && dates * 2 >= csv.rows.size() && dates > 0;
    this.timed = dated || (!implicitTime && columns > 1 && isClock());
    if (!implicitTime && !timed && csv.rows.stream().filter(r -> Csv.isNumber(r[0])).count() * 2 < csv.rows.size()) {
      throw csv.wrong(0, "'" + csv.rows.get(0)[0] + "' is no time that is known here; a file without times wants --no-time");
    }
    look();
    lookForOddCells();
  }

  /** Reads a file; what of it is left out is told in words. */
  static Stream read(Path file, boolean implicitTime, Consumer<String> told) throws IOException {
    CsvStream csv = new CsvStream(Csv.read(file), implicitTime);
    Stream stream = csv.stream(file.getFileName().toString());
    csv.tell(told);
    return stream;
  }

  private void leaveOut(String what, String where) {
    firstOf.putIfAbsent(what, where);
    countOf.merge(what, 1, Integer::sum);
  }

  private void tell(Consumer<String> told) {
    List<String> texts = new ArrayList<>();
    for (int c = timed ? 1 : 0; c < columns; c++) {
      if (isText[c]) {
        texts.add(c < csv.head.size() ? csv.head.get(c) : "column " + (c + 1));
      }
    }
    if (!texts.isEmpty()) {
      told.accept("texts are not values but names of points: " + String.join(", ", texts.subList(0, Math.min(5, texts.size())))
          + (texts.size() > 5 ? " and " + (texts.size() - 5) + " more" : ""));
    }
    countOf.forEach((what, count) -> told.accept(what + ": " + count + ", first " + firstOf.get(what)));
    if (!timed) {
      told.accept("the first column is no time: rows are taken as one second apart");
    }
  }

  /** Whether the first column counts time: it is called so, or its numbers never fall. */
  private boolean isClock() {
    if (!csv.head.isEmpty() && csv.head.get(0).toLowerCase(Locale.ROOT).matches("\\W*(time|date|epoch|ts|unix|t$).*")) {
      return true;
    }
    double before = Double.NEGATIVE_INFINITY;
    int count = 0;
    double first = 0;
    for (String[] row : csv.rows) {
      if (Csv.isNumber(row[0])) {
        if (Csv.number(row[0]) < before) {
          return false;
        }
        before = Csv.number(row[0]);
        first = count == 0 ? before : first;
        count++;
      }
    }
    return count * 2 >= csv.rows.size() && count > 0 && (count < 2 || before > first);
  }

  private void look() {
    List<Set<String>> texts = new ArrayList<>();
    long[] numbers = new long[columns];
    long[] words = new long[columns];
    for (int c = 0; c < columns; c++) {
      texts.add(new HashSet<>());
      isWhole[c] = true;
      isTruth[c] = true;
    }
    for (String[] row : csv.rows) {
      for (int c = timed ? 1 : 0; c < row.length; c++) {
        if (Csv.isEmpty(row[c])) {
          continue;
        }
        isTruth[c] &= Csv.isTruth(row[c]);
        isWhole[c] &= isWhole[c] && isLong(row[c]);
        if (Csv.isNumber(row[c])) {
          numbers[c]++;
        } else {
          words[c]++;
          texts.get(c).add(row[c]);
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      isText[c] = !isTruth[c] && !texts.get(c).isEmpty() && texts.get(c).size() < MOST_NAMES && numbers[c] < words[c];
    }
    for (int c = timed ? 1 : 0; c < columns; c++) {
      if (numbers[c] + words[c] == 0) {
        leaveOut("columns left out because they are empty", "column " + (c + 1) + (c < csv.head.size() ? ", " + shortened(csv.head.get(c)) : ""));
      }
    }
  }

  /** What of the cells is not as it is in the file. */
  private void lookForOddCells() {
    for (int i = 0; i < csv.rows.size(); i++) {
      for (int c = timed ? 1 : 0; c < csv.rows.get(i).length; c++) {
        String cell = csv.rows.get(i)[c];
        if (!isText[c] && !isTruth[c] && !Csv.isEmpty(cell) && !Csv.isNumber(cell)) {
          leaveOut("cells left out because they are no numbers", csv.place(i, "'" + shortened(cell) + "' in column " + (c + 1)));
        } else if (!isText[c] && !isWhole[c] && isTooLong(cell)) {
          leaveOut("whole numbers rounded to what 64 bits of floating value hold", csv.place(i, "'" + shortened(cell) + "' in column "
              + (c + 1)));
        }
      }
    }
  }

  private static String shortened(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
  }

  private static boolean isTooLong(String cell) {
    return cell.matches("[+-]?\\d{16,}") && new java.math.BigDecimal(Csv.number(cell)).compareTo(new java.math.BigDecimal(cell)) != 0;
  }

  private static boolean isLong(String cell) {
    if (!cell.matches("[+-]?\\d{1,19}")) {
      return false;
    }
    try {
      Long.parseLong(cell);
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  /** Numeric columns that are always the same for the same texts. */
  private boolean[] isName() {
    boolean[] name = new boolean[columns];
    boolean any = false;
    for (int c = timed ? 1 : 0; c < columns; c++) {
      any |= isText[c];
    }
    for (int c = timed ? 1 : 0; any && c < columns; c++) {
      Map<String, String> value = new HashMap<>();
      name[c] = !isText[c];
      for (String[] row : csv.rows) {
        String cell = c < row.length ? row[c] : "";
        name[c] &= cell.equals(value.computeIfAbsent(key(row), k -> cell));
      }
    }
    boolean none = true;
    for (int c = timed ? 1 : 0; c < columns; c++) {
      none &= isText[c] || name[c];
    }
    return none ? new boolean[columns] : name;
  }

  private String key(String[] row) {
    StringBuilder key = new StringBuilder();
    for (int c = timed ? 1 : 0; c < row.length; c++) {
      if (isText[c]) {
        key.append(row[c]).append('/');
      }
    }
    return key.toString();
  }

  private Stream stream(String name) {
    boolean[] isName = isName();
    List<SampleBatch> batches = new ArrayList<>();
    List<List<Integer>> polls = new ArrayList<>();
    SampleBatch batch = new SampleBatch(65_536);
    List<Integer> ends = new ArrayList<>();
    batches.add(batch);
    polls.add(ends);
    long time = START;
    for (int i = 0; i < csv.rows.size(); i++) {
      String[] row = csv.rows.get(i);
      OptionalLong read = timed ? timeOf(row[0]) : OptionalLong.of(time + SECOND);
      if (read.isEmpty()) {
        leaveOut("rows left out because their time cannot be read", csv.place(i, "'" + shortened(row[0]) + "'"));
        continue;
      }
      time = read.getAsLong();
      int from = batch.size();
      String key = key(row);
      for (int c = timed ? 1 : 0; c < row.length; c++) {
        if (batch.size() == batch.capacity()) {
          ends.add(batch.size());
          batch = new SampleBatch(65_536);
          ends = new ArrayList<>();
          batches.add(batch);
          polls.add(ends);
          from = 0;
        }
        if (!isText[c] && !isName[c] && (Csv.isNumber(row[c]) || (isTruth[c] && Csv.isTruth(row[c])))) {
          batch.add(point(key + c, c), bits(row[c], c), 0, time, TimeQuality.POLL, time);
        }
      }
      if (batch.size() > from) {
        ends.add(batch.size());
      }
    }
    List<Kind[]> kindsOfRows = new ArrayList<>();
    for (SampleBatch each : batches) {
      Kind[] rows = new Kind[each.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = kinds.get(each.point[i] - 1);
      }
      kindsOfRows.add(rows);
    }
    return new Stream(name, batches, kindsOfRows, polls, Double.NaN);
  }

  private OptionalLong timeOf(String text) {
    if (dated) {
      return TimeText.date(text, monthFirst);
    }
    return Csv.isNumber(text) ? TimeText.number(text) : OptionalLong.empty();
  }

  private int point(String key, int column) {
    return points.computeIfAbsent(key, k -> {
      kinds.add(isTruth[column] ? Kind.BOOLEAN : isWhole[column] ? Kind.INT64 : Kind.DOUBLE);
      return kinds.size();
    });
  }

  private long bits(String cell, int column) {
    if (isTruth[column]) {
      return cell.equalsIgnoreCase("true") ? 1 : 0;
    }
    return isWhole[column] ? Long.parseLong(cell) : Double.doubleToRawLongBits(Csv.number(cell));
  }
}
