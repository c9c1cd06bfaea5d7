package io.busbar.engine.shadow;

import io.busbar.api.model.Shadows.Counts;
import io.busbar.api.model.Shadows.Example;
import io.busbar.api.model.Shadows.Point;
import io.busbar.api.model.Shadows.Seen;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one point on both sides, matched by source time. Not thread-safe. */
final class PointPair {
  /** Samples of one side that wait for the other's at most. */
  static final int MAX_WAITING = 64;
  /** Examples that are kept. */
  static final int MAX_EXAMPLES = 3;

  private final List<Waiting> running = new ArrayList<>(2);
  private final List<Waiting> candidate = new ArrayList<>(2);
  private final List<Example> examples = new ArrayList<>(0);
  private String unit;
  private long runningCount;
  private long candidateCount;
  private long same;
  private long differ;
  private long onlyRunning;
  private long onlyCandidate;

  PointPair(String unit) {
    this.unit = unit;
  }

  private record Waiting(Seen seen, long sinceNs) {}

  void unit(String newUnit) {
    unit = newUnit;
  }

  void addRunning(Seen seen, long nowNs) {
    runningCount++;
    running.add(new Waiting(seen, nowNs));
  }

  void addCandidate(Seen seen, long nowNs) {
    candidateCount++;
    candidate.add(new Waiting(seen, nowNs));
  }

  /**
   * Both sides have told all that came of the same readings: matches what is equal, then what is of one source time, and gives up what has
   * waited too long.
   *
   * @param sinceNs what waits since before then is only on one side
   * @return whether nothing waits any more
   */
  boolean match(long sinceNs) {
    for (Iterator<Waiting> all = running.iterator(); all.hasNext();) {
      Seen was = all.next().seen();
      if (take(candidate, was, true) != null) {
        same++;
        all.remove();
      }
    }
    for (Iterator<Waiting> all = running.iterator(); all.hasNext();) {
      Seen was = all.next().seen();
      Seen is = take(candidate, was, false);
      if (is != null) {
        differ++;
        example(was, is);
        all.remove();
      }
    }
    while (isDue(running, sinceNs)) {
      onlyRunning++;
      example(running.remove(0).seen(), null);
    }
    while (isDue(candidate, sinceNs)) {
      onlyCandidate++;
      example(null, candidate.remove(0).seen());
    }
    return running.isEmpty() && candidate.isEmpty();
  }

  private static boolean isDue(List<Waiting> side, long sinceNs) {
    return !side.isEmpty() && (side.size() > MAX_WAITING || side.get(0).sinceNs() <= sinceNs);
  }

  private static @Nullable Seen take(List<Waiting> side, Seen wanted, boolean whole) {
    for (Iterator<Waiting> all = side.iterator(); all.hasNext();) {
      Seen seen = all.next().seen();
      if (whole ? seen.equals(wanted) : seen.sourceNs() == wanted.sourceNs()) {
        all.remove();
        return seen;
      }
    }
    return null;
  }

  private void example(@Nullable Seen was, @Nullable Seen is) {
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(new Example(was, is));
    }
  }

  Counts counts() {
    return new Counts(runningCount, candidateCount, same, differ, onlyRunning, onlyCandidate);
  }

  Point report(String name) {
    return new Point(name, unit, counts(), examples);
  }
}
