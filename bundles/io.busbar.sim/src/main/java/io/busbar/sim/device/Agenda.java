package io.busbar.sim.device;

import java.util.PriorityQueue;

/** What a device will do by itself, each thing at its own moment. Not thread-safe. */
final class Agenda {
  private final PriorityQueue<Item> items = new PriorityQueue<>();
  private long order;

  /** Does something at a moment (Unix nanoseconds). */
  void at(long timeNs, Action action) {
    items.add(new Item(timeNs, order++, action));
  }

  /** Does everything that is due, in order of time. */
  void runUntil(long nowNs) {
    for (Item next = items.peek(); next != null && next.timeNs <= nowNs; next = items.peek()) {
      items.poll();
      next.action.run(next.timeNs);
    }
  }

  /** Something to do; it is told the moment it was due. */
  interface Action {
    void run(long dueNs);
  }

  private record Item(long timeNs, long order, Action action) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
