package io.busbar.test.simulation.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** A device with a numbered event buffer that keeps each event until it is released. It outlives every crash of the gateway. */
final class Relay {
  private final Deque<Event> buffer = new ArrayDeque<>();
  private long made;
  private long released;

  /**
   * An event.
   *
   * @param number in the buffer, from 1
   * @param point which
   * @param value of the point
   * @param timeNs when
   */
  record Event(long number, int point, double value, long timeNs) {}

  void happen(int point, double value, long timeNs) {
    buffer.add(new Event(++made, point, value, timeNs));
  }

  /** The first event after a number; null if there is none yet. */
  Event after(long number) {
    if (number < released) {
      throw new IllegalStateException("event " + (number + 1) + " is asked for, but up to " + released + " were released as settled");
    }
    for (Event event : buffer) {
      if (event.number() > number) {
        return event;
      }
    }
    return null;
  }

  void release(long number) {
    if (number > made) {
      throw new IllegalStateException("event " + number + " is released before it happened");
    }
    released = Math.max(released, number);
    while (!buffer.isEmpty() && buffer.peek().number() <= released) {
      buffer.remove();
    }
  }

  boolean allReleased() {
    return buffer.isEmpty();
  }
}
