package io.busbar.api.filter.support;

import io.busbar.api.describe.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Local times of a zone. Remembers the offset from one change of the clocks to the next, so it takes memory twice a year. One thread. */
public final class LocalTimes {
  private static final long NS = 1_000_000_000L;

  private final ZoneRules rules;
  private long fromNs = Long.MAX_VALUE;
  private long untilNs = Long.MIN_VALUE;
  private long offsetNs;

  /**
   * Local times of a zone.
   *
   * @param zone a name of the IANA database
   * @throws DateTimeException if there is no such zone
   */
  public LocalTimes(String zone) {
    rules = ZoneId.of(zone).getRules();
  }

  /** Reports an argument that is no name of a time zone. */
  public static void check(Checked stage, String parameter) {
    String name = stage.text(parameter);
    try {
      ZoneId.of(name);
    } catch (DateTimeException unknown) {
      stage.error(parameter, "unknown-zone", "there is no time zone \"" + name + "\"." + Nearest.hint(name, ZoneId.getAvailableZoneIds())
          + " Write for example UTC or Europe/Berlin.");
    }
  }

  /** Local time, ns since 1970-01-01T00:00 on the local clock, of a time in UTC. */
  public long localNs(long utcNs) {
    if (utcNs < fromNs || utcNs >= untilNs) {
      lookUp(utcNs);
    }
    return utcNs + offsetNs;
  }

  private void lookUp(long utcNs) {
    Instant at = Instant.ofEpochSecond(Math.floorDiv(utcNs, NS));
    offsetNs = rules.getOffset(at).getTotalSeconds() * NS;
    ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(at);
    fromNs = before == null ? Long.MIN_VALUE : before.toEpochSecond() * NS;
    untilNs = after == null ? Long.MAX_VALUE : after.toEpochSecond() * NS;
  }

  /** The time in UTC of a local time; of the two in the hour that is repeated the first, of one that is left out the end of the gap. */
  public long utcNs(long localNs) {
    long first = localNs - offsetAt(localNs - day());
    long last = localNs - offsetAt(localNs + day());
    if (localNs(first) == localNs) {
      return first;
    }
    return localNs(last) == localNs ? last : Math.max(first, last);
  }

  /** Whether a local time comes twice, because the clocks are put back over it. */
  public boolean isRepeated(long localNs) {
    long first = localNs - offsetAt(localNs - day());
    long last = localNs - offsetAt(localNs + day());
    return first != last && localNs(first) == localNs && localNs(last) == localNs;
  }

  private long offsetAt(long utcNs) {
    return localNs(utcNs) - utcNs;
  }

  private static long day() {
    return 86_400 * NS;
  }
}
