package io.busbar.api.driver;

import java.util.List;

/**
 * What came of a read for a person at the tailgate.
 *
 * @param read whether there is a reading; else the lines say why there is none
 * @param lines for people
 */
public record AdHocReading(boolean read, List<String> lines) {
  /** Copies the lines. */
  public AdHocReading {
    lines = List.copyOf(lines);
  }

  /** A reading: raw bytes and every plausible value. */
  public static AdHocReading of(List<String> lines) {
    return new AdHocReading(true, lines);
  }

  /**
   * No reading.
   *
   * @param why and what to do
   */
  public static AdHocReading none(String why) {
    return new AdHocReading(false, List.of(why));
  }
}
