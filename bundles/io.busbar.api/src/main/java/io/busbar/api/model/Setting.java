package io.busbar.api.model;

import java.util.Map;

/**
 * One value as written. A mapping ({@code enum: {0: off, 1: on}}) has its entries and an empty text.
 *
 * @param text the scalar's text, trimmed
 * @param entries of a mapping, in order, else empty
 * @param at where it is written
 */
public record Setting(String text, Map<String, Setting> entries, SourceLocation at) {
  /** A scalar. */
  public static Setting of(String text, SourceLocation at) {
    return new Setting(text, Map.of(), at);
  }
}
