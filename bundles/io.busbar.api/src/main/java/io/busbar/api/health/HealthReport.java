package io.busbar.api.health;

/**
 * How a part is.
 *
 * @param part {@code channel bus1}, {@code journal}, {@code link to central}
 * @param level how bad
 * @param text what it is and what to do, one line
 * @param sinceNs wall time since when, ns
 */
public record HealthReport(String part, Level level, String text, long sinceNs) {
  /** How bad. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Look at it. */
    WARNING,
    /** Data or control is affected now. */
    CRITICAL
  }
}
