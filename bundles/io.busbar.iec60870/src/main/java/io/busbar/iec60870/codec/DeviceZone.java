package io.busbar.iec60870.codec;

import io.busbar.api.data.SampleBatch;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The time zone in which a station writes its times. In the hour that comes twice a year its summer-time bit decides which one is meant;
 * everywhere else the zone does. Looks a zone's rules up once per hour of the station's time. One thread.
 */
public final class DeviceZone {
  private static final long HOUR_MS = 3_600_000;
  private static final long DAY_MS = 86_400_000;
  private static final long NS_PER_MS = 1_000_000;

  private final ZoneRules rules;
  private long cachedHour = Long.MIN_VALUE;
  private boolean cachedSummer;
  private long cachedOffsetMs;

  /** Times in a zone. */
  public DeviceZone(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** A CP56 in ns since 1970; {@link SampleBatch#NO_TIME} if it is no date. */
  public long epochNs(long cp56) {
    if (!Cp56.isDate(cp56)) {
      return SampleBatch.NO_TIME;
    }
    long localHour = daysSince1970(Cp56.year(cp56), Cp56.month(cp56), Cp56.day(cp56)) * 24 + Cp56.hour(cp56);
    long localMs = localHour * HOUR_MS + Cp56.minute(cp56) * 60_000L + Cp56.millis(cp56);
    return (localMs - offsetMs(localHour, localMs, Cp56.isSummer(cp56))) * NS_PER_MS;
  }

  /**
   * A CP24 in ns since 1970: the time with these minutes that is nearest to now; {@link SampleBatch#NO_TIME} if it is no time.
   *
   * @param nowNs when it was received
   */
  public long epochNs(long cp24, long nowNs) {
    if (!Cp24.isTime(cp24)) {
      return SampleBatch.NO_TIME;
    }
    long nowMs = Math.floorDiv(nowNs, NS_PER_MS);
    long offsetMs = rules.getOffset(java.time.Instant.ofEpochMilli(nowMs)).getTotalSeconds() * 1000L;
    long hourMs = Math.floorDiv(nowMs + offsetMs, HOUR_MS) * HOUR_MS;
    long ms = hourMs + Cp56.minute(cp24) * 60_000L + Cp56.millis(cp24) - offsetMs;
    if (ms - nowMs > HOUR_MS / 2) {
      ms -= HOUR_MS;
    } else if (nowMs - ms > HOUR_MS / 2) {
      ms += HOUR_MS;
    }
    return ms * NS_PER_MS;
  }

  /** A time as CP56 in this zone, with its summer-time bit. */
  public long cp56(long epochNs) {
    long ms = Math.floorDiv(epochNs, NS_PER_MS);
    java.time.Instant instant = java.time.Instant.ofEpochMilli(ms);
    long local = ms + rules.getOffset(instant).getTotalSeconds() * 1000L;
    long day = Math.floorDiv(local, DAY_MS);
    java.time.LocalDate date = java.time.LocalDate.ofEpochDay(day);
    long cp56 = Cp56.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), date.getDayOfWeek().getValue(), Math.floorMod(local, DAY_MS));
    return rules.isDaylightSavings(instant) ? Cp56.summer(cp56) : cp56;
  }

  private long offsetMs(long localHour, long localMs, boolean summer) {
    if (localHour != cachedHour || summer != cachedSummer) {
      cachedOffsetMs = lookUp(LocalDateTime.ofEpochSecond(Math.floorDiv(localMs, 1000), 0, ZoneOffset.UTC), summer);
      cachedHour = localHour;
      cachedSummer = summer;
    }
    return cachedOffsetMs;
  }

  private long lookUp(LocalDateTime local, boolean summer) {
    @Nullable ZoneOffsetTransition transition = rules.getTransition(local);
    ZoneOffset offset = rules.getOffset(local);
    if (transition != null && transition.isOverlap()) {
      boolean beforeIsSummer = rules.isDaylightSavings(transition.getInstant().minusSeconds(1));
      offset = summer == beforeIsSummer ? transition.getOffsetBefore() : transition.getOffsetAfter();
    }
    return offset.getTotalSeconds() * 1000L;
  }

  /** Days from 1970-01-01 in the Gregorian calendar; years are counted from March, so that the leap day is the last. */
  private static long daysSince1970(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    int monthFromMarch = (month + 9) % 12;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
