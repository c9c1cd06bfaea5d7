package io.busbar.benchmarks.bytes;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them in the first column: ISO 8601, day.month.year, year/month/day, epoch in s, ms, µs or ns. */
final class TimeText {
  private static final Pattern ISO = Pattern.compile(
      "(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?");
  private static final Pattern DAY_FIRST = Pattern.compile(
      "(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?");
  private static final long SECOND = 1_000_000_000;

  private TimeText() {}

  /** Nanoseconds since 1970 of a text that is a date, with or without time and zone; a naive one is taken as UTC. */
  static OptionalLong date(String text) {
    Matcher iso = ISO.matcher(text);
    Matcher day = DAY_FIRST.matcher(text);
    try {
      if (iso.matches()) {
        return OptionalLong.of(time(iso, Integer.parseInt(iso.group(1)), Integer.parseInt(iso.group(2)), Integer.parseInt(iso.group(3))));
      }
      if (day.matches()) {
        int first = Integer.parseInt(day.group(1));
        int second = Integer.parseInt(day.group(2));
        boolean american = second > 12;
        return OptionalLong.of(time(day, Integer.parseInt(day.group(3)), american ? first : second, american ? second : first));
      }
    } catch (java.time.DateTimeException notADate) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static long time(Matcher m, int year, int month, int day) {
    LocalDate date = LocalDate.of(year, month, day);
    LocalTime time = m.group(4) == null ? LocalTime.MIDNIGHT
        : LocalTime.of(Integer.parseInt(m.group(4)), Integer.parseInt(m.group(5)), m.group(6) == null ? 0 : Integer.parseInt(m.group(6)));
    long ns = m.group(7) == null ? 0 : Long.parseLong((m.group(7) + "000000000").substring(0, 9));
    String zone = m.group(8);
    long offset = 0;
    if (zone != null && zone.length() > 3) {
      String digits = zone.replace(":", "");
      offset = (Integer.parseInt(digits.substring(1, 3)) * 60L + Integer.parseInt(digits.substring(3, 5))) * 60;
      offset = digits.charAt(0) == '-' ? -offset : offset;
    }
    return (LocalDateTime.of(date, time).toEpochSecond(ZoneOffset.UTC) - offset) * SECOND + ns;
  }

  /** Nanoseconds of a number in an epoch column, whose unit its size tells; small numbers are seconds from a start. */
  static long number(String text) {
    double value = Double.parseDouble(text);
    double size = Math.abs(value);
    java.math.BigDecimal exact = new java.math.BigDecimal(text.trim());
    int shift = size < 1e11 ? 9 : size < 1e14 ? 6 : size < 1e17 ? 3 : 0;
    return exact.movePointRight(shift).setScale(0, java.math.RoundingMode.HALF_EVEN).longValue();
  }
}
