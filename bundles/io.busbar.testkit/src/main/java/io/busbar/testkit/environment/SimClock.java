package io.busbar.testkit.environment;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class SimClock implements SiteClock {
  private final AtomicLong monotonic = new AtomicLong();
  private final AtomicLong wallOffset;
  private volatile ClockState state = ClockState.SYNCHRONISED;

  /**
   * A clock.
   *
   * @param wallNs first wall time, ns since 1970-01-01T00:00:00Z
   */
  public SimClock(long wallNs) {
    wallOffset = new AtomicLong(wallNs);
  }

  /** A clock that starts at 2026-01-01T00:00:00Z. */
  public SimClock() {
    this(1_767_225_600_000_000_000L);
  }

  @Override
  public long wallNs() {
    return wallOffset.get() + monotonic.get();
  }

  @Override
  public long monotonicNs() {
    return monotonic.get();
  }

  @Override
  public ClockState state() {
    return state;
  }

  @Override
  public String source() {
    return "simulation";
  }

  /** Moves both clocks forward. */
  public void advanceNs(long ns) {
    if (ns < 0) {
      throw new IllegalArgumentException("a monotonic clock moves forward only, not by " + ns + " ns");
    }
    monotonic.addAndGet(ns);
  }

  /** Moves both clocks forward by milliseconds. */
  public void advanceMs(long ms) {
    advanceNs(ms * 1_000_000);
  }

  /** Steps the wall clock either way; the monotonic clock does not notice. */
  public void stepWallNs(long ns) {
    wallOffset.addAndGet(ns);
  }

  /** Sets what is known of the clock. */
  public void state(ClockState newState) {
    state = newState;
  }
}
