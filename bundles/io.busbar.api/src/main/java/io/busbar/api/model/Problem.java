package io.busbar.api.model;

/**
 * One mistake or concern in a configuration.
 *
 * @param at where
 * @param severity whether it prevents the model from being applied
 * @param code stable short name of the kind of mistake, {@code unknown-channel}
 * @param message what is wrong and what to write instead, in whole sentences
 */
public record Problem(SourceLocation at, Severity severity, String code, String message) {
  /** How bad. */
  public enum Severity {
    /** Nothing is applied. */
    ERROR,
    /** Applied, but look at it. */
    WARNING
  }

  /** An error. */
  public static Problem error(SourceLocation at, String code, String message) {
    return new Problem(at, Severity.ERROR, code, message);
  }

  /** A warning. */
  public static Problem warning(SourceLocation at, String code, String message) {
    return new Problem(at, Severity.WARNING, code, message);
  }

  /** {@code devices.csv:3:15 channel "buss1" is unknown. Did you mean "bus1"?} */
  @Override
  public String toString() {
    return (at.equals(SourceLocation.NONE) ? "" : at + " ") + (severity == Severity.WARNING ? "warning: " : "") + message;
  }
}
