package io.busbar.template.yaml.site;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 1.5s}, {@code 5min}, {@code 1h}, {@code 1d}. */
final class Durations {
  /** What to write, for messages. */
  static final String EXAMPLES = "Write a number with its unit: 250ms, 1s, 5min, 1h or 1d.";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*([a-z]{1,8})");
  private static final Map<String, Long> UNITS = Map.ofEntries(
      Map.entry("us", 1_000L), Map.entry("ms", 1_000_000L), Map.entry("s", 1_000_000_000L),
      Map.entry("sec", 1_000_000_000L), Map.entry("min", 60_000_000_000L), Map.entry("h", 3_600_000_000_000L),
      Map.entry("d", 86_400_000_000_000L));

  private Durations() {}

  /** The duration, or empty if the text is none. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      return Optional.empty();
    }
    double ns = Double.parseDouble(matcher.group(1)) * unit;
    return ns < 9e18 ? Optional.of(Duration.ofNanos(Math.round(ns))) : Optional.empty();
  }
}
