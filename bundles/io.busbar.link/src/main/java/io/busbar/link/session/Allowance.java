package io.busbar.link.session;

import io.busbar.api.link.LinkOptions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * How much of the link measurements, backfill and files may use now: bytes of the day, share of the airtime, windows.
 * Everything that is sent counts, alarms too; only bulk is held back. Lives as long as the end point, over its sessions.
 */
final class Allowance {
  private static final double AIRTIME_SPAN_SECONDS = 60;
  private static final long LOOK_NS = 1_000_000_000L;
  private static final long NS = 1_000_000_000L;
  private static final int MINUTES_OF_DAY = 1_440;

  private final LinkOptions options;
  private long day = Long.MIN_VALUE;
  private long usedToday;
  /** Seconds of airtime that may be used; goes below zero when alarms do. */
  private double airSeconds;
  private long airAtNs = Long.MIN_VALUE;
  private long lookedAtNs = Long.MIN_VALUE / 2;
  private boolean inWindow = true;
  private long nextWindowWallNs;

  Allowance(LinkOptions options) {
    this.options = options;
    this.airSeconds = options.budget().airtimeShare() * AIRTIME_SPAN_SECONDS;
  }

  /** Bytes went out or came in, with the bearer's overhead. */
  void used(long bytes) {
    usedToday += bytes;
  }

  /** The transmitter was on for so long. */
  void sent(long airNs) {
    airSeconds -= airNs / 1e9;
  }

  /** Keeps time; to be called before the others are asked. */
  void look(long nowNs, long wallNs) {
    double share = options.budget().airtimeShare();
    if (airAtNs != Long.MIN_VALUE) {
      airSeconds = Math.min(share * AIRTIME_SPAN_SECONDS, airSeconds + share * (nowNs - airAtNs) / 1e9);
    }
    airAtNs = nowNs;
    if (nowNs - lookedAtNs < LOOK_NS) {
      return;
    }
    lookedAtNs = nowNs;
    ZonedDateTime local = Instant.ofEpochSecond(Math.floorDiv(wallNs, NS), Math.floorMod(wallNs, NS)).atZone(options.zone());
    if (local.toLocalDate().toEpochDay() != day) {
      day = local.toLocalDate().toEpochDay();
      // A clock that is set only after the start counts what went before it was to the day that it comes to.
      usedToday = day == options.budget().spentDay() ? usedToday + options.budget().spentBytes() : 0;
    }
    lookAtWindows(local);
  }

  private void lookAtWindows(ZonedDateTime local) {
    inWindow = options.windows().isEmpty();
    int minute = local.getHour() * 60 + local.getMinute();
    int wait = MINUTES_OF_DAY;
    for (LinkOptions.Window window : options.windows()) {
      boolean over = window.toMinute() <= window.fromMinute();
      inWindow |= over ? minute >= window.fromMinute() || minute < window.toMinute()
          : minute >= window.fromMinute() && minute < window.toMinute();
      wait = Math.min(wait, Math.floorMod(window.fromMinute() - minute, MINUTES_OF_DAY));
    }
    nextWindowWallNs = inWindow ? 0 : local.withSecond(0).withNano(0).plusMinutes(wait).toEpochSecond() * NS;
  }

  /** Whether bulk may go now. */
  boolean bulk() {
    return inWindow && hasBytes() && airSeconds >= 0;
  }

  /** When bulk may go again if nothing else changes, monotonic ns; {@link Long#MAX_VALUE} if it may, or that is not known. */
  long bulkAgainNs(long nowNs) {
    if (bulk()) {
      return Long.MAX_VALUE;
    }
    if (inWindow && hasBytes()) {
      return nowNs + (long) (-airSeconds / options.budget().airtimeShare() * 1e9) + 1;
    }
    return nowNs + LOOK_NS;
  }

  private boolean hasBytes() {
    return options.budget().bytesPerDay() == 0 || usedToday < options.budget().bytesPerDay();
  }

  /** What is left of today's bytes; −1 for no limit. */
  long bytesLeft() {
    return options.budget().bytesPerDay() == 0 ? -1 : Math.max(0, options.budget().bytesPerDay() - usedToday);
  }

  /** The day that is counted, days since 1970-01-01; 0 before the first look. */
  long day() {
    return day == Long.MIN_VALUE ? 0 : day;
  }

  /** Bytes of that day, both ways. */
  long usedToday() {
    return usedToday;
  }

  /** Wall time at which the next window opens, ns; 0 if one is open. */
  long nextWindowWallNs() {
    return nextWindowWallNs;
  }

  /** Why bulk waits and what to do, or empty. */
  String why() {
    if (!hasBytes()) {
      return String.format(Locale.ROOT, "today's %s are used up: only alarms and commands go until midnight; raise central: budget: perDay in"
          + " site.yaml if the contract allows", bytes(options.budget().bytesPerDay()));
    }
    if (!inWindow) {
      ZoneId zone = options.zone();
      LocalDateTime opens = LocalDateTime.ofInstant(Instant.ofEpochSecond(nextWindowWallNs / NS), zone);
      LocalDate today = LocalDate.ofEpochDay(day);
      return String.format(Locale.ROOT, "waiting for the window at %02d:%02d%s: only alarms and commands go until then", opens.getHour(),
          opens.getMinute(), opens.toLocalDate().equals(today) ? "" : " tomorrow");
    }
    return airSeconds >= 0 ? "" : String.format(Locale.ROOT, "the airtime of %.0f %% is used: measurements wait a moment",
        options.budget().airtimeShare() * 100);
  }

  private static String bytes(long bytes) {
    return bytes >= 1_000_000 ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6) : String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
  }
}
