package io.busbar.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs a planned site beside the running one, on the same live readings, and compares what both would send; a service of the engine where a
 * folder is watched. Nothing of a shadow is journalled, sent, read or written. One shadow at a time; the report of the last one stays.
 * Thread-safe; {@link #start} blocks for seconds with a large site.
 */
@ProviderType
public interface Shadows {
  /** Longest time that a shadow runs: 7 days. */
  long MAX_MS = 7L * 24 * 3_600_000;

  /**
   * Starts a shadow of a plan, which can be applied afterwards all the same. A shadow that runs is ended.
   *
   * @param plan id that {@link SitePlans#plan} gave
   * @param limitMs it ends by itself after so many ms, 1…{@link #MAX_MS}
   * @param who wants it; may be empty
   * @return problems; empty if it runs. Refused if the model or the files have changed since the plan was made
   */
  List<Problem> start(String plan, long limitMs, String who);

  /** Ends the shadow that runs; nothing happens if none does. */
  void stop();

  /** How the shadow that runs does, or how the last one did; null if there was none since the start. */
  @Nullable Report report();

  /**
   * What came of a shadow.
   *
   * @param running whether it runs
   * @param ended why it does not run any more; empty while it does
   * @param who wanted it; may be empty
   * @param startedNs wall time, ns
   * @param elapsedMs how long it has run
   * @param limitMs after which it ends by itself
   * @param readings raw readings that it was given
   * @param total of all points
   * @param points those that differ first, then those with the most samples; at most 1,000
   * @param notCompared points of the candidate that get no readings, and why; at most 1,000
   * @param failures filters of the candidate that failed
   */
  record Report(boolean running, String ended, String who, long startedNs, long elapsedMs, long limitMs, long readings, Counts total,
      List<Point> points, List<NotCompared> notCompared, List<String> failures) {
    /** Points that are listed at most. */
    public static final int MAX_POINTS = 1_000;

    /** Copies the lists. */
    public Report {
      points = List.copyOf(points);
      notCompared = List.copyOf(notCompared);
      failures = List.copyOf(failures);
    }
  }

  /**
   * How many samples.
   *
   * @param running published by the running site
   * @param candidate that the candidate would have published
   * @param same with the same source time, value, quality and cause in both
   * @param differ with the same source time in both, and another value, quality or cause
   * @param onlyRunning only of the running site
   * @param onlyCandidate only of the candidate
   */
  record Counts(long running, long candidate, long same, long differ, long onlyRunning, long onlyCandidate) {
    /** Whether nothing is other. */
    public boolean isSame() {
      return differ + onlyRunning + onlyCandidate == 0;
    }
  }

  /**
   * A point, in one of the two or both.
   *
   * @param name as {@code device/point}, as it is known beyond the gateway
   * @param unit its unit; of the candidate, if it has the point
   * @param counts of its samples
   * @param examples the first that are other; at most 3
   */
  record Point(String name, String unit, Counts counts, List<Example> examples) {
    /** Copies the list. */
    public Point {
      examples = List.copyOf(examples);
    }
  }

  /**
   * A difference.
   *
   * @param running what the running site published, null if nothing
   * @param candidate what the candidate would have, null if nothing
   */
  record Example(@Nullable Seen running, @Nullable Seen candidate) {}

  /**
   * A sample.
   *
   * @param value as people read it, with the names of states
   * @param quality {@link io.busbar.api.data.Quality} bits
   * @param sourceNs source time, ns
   * @param cause {@link io.busbar.api.data.Cause}
   */
  record Seen(String value, int quality, long sourceNs, byte cause) {}

  /**
   * A point that is not compared.
   *
   * @param name as {@code device/point}
   * @param why for a technician
   */
  record NotCompared(String name, String why) {}
}
