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
import java.util.Map;
import java.util.Set;

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
  private final Map<String, Integer> points = new HashMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final boolean timed;
  private final boolean dated;

  private CsvStream(Csv csv, boolean implicitTime) {
    this.csv = csv;
    this.columns = csv.rows.stream().mapToInt(r -> r.length).max().orElse(0);
    this.isText = new boolean[columns];
    this.isTruth = new boolean[columns];
    this.isWhole = new boolean[columns];
    this.dated = !implicitTime && csv.rows.stream().limit(50).allMatch(r -> TimeText.date(r[0]).isPresent());
    this.timed = dated || (!implicitTime && columns > 1 && isClock());
    look();
  }

  static Stream read(Path file, boolean implicitTime) throws IOException {
    return new CsvStream(Csv.read(file), implicitTime).stream(file.getFileName().toString());
  }

  /** Whether the first column counts time: numbers that never fall. */
  private boolean isClock() {
    double before = Double.NEGATIVE_INFINITY;
    for (String[] row : csv.rows) {
      if (!Csv.isNumber(row[0]) || Double.parseDouble(row[0]) < before) {
        return false;
      }
      before = Double.parseDouble(row[0]);
    }
    return csv.rows.size() < 2 || before > Double.parseDouble(csv.rows.get(0)[0]);
  }

  private void look() {
    List<Set<String>> texts = new ArrayList<>();
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
        if (!Csv.isNumber(row[c])) {
          texts.get(c).add(row[c]);
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      isText[c] = !isTruth[c] && !texts.get(c).isEmpty() && texts.get(c).size() < MOST_NAMES;
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

  private Stream stream(String name) {
    boolean[] isName = isName();
    List<SampleBatch> batches = new ArrayList<>();
    List<List<Integer>> polls = new ArrayList<>();
    SampleBatch batch = new SampleBatch(65_536);
    List<Integer> ends = new ArrayList<>();
    batches.add(batch);
    polls.add(ends);
    long time = START;
    for (String[] row : csv.rows) {
      time = timed ? timeOf(row[0], time) : time + SECOND;
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
    return new Stream(name, batches, kindsOfRows, polls, Double.NaN);
  }

  private long timeOf(String text, long before) {
    if (dated) {
      return TimeText.date(text).orElse(before);
    }
    return Csv.isNumber(text) ? TimeText.number(text) : before;
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
    return isWhole[column] ? Long.parseLong(cell) : Double.doubleToRawLongBits(Double.parseDouble(cell));
  }
}
