package io.busbar.api.describe;

/** What a parameter's text may be. */
public enum ParameterType {
  /** Decimal or 0x-hexadecimal whole number. */
  INTEGER,
  /** Decimal number. */
  NUMBER,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** {@code 250ms}, {@code 1s}, {@code 5min}, {@code 1h}, {@code 1d}. */
  DURATION,
  /** One of the listed choices. */
  CHOICE,
  /** Any text. */
  TEXT,
  /** The name of another point of the same device. */
  POINT,
  /** A mapping of values to labels. */
  MAP
}
