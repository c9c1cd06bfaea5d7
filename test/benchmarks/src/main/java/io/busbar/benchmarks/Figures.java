package io.busbar.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures of one benchmark with the conditions under which they were taken, as a JSON file. */
public final class Figures {
  private static final Pattern ENTRY = Pattern.compile("\\s*\"([^\"]+)\": ([^{]*?),?");

  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, String> conditions = new LinkedHashMap<>();

  /** A figure; one that is not a number is left out. */
  public void figure(String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(name, value);
    }
  }

  /**
   * Takes over what a file has, as {@link #write} wrote it: for a benchmark whose parts are run one by one. A figure or condition of the same
   * name that is set afterwards replaces it.
   */
  public void read(Path file) throws IOException {
    read(file, name -> true);
  }

  /** The same for the names that are wanted only: where several benchmarks write one file. */
  public void read(Path file, Predicate<String> wanted) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    boolean inFigures = false;
    for (String line : Files.readAllLines(file)) {
      Matcher entry = ENTRY.matcher(line);
      inFigures = line.contains("\"figures\"") || (inFigures && !line.contains("\"conditions\""));
      if (!entry.matches() || !wanted.test(entry.group(1))) {
        continue;
      }
      if (inFigures) {
        figures.put(entry.group(1), Double.parseDouble(entry.group(2)));
      } else {
        conditions.put(entry.group(1), entry.group(2).replaceAll("^\"|\"$", "").replace("\\\"", "\"").replace("\\\\", "\\"));
      }
    }
  }

  /** A condition. */
  public void condition(String name, Object value) {
    conditions.put(name, String.valueOf(value));
  }

  /** The machine as conditions. */
  public void machine() {
    condition("java", System.getProperty("java.runtime.version"));
    condition("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    condition("processors", Runtime.getRuntime().availableProcessors());
    condition("date", java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
  }

  /** All conditions. */
  public Map<String, String> conditions() {
    return conditions;
  }

  /** The middle one; of an even number the mean of the two; not a number of none. */
  public static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  /** A quantile, in proportion between two values; not a number of none. */
  public static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** Writes {@code {"figures": {name: number}, "conditions": {name: text}}}. */
  public void write(Path file) throws IOException {
    StringBuilder json = new StringBuilder("{\n  \"figures\": {");
    String separator = "\n    ";
    for (Map.Entry<String, Double> each : figures.entrySet()) {
      json.append(separator).append(quoted(each.getKey())).append(": ").append(String.format(Locale.ROOT, "%.4g", each.getValue()));
      separator = ",\n    ";
    }
    json.append("\n  },\n  \"conditions\": {");
    separator = "\n    ";
    for (Map.Entry<String, String> each : conditions.entrySet()) {
      json.append(separator).append(quoted(each.getKey())).append(": ").append(quoted(each.getValue()));
      separator = ",\n    ";
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, json.append("\n  }\n}\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(' ');
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
