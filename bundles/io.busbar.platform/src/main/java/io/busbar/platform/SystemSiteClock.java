package io.busbar.platform;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The system's clocks, and what its time daemon says of them.
 *
 * <p>Whether the clock is disciplined is read from the markers that time daemons keep: {@code
 * systemd/timesync/synchronized} of systemd-timesyncd exists once its clock has been set in this boot. Without a
 * marker the clock counts as free running: a gateway gives nobody a time that it does not have. What was measured against the
 * site's time servers counts more than any marker. Thread-safe; the markers are looked at once in {@link #LOOK_EVERY_NS}.
 */
final class SystemSiteClock implements SiteClock {
  /** How often the markers are looked at, ns. */
  static final long LOOK_EVERY_NS = 10_000_000_000L;

  private static final String FREE_RUNNING = "free running (no time daemon reports a synchronised clock)";

  private final List<Marker> markers;
  private volatile Reading reading;
  private volatile @Nullable ClockReading measured;

  /** A file whose existence says that a source disciplines the clock. */
  record Marker(Path file, String source) {}

  private record Reading(ClockState state, String source, long takenNs) {}

  SystemSiteClock() {
    this(List.of(
        new Marker(Path.of("/run/systemd/timesync/synchronized"), "NTP (systemd-timesyncd)"),
        new Marker(Path.of("/run/busbar/clock-synchronised"), "site time source (/run/busbar/clock-synchronised)")));
  }

  SystemSiteClock(List<Marker> markers) {
    this.markers = List.copyOf(markers);
    this.reading = look(System.nanoTime(), ClockState.UNSYNCHRONISED);
  }

  @Override
  public long wallNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public long monotonicNs() {
    return System.nanoTime();
  }

  @Override
  public ClockState state() {
    ClockReading found = measured;
    return found != null ? found.state() : current().state;
  }

  @Override
  public String source() {
    ClockReading found = measured;
    return found != null ? found.source() : current().source;
  }

  /** What time servers say of it from now on; null: nothing. */
  void measured(@Nullable ClockReading found) {
    measured = found;
  }

  private Reading current() {
    Reading last = reading;
    long now = System.nanoTime();
    if (now - last.takenNs >= LOOK_EVERY_NS) {
      last = look(now, last.state);
      reading = last;
    }
    return last;
  }

  private Reading look(long nowNs, ClockState before) {
    for (Marker marker : markers) {
      if (Files.exists(marker.file)) {
        return new Reading(ClockState.SYNCHRONISED, marker.source, nowNs);
      }
    }
    ClockState state = before == ClockState.UNSYNCHRONISED ? ClockState.UNSYNCHRONISED : ClockState.HOLDOVER;
    return new Reading(state, FREE_RUNNING, nowNs);
  }
}
