package io.busbar.control.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts the commands of each point within the last minute that do not open. Not thread-safe. */
final class RateBook {
  private static final long MINUTE_NS = 60_000_000_000L;

  private final Map<String, Deque<Long>> times = new HashMap<>();

  /** Whether one more is within the limit. */
  boolean allows(String point, int perMinute, long nowNs) {
    Deque<Long> lately = times.get(point);
    while (lately != null && !lately.isEmpty() && nowNs - lately.getFirst() > MINUTE_NS) {
      lately.removeFirst();
    }
    return perMinute <= 0 || lately == null || lately.size() < perMinute;
  }

  /** One was written. */
  void count(String point, int perMinute, long nowNs) {
    if (perMinute > 0) {
      times.computeIfAbsent(point, key -> new ArrayDeque<>()).addLast(nowNs);
    }
  }
}
