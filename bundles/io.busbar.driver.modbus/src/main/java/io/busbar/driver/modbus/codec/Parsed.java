package io.busbar.driver.modbus.codec;

import org.jspecify.annotations.Nullable;

/**
 * What came of parsing a text: a value, or what is wrong with it.
 *
 * @param value null if the text was wrong
 * @param code stable short name of the mistake
 * @param message what is wrong and what to write instead; empty if nothing is
 * @param <T> type of the value
 */
public record Parsed<T>(@Nullable T value, String code, String message) {
  /** A value. */
  public static <T> Parsed<T> of(T value) {
    return new Parsed<>(value, "", "");
  }

  /** A mistake. */
  public static <T> Parsed<T> wrong(String code, String message) {
    return new Parsed<>(null, code, message);
  }
}
