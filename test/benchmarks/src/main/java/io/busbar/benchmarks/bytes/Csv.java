package io.busbar.benchmarks.bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV file as text cells: separator (comma, semicolon, tab, bar) found out, comments and an unlike first line taken as head,
 * decimal commas made points, complex numbers made two columns.
 */
final class Csv {
  private static final Pattern COMPLEX = Pattern.compile("\\(?([+-]?[0-9.eE]+(?:[eE][+-]?\\d+)?)([+-][0-9.]+(?:[eE][+-]?\\d+)?)[ji]\\)?");
  private static final Pattern IMAGINARY = Pattern.compile("\\(?([+-]?[0-9.]+(?:[eE][+-]?\\d+)?)[ji]\\)?");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(?:,\\d{3})+\\.\\d+");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+(?:[eE][+-]?\\d+)?");

  final Path file;
  final List<String> head;
  final List<String[]> rows;
  /** Line of the file that each row is from; fewer than rows where complex numbers made no difference. */
  private final List<Integer> lineOfRow;

  private Csv(Path file, List<String> head, List<String[]> rows, List<Integer> lineOfRow) {
    this.file = file;
    this.head = head;
    this.rows = rows;
    this.lineOfRow = lineOfRow;
  }

  /** What is wrong in a row, with its place. */
  IOException wrong(int row, String what) {
    return new IOException(place(row, what));
  }

  /** The place of a row, with what is there. */
  String place(int row, String what) {
    return file + ":" + lineOfRow.get(row) + ": " + what;
  }

  static Csv read(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Integer> lineOfRow = new ArrayList<>();
    int number = 0;
    for (String line : text(Files.readAllBytes(file)).split("\r?\n|\r")) {
      number++;
      String trimmed = line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (!trimmed.isBlank() && !trimmed.startsWith("#")) {
        lines.add(trimmed);
        lineOfRow.add(number);
      }
    }
    if (lines.isEmpty()) {
      throw new IOException(file + ": no line with anything in it");
    }
    char separator = separator(lines);
    List<String[]> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(cells(line, separator));
    }
    List<String> head = List.of();
    if (rows.size() > 1 && isHead(rows.get(0), rows.get(1))) {
      head = List.of(rows.remove(0));
      lineOfRow.remove(0);
    }
    return new Csv(file, head, complex(rows), lineOfRow).withDayAndTimeInOne().withoutHeadIfUnlike();
  }

  /** By its mark UTF-16, else UTF-8 if it can be, else bytes as they are; spaces of all sorts are spaces. */
  private static String text(byte[] bytes) {
    boolean wide = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0x1FD && (bytes[0] & 0xFE) == 0xFE;
    String text = new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    text = text.indexOf('\uFFFD') >= 0 && !wide ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
    return text.replace('\u00A0', ' ').replace('\u202F', ' ');
  }

  /** A first column of days and a second one of times of day are one column of times. */
  private Csv withDayAndTimeInOne() {
    long both = rows.stream().filter(r -> r.length > 2 && TimeText.isDay(r[0]) && TimeText.isTimeOfDay(r[1])).count();
    if (both * 2 <= rows.size()) {
      return this;
    }
    List<String[]> joined = rows.stream().map(Csv::joined).toList();
    return new Csv(file, head.size() > 2 ? List.of(joined(head.toArray(new String[0]))) : head, joined, lineOfRow);
  }

  private static String[] joined(String[] row) {
    if (row.length < 2) {
      return row;
    }
    String[] joined = Arrays.copyOfRange(row, 1, row.length);
    joined[0] = row[0] + " " + row[1];
    return joined;
  }

  private Csv withoutHeadIfUnlike() {
    return rows.isEmpty() || head.size() == rows.get(0).length ? this : new Csv(file, List.of(), rows, lineOfRow);
  }

  private static char separator(List<String> lines) {
    char best = ',';
    int most = 0;
    for (char candidate : new char[] {'\t', ';', '|', ','}) {
      int least = Integer.MAX_VALUE;
      for (String line : lines.subList(Math.min(1, lines.size() - 1), Math.min(20, lines.size()))) {
        least = Math.min(least, (int) line.chars().filter(c -> c == candidate).count());
      }
      if (least > most && (most == 0 || candidate != ',')) {
        most = least;
        best = candidate;
      }
    }
    return best;
  }

  private static String[] cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(tidy(cell.toString(), separator));
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(tidy(cell.toString(), separator));
    return cells.toArray(new String[0]);
  }

  private static String tidy(String cell, char separator) {
    String trimmed = cell.trim();
    if (THOUSANDS.matcher(trimmed).matches()) {
      return trimmed.replace(",", "");
    }
    return separator != ',' && DECIMAL_COMMA.matcher(trimmed).matches() ? trimmed.replace(',', '.') : trimmed;
  }

  private static boolean isHead(String[] first, String[] second) {
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      if (!isNumber(first[i]) && !isEmpty(first[i]) && (isNumber(second[i]) || TimeText.date(second[i]).isPresent())
          && TimeText.date(first[i]).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static List<String[]> complex(List<String[]> rows) {
    int columns = rows.stream().mapToInt(r -> r.length).max().orElse(0);
    boolean[] isComplex = new boolean[columns];
    boolean any = false;
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (!isComplex[i] && row[i].length() > 1 && (IMAGINARY.matcher(row[i]).matches() || COMPLEX.matcher(row[i]).matches())) {
          isComplex[i] = true;
          any = true;
        }
      }
    }
    return any ? rows.stream().map(row -> split(row, isComplex)).toList() : rows;
  }

  private static String[] split(String[] row, boolean[] isComplex) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      Matcher both = COMPLEX.matcher(row[i]);
      Matcher one = IMAGINARY.matcher(row[i]);
      if (!isComplex[i]) {
        cells.add(row[i]);
      } else if (both.matches()) {
        cells.addAll(Arrays.asList(both.group(1), both.group(2)));
      } else if (one.matches()) {
        cells.addAll(Arrays.asList("0", one.group(1)));
      } else {
        cells.addAll(Arrays.asList(row[i], ""));
      }
    }
    return cells.toArray(new String[0]);
  }

  static boolean isEmpty(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "", "nan", "na", "n/a", "null", "none", "-", "?" -> true;
      default -> false;
    };
  }

  static boolean isNumber(String cell) {
    if (INFINITE.matcher(cell).matches()) {
      return true;
    }
    if (cell.isEmpty() || Character.isLetter(cell.charAt(cell.length() - 1))) {
      return false;
    }
    try {
      Double.parseDouble(cell);
      return true;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  /** The number in a cell for which {@link #isNumber} is true. */
  static double number(String cell) {
    return INFINITE.matcher(cell).matches() ? (cell.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
        : Double.parseDouble(cell);
  }

  static boolean isTruth(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }
}
