package io.busbar.benchmarks.bytes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them in the first column: ISO 8601 with or without zone, day.month.year, month/day/year, digits without
 * separators, day-month name-year, with AM and PM, a time of day alone, and epochs in s, ms, µs or ns. A naive time is taken as UTC.
 */
final class TimeText {
  private static final String DAY_TIME =
      "(?:[T ,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*(AM|PM)?)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?";
  private static final Pattern ISO = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})" + DAY_TIME, Pattern.CASE_INSENSITIVE);
  private static final Pattern SHORT = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4}|\\d{2})" + DAY_TIME, Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED = Pattern.compile("(\\d{1,2})[-/ .]([A-Za-z]{3})[a-z]*[-/ .,]+(\\d{4}|\\d{2})" + DAY_TIME,
      Pattern.CASE_INSENSITIVE);
  private static final Pattern DIGITS = Pattern.compile("((?:19|20)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])"
      + "(?:[T _-]?([01]\\d|2[0-3]):?([0-5]\\d)(?::?([0-5]\\d)(?:[.,](\\d{1,9}))?)?)?()(Z)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*(AM|PM)?", Pattern.CASE_INSENSITIVE);
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final long SECOND = 1_000_000_000;

  private TimeText() {}

  /** Whether a text can only be a date that begins with the month, or only one that begins with the day. */
  enum Order { DAY_FIRST, MONTH_FIRST, EITHER }

  /** What the order of day and month in a text can be. */
  static Order order(String text) {
    Matcher m = SHORT.matcher(text.trim());
    if (!m.matches()) {
      return Order.EITHER;
    }
    return Integer.parseInt(m.group(2)) > 12 ? Order.MONTH_FIRST : Integer.parseInt(m.group(1)) > 12 ? Order.DAY_FIRST : Order.EITHER;
  }

  /** Nanoseconds since 1970 of a text that is a date; the day comes first where only order tells. */
  static OptionalLong date(String text) {
    return date(text, false);
  }

  /** Nanoseconds since 1970 of a text that is a date, with or without time and zone. */
  static OptionalLong date(String text, boolean monthFirst) {
    String trimmed = text.trim();
    try {
      Matcher m = ISO.matcher(trimmed);
      if (m.matches()) {
        return OptionalLong.of(time(m, number(m, 1), number(m, 2), number(m, 3)));
      }
      m = SHORT.matcher(trimmed);
      if (m.matches()) {
        return OptionalLong.of(time(m, year(number(m, 3)), number(m, monthFirst ? 1 : 2), number(m, monthFirst ? 2 : 1)));
      }
      m = NAMED.matcher(trimmed);
      if (m.matches()) {
        return OptionalLong.of(time(m, year(number(m, 3)), MONTHS.indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1, number(m, 1)));
      }
      m = DIGITS.matcher(trimmed);
      if (m.matches()) {
        return OptionalLong.of(time(m, number(m, 1), number(m, 2), number(m, 3)));
      }
      m = TIME_OF_DAY.matcher(trimmed);
      if (m.matches()) {
        return OptionalLong.of(ofDay(m, 1).toNanoOfDay());
      }
    } catch (DateTimeException | ArithmeticException notADate) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static int year(int year) {
    return year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
  }

  private static LocalTime ofDay(Matcher m, int first) {
    int hour = number(m, first);
    String half = m.group(first + 4);
    if (half != null && !half.isEmpty()) {
      hour = hour % 12 + (half.equalsIgnoreCase("PM") ? 12 : 0);
    }
    int ns = m.group(first + 3) == null ? 0 : Integer.parseInt((m.group(first + 3) + "000000000").substring(0, 9));
    return LocalTime.of(hour, number(m, first + 1), m.group(first + 2) == null ? 0 : number(m, first + 2), ns);
  }

  private static long time(Matcher m, int year, int month, int day) {
    boolean endOfDay = "24".equals(m.group(4));
    LocalTime time = m.group(4) == null || endOfDay ? LocalTime.MIDNIGHT : ofDay(m, 4);
    LocalDateTime naive = LocalDateTime.of(LocalDate.of(year, month, day), time).plusDays(endOfDay ? 1 : 0);
    String zone = m.group(9);
    long offset = 0;
    if (zone != null && (zone.startsWith("+") || zone.startsWith("-"))) {
      String digits = (zone.replace(":", "") + "00").substring(1, 5);
      offset = (Integer.parseInt(digits.substring(0, 2)) * 60L + Integer.parseInt(digits.substring(2))) * 60;
      offset = zone.charAt(0) == '-' ? -offset : offset;
    }
    return Math.addExact(Math.multiplyExact(naive.toEpochSecond(ZoneOffset.UTC) - offset, SECOND), time.toNanoOfDay() % SECOND);
  }

  /** Whether a text is a day without a time. */
  static boolean isDay(String text) {
    return text.indexOf(':') < 0 && date(text).isPresent();
  }

  /** Whether a text is a time of day without a day. */
  static boolean isTimeOfDay(String text) {
    return TIME_OF_DAY.matcher(text.trim()).matches();
  }

  /** Nanoseconds of a number in an epoch column, whose unit its size tells; small numbers are seconds from a start. Empty beyond 292 years. */
  static OptionalLong number(String text) {
    if (!Double.isFinite(Double.parseDouble(text.trim()))) {
      return OptionalLong.empty();
    }
    BigDecimal exact = new BigDecimal(text.trim());
    double size = Math.abs(exact.doubleValue());
    if (size > Long.MAX_VALUE) {
      return OptionalLong.empty();
    }
    int shift = size < 1e11 ? 9 : size < 1e14 ? 6 : size < 1e17 ? 3 : 0;
    return OptionalLong.of(exact.movePointRight(shift).setScale(0, RoundingMode.HALF_EVEN).longValue());
  }
}
