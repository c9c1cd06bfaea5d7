package io.busbar.test.simulation.kill;

import java.util.List;

/**
 * What a device with a numbered event buffer has to tell: an event each 20 ms of the machine's clock, of its points in turn. Each is a function
 * of its number, so that the device outlives every process that reads it.
 *
 * @param startNs when the first event happened
 */
record EventBuffer(long startNs) {
  static final int POINTS = 4;
  static final int DOOR = 0;
  static final int REORDERED = 1;
  static final int COUNTED = 2;
  static final int DELAYED = 3;

  private static final long PERIOD_NS = 20_000_000;
  private static final int STAYS = 6;

  /** Flows of the points; every one of them holds samples back, the window up to half an hour after the first event. */
  List<String> flows() {
    return List.of("swingingDoor(0.000000001, 0s, 1s)", "reorder(1s)", "count(1h, 0, " + (startNs / 1_000_000_000 + 1_800) % 3_600 + "s)",
        "delay(250ms, 250ms)");
  }

  /** Number of the last event that has happened, from 1. */
  long last(long nowNs) {
    return nowNs < startNs ? 0 : (nowNs - startNs) / PERIOD_NS + 1;
  }

  /** Which point an event is of. */
  static int point(long number) {
    return (int) (number % POINTS);
  }

  /** Its time; of the point that is put in order every second one is told before an earlier one. */
  long timeNs(long number) {
    boolean early = point(number) == REORDERED && number / POINTS % 2 == 0;
    return startNs + number * PERIOD_NS + (early ? 5 * POINTS * PERIOD_NS / 2 : 0);
  }

  /** Its value: a status that lasts some events, or a number that is on no line with its neighbours. */
  static double value(long number) {
    long own = number / POINTS;
    return point(number) == DELAYED ? own / STAYS % 2 : own % 2 == 0 ? own : -own * 1.5;
  }
}
