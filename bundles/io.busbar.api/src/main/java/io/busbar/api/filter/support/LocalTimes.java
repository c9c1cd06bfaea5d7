package io.busbar.api.filter.support;

import io.busbar.api.describe.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Local times of a zone. Knows the changes of its clocks from 1970 to 2200 from the beginning, so that it takes no memory later. One thread. */
public final class LocalTimes {
  private static final long NS = 1_000_000_000L;

  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  /** When the clocks change, ns, ascending, and their offset from then on, ns; the first offset holds before the first change. */
  private final long[] changes;
  private final long[] offsets;
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
    ZoneRules rules = ZoneId.of(zone).getRules();
    List<ZoneOffsetTransition> all = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(Instant.EPOCH);
    while (next != null && next.getInstant().isBefore(LAST)) {
      all.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    changes = new long[all.size()];
    offsets = new long[all.size() + 1];
    offsets[0] = rules.getOffset(Instant.EPOCH).getTotalSeconds() * NS;
    for (int i = 0; i < changes.length; i++) {
      changes[i] = all.get(i).toEpochSecond() * NS;
      offsets[i + 1] = all.get(i).getOffsetAfter().getTotalSeconds() * NS;
    }
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
    int found = Arrays.binarySearch(changes, utcNs);
    int era = found < 0 ? -found - 1 : found + 1;
    offsetNs = offsets[era];
    fromNs = era == 0 ? Long.MIN_VALUE : changes[era - 1];
    untilNs = era == changes.length ? Long.MAX_VALUE : changes[era];
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
