package io.busbar.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The peer: what one would write first. An object for each point, found by name in a map; an object for each sample; a
 * chain of small filter objects for each point.
 */
final class ObjectPerPoint {
  private final Map<String, Point> points = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private long published;

  record Sample(String point, double value, int quality, long sourceNs) {}

  private static final class Point {
    private final List<UnaryOperator<@Nullable Sample>> filters = new ArrayList<>();
    private @Nullable Sample last;
  }

  ObjectPerPoint(int devices, int pointsEach) {
    for (int d = 0; d < devices; d++) {
      for (int p = 0; p < pointsEach; p++) {
        String name = "DEV-" + d + "/p" + p;
        Point point = new Point();
        switch (p % 5) {
          case 0 -> {
            point.filters.add(scaled(0.1));
            point.filters.add(new Band(2));
          }
          case 1 -> {
            point.filters.add(scaled(0.13));
            point.filters.add(new Band(1));
          }
          case 2 -> point.filters.add(new Band(0));
          case 3 -> {
            point.filters.add(sample -> sample == null ? null
                : new Sample(sample.point(), Math.min(900, Math.max(0, sample.value())), sample.quality(), sample.sourceNs()));
            point.filters.add(sample -> sample == null ? null
                : new Sample(sample.point(), Math.rint(sample.value() / 5) * 5, sample.quality(), sample.sourceNs()));
            point.filters.add(new Band(0));
          }
          default -> { }
        }
        points.put(name, point);
        names.add(name);
      }
    }
  }

  private static UnaryOperator<@Nullable Sample> scaled(double factor) {
    return sample -> sample == null ? null
        : new Sample(sample.point(), sample.value() * factor, sample.quality(), sample.sourceNs());
  }

  private static final class Band implements UnaryOperator<@Nullable Sample> {
    private final double width;
    private @Nullable Sample sent;

    Band(double width) {
      this.width = width;
    }

    @Override
    public @Nullable Sample apply(@Nullable Sample sample) {
      Sample before = sent;
      if (sample == null || (before != null && Math.abs(before.value() - sample.value()) <= width)) {
        return null;
      }
      sent = sample;
      return sample;
    }
  }

  void take(int samples, long nowNs) {
    int seed = (int) nowNs;
    for (int i = 0; i < samples; i++) {
      seed = seed * 1_664_525 + 1_013_904_223;
      take(new Sample(names.get(i % names.size()), 500 + (seed >>> 24) * 0.2, 0, nowNs));
    }
  }

  private void take(Sample sample) {
    Point point = points.get(sample.point());
    if (point == null) {
      return;
    }
    Sample now = sample;
    for (UnaryOperator<@Nullable Sample> filter : point.filters) {
      now = filter.apply(now);
    }
    if (now != null) {
      point.last = now;
      published++;
    }
  }

  long published() {
    return published;
  }

  /** Points that have a present value. */
  long present() {
    return points.values().stream().filter(point -> point.last != null).count();
  }
}
