package io.busbar.template.yaml.site;

import io.busbar.api.describe.ParameterText;
import java.time.Duration;
import java.util.Optional;

/** Durations as people write them: {@code 250ms}, {@code 1.5s}, {@code 5min}, {@code 1h}, {@code 1d}. */
final class Durations {
  /** What to write, for messages. */
  static final String EXAMPLES = "Write a number with its unit: 250ms, 1s, 5min, 1h or 1d.";

  private static final double MOST_SECONDS = 9e9;

  private Durations() {}

  /** The duration, or empty if the text is none. */
  static Optional<Duration> parse(String text) {
    double seconds = ParameterText.seconds(text);
    return seconds >= 0 && seconds < MOST_SECONDS ? Optional.of(Duration.ofNanos(Math.round(seconds * 1e9))) : Optional.empty();
  }
}
