package io.busbar.engine.shadow;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.Shadows.Counts;
import io.busbar.api.model.Shadows.Point;
import io.busbar.api.model.Shadows.Report;
import io.busbar.api.model.Shadows.Seen;
import io.busbar.engine.image.ValueText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of all points on both sides. Thread-safe. */
final class Comparison {
  /** A sample waits so long for its counterpart, as one of a flow that delays more or less than the other, ns. */
  static final long HORIZON_NS = 10_000_000_000L;

  private final Map<String, PointPair> pairs = new HashMap<>();
  private final Set<PointPair> open = new HashSet<>();
  private long nowNs = Long.MIN_VALUE;

  /**
   * A point of one of the sites.
   *
   * @param name as {@code device/point}, as it is known beyond the gateway
   * @param labels names of its states
   */
  record Said(String name, Kind kind, String unit, Map<Long, String> labels) {
    static Said of(PointDescription point) {
      return new Said(point.device() + "/" + point.point(), point.kind(), point.unit(), point.labels());
    }
  }

  synchronized void now(long readingNs) {
    nowNs = readingNs;
  }

  synchronized void running(Said point, SampleBatch batch, int i) {
    PointPair pair = pairs.computeIfAbsent(point.name(), name -> new PointPair(point.unit()));
    pair.addRunning(seen(point, batch, i), nowNs);
    open.add(pair);
  }

  synchronized void candidate(Said point, SampleBatch batch, int i) {
    PointPair pair = pairs.computeIfAbsent(point.name(), name -> new PointPair(point.unit()));
    pair.unit(point.unit());
    pair.addCandidate(seen(point, batch, i), nowNs);
    open.add(pair);
  }

  private static Seen seen(Said point, SampleBatch batch, int i) {
    byte[] blob = point.kind().isBlob() ? batch.blobs.bytesAt(batch.bits[i]) : null;
    return new Seen(ValueText.of(point.kind(), batch.bits[i], blob, point.labels()), batch.quality[i], batch.sourceTime[i], batch.cause[i]);
  }

  /** Both sides have told all that came of the same readings. */
  synchronized void match() {
    open.removeIf(pair -> pair.match(nowNs - HORIZON_NS));
  }

  /**
   * Nothing comes any more.
   *
   * @param whole both sides were told to the end: what waits is only on one side. Else it is not judged
   */
  synchronized void end(boolean whole) {
    if (whole) {
      open.forEach(pair -> pair.match(Long.MAX_VALUE));
    }
    open.clear();
  }

  synchronized Counts total() {
    long[] sums = new long[6];
    for (PointPair pair : pairs.values()) {
      Counts counts = pair.counts();
      sums[0] += counts.running();
      sums[1] += counts.candidate();
      sums[2] += counts.same();
      sums[3] += counts.differ();
      sums[4] += counts.onlyRunning();
      sums[5] += counts.onlyCandidate();
    }
    return new Counts(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  /** Points, those that differ first, then those with the most samples. */
  synchronized List<Point> points() {
    return pairs.entrySet().stream().map(entry -> entry.getValue().report(entry.getKey()))
        .sorted(Comparator.comparing((Point point) -> point.counts().isSame())
            .thenComparing(point -> -(point.counts().running() + point.counts().candidate())).thenComparing(Point::name))
        .limit(Report.MAX_POINTS).collect(Collectors.toList());
  }
}
