package io.busbar.iec60870.codec;

/**
 * CP56Time2a as it stands on the line, the first byte in the lowest bits of a {@code long} (IEC 60870-5-101 §7.2.6.18).
 *
 * <pre>
 *  bit  0-15   milliseconds 0…59,999
 *  bit 16-21   minutes 0…59            bit 22 RES1, bit 23 IV invalid
 *  bit 24-28   hours 0…23              bit 31 SU summer time
 *  bit 32-36   day of month 1…31       bit 37-39 day of week 1…7, 0 not used
 *  bit 40-43   month 1…12
 *  bit 48-54   year 0…99
 * </pre>
 */
public final class Cp56 {
  private static final long IV = 1L << 23;
  private static final long SU = 1L << 31;

  private Cp56() {}

  /** The seven bytes at a place. */
  static long read(byte[] bytes, int at) {
    long time = 0;
    for (int i = 6; i >= 0; i--) {
      time = (time << 8) | (bytes[at + i] & 0xFF);
    }
    return time;
  }

  /** Writes the seven bytes. */
  static void write(long time, byte[] bytes, int at) {
    for (int i = 0; i < 7; i++) {
      bytes[at + i] = (byte) (time >>> (8 * i));
    }
  }

  /** Milliseconds in the minute. */
  public static int millis(long time) {
    return (int) time & 0xFFFF;
  }

  /** Minute of the hour. */
  public static int minute(long time) {
    return (int) (time >>> 16) & 0x3F;
  }

  /** Hour of the day. */
  public static int hour(long time) {
    return (int) (time >>> 24) & 0x1F;
  }

  /** Day of the month. */
  public static int day(long time) {
    return (int) (time >>> 32) & 0x1F;
  }

  /** Month. */
  public static int month(long time) {
    return (int) (time >>> 40) & 0x0F;
  }

  /** Year, with its century: 70 to 99 are of the last one, as clocks that nobody has set begin there. */
  public static int year(long time) {
    int year = (int) (time >>> 48) & 0x7F;
    return year >= 70 ? 1900 + year : 2000 + year;
  }

  /** IV: the station says that the time is not to be trusted. */
  public static boolean isInvalid(long time) {
    return (time & IV) != 0;
  }

  /** SU: the station says that it is summer time. */
  public static boolean isSummer(long time) {
    return (time & SU) != 0;
  }

  /** The same with IV set. */
  public static long invalid(long time) {
    return time | IV;
  }

  /** The same with SU set. */
  static long summer(long time) {
    return time | SU;
  }

  /** Of the clock's fields. */
  static long of(int year, int month, int day, int dayOfWeek, long millisOfDay) {
    long hour = millisOfDay / 3_600_000;
    long minute = millisOfDay / 60_000 % 60;
    return (millisOfDay % 60_000) | (minute << 16) | (hour << 24) | ((long) day << 32) | ((long) dayOfWeek << 37) | ((long) month << 40)
        | ((long) (year % 100) << 48);
  }

  /** Whether the fields are a date and a time of day at all. */
  public static boolean isDate(long time) {
    int month = month(time);
    int day = day(time);
    int yearOfCentury = (int) (time >>> 48) & 0x7F;
    return millis(time) < 60_000 && minute(time) < 60 && hour(time) < 24 && month >= 1 && month <= 12 && day >= 1 && yearOfCentury < 100
        && day <= days(year(time), month);
  }

  private static int days(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }
}
