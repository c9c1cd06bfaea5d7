package io.busbar.transport;

import io.busbar.api.time.BusClock;

/** The machine's clock, or one that a test sets. */
public final class TestClock implements BusClock {
  private final boolean real;
  private long nowNs = 1_000_000_000L;

  private TestClock(boolean real) {
    this.real = real;
  }

  public static TestClock real() {
    return new TestClock(true);
  }

  public static TestClock manual() {
    return new TestClock(false);
  }

  public void advanceMs(long ms) {
    nowNs += ms * 1_000_000L;
  }

  @Override
  public long wallNs() {
    return real ? System.currentTimeMillis() * 1_000_000L : nowNs;
  }

  @Override
  public long monotonicNs() {
    return real ? System.nanoTime() : nowNs;
  }
}
