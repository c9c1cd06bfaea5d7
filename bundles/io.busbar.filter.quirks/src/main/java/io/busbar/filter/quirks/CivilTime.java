package io.busbar.filter.quirks;

/** Days of the Gregorian calendar without objects. */
final class CivilTime {
  private static final long NS = 1_000_000_000L;

  private CivilTime() {}

  /** Whether there is such a time. A second of 60 is none: no leap seconds. */
  static boolean isTime(long year, long month, long day, long hour, long minute, long second) {
    return year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour >= 0 && hour < 24
        && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  }

  private static long daysOf(long year, long month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 ? (leap ? 29 : 28) : 30 + (month + month / 8) % 2;
  }

  /** Nanoseconds from 1970-01-01T00:00 on the same clock; days by the formula of E. G. Richards for the Julian day number. */
  static long ns(long year, long month, long day, long secondOfDay) {
    long a = (14 - month) / 12;
    long y = year + 4800 - a;
    long m = month + 12 * a - 3;
    long julian = day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32_045;
    return ((julian - 2_440_588) * 86_400 + secondOfDay) * NS;
  }
}
