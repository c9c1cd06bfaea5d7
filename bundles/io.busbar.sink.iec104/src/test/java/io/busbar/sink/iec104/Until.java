package io.busbar.sink.iec104;

import java.util.function.BooleanSupplier;

/** Waits for a condition, generously. */
final class Until {
  private static final long LIMIT_NS = 60_000_000_000L;

  private Until() {}

  static void is(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within a minute: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
