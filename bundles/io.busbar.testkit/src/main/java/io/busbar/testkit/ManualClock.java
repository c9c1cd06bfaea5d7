package io.busbar.testkit;

import io.busbar.api.time.ClockState;
import io.busbar.api.time.SiteClock;

/** A site clock that stands still until it is moved. Thread-safe. */
public final class ManualClock implements SiteClock {
  private volatile long wallNs;
  private volatile long monotonicNs;
  private volatile ClockState state = ClockState.SYNCHRONISED;

  /** A clock at that wall time, ns. */
  public ManualClock(long wallNs) {
    this.wallNs = wallNs;
  }

  /** Lets time pass, ns. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // moved by one thread
  public void advance(long ns) {
    monotonicNs += ns;
    wallNs += ns;
  }

  /** Steps the wall clock only, ns either way. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // moved by one thread
  public void stepWall(long ns) {
    wallNs += ns;
  }

  /** Sets whether it can be trusted. */
  public void state(ClockState newState) {
    state = newState;
  }

  @Override
  public long wallNs() {
    return wallNs;
  }

  @Override
  public long monotonicNs() {
    return monotonicNs;
  }

  @Override
  public ClockState state() {
    return state;
  }

  @Override
  public String source() {
    return "manual";
  }
}
