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
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as samples: a row is a poll, its numeric cells are samples of the row's time, a column is a point. Where text
 * columns stand beside (a long format), each combination of texts and column is a point, and numbers that always go with the
 * same texts are part of the name. Without a time column rows are one second apart.
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
  private @Nullable String odd;
  private long odds;
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
    this.dated = !implicitTime && !csv.rows.isEmpty() && TimeText.date(csv.rows.get(0)[0], monthFirst).isPresent();
    this.timed = dated || (!implicitTime && columns > 1 && isClock());
    if (!implicitTime && !timed && !csv.rows.isEmpty() && !Csv.isNumber(csv.rows.get(0)[0])) {
      throw csv.wrong(0, "'" + csv.rows.get(0)[0] + "' is no time that is known here; a file without times wants --no-time");
    }
    look();
  }

  static Stream read(Path file, boolean implicitTime) throws IOException {
    return new CsvStream(Csv.read(file), implicitTime).stream(file.getFileName().toString());
  }

  /** Whether the first column counts time: it is called so, or its numbers never fall. */
  private boolean isClock() {
    if (!csv.head.isEmpty() && csv.head.get(0).toLowerCase(Locale.ROOT).matches("\\W*(time|date|epoch|ts|unix|t$).*")) {
      return true;
    }
    double before = Double.NEGATIVE_INFINITY;
    for (String[] row : csv.rows) {
      if (!Csv.isNumber(row[0]) || Csv.number(row[0]) < before) {
        return false;
      }
      before = Csv.number(row[0]);
    }
    return csv.rows.size() < 2 || before > Csv.number(csv.rows.get(0)[0]);
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
        isWhole[c] &= row[c].matches("[+-]?\\d{1,18}");
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
    for (int i = 0; i < csv.rows.size(); i++) {
      for (int c = timed ? 1 : 0; c < csv.rows.get(i).length; c++) {
        String cell = csv.rows.get(i)[c];
        if (!isText[c] && !isTruth[c] && !Csv.isEmpty(cell) && !Csv.isNumber(cell)) {
          odd = odd == null ? csv.wrong(i, "'" + cell + "' in column " + (c + 1) + " is no number").getMessage() : odd;
          odds++;
        }
      }
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
    return name;
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

  private Stream stream(String name) throws IOException {
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
      time = timed ? timeOf(i, row[0]) : time + SECOND;
      if (batch.capacity() - batch.size() < columns) {
        batch = new SampleBatch(65_536);
        ends = new ArrayList<>();
        batches.add(batch);
        polls.add(ends);
      }
      int from = batch.size();
      String key = key(row);
      for (int c = timed ? 1 : 0; c < row.length; c++) {
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
    if (odd != null) {
      System.err.println(odd + "; left out like the " + (odds - 1) + " others of the file");
    }
    return new Stream(name, batches, kindsOfRows, polls, Double.NaN);
  }

  private long timeOf(int row, String text) throws IOException {
    if (!dated && Csv.isNumber(text)) {
      return TimeText.number(text);
    }
    OptionalLong time = dated ? TimeText.date(text, monthFirst) : OptionalLong.empty();
    if (time.isEmpty()) {
      throw csv.wrong(row, "'" + text + "' is no time like the one in the first row, '" + csv.rows.get(0)[0] + "'");
    }
    return time.getAsLong();
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
