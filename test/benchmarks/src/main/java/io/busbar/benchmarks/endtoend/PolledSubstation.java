package io.busbar.benchmarks.endtoend;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.PublishClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The stream of {@code run codec} without its entropy, without an end: 5 devices of 40 points polled once a second, analogs
 * that wander about a mean and report when they leave a dead-band, counters each minute, breakers each half hour; about 72
 * samples a second of its own time. Breakers are events, the rest measurements.
 */
public final class PolledSubstation {
  /** Devices. */
  public static final int DEVICES = 5;
  /** Points of each. */
  public static final int POINTS = 40;
  private static final String SITE = "oak-street";
  private static final long START_MS = 1_764_000_000_000L;
  private static final double BAD = 0.0005;
  private static final double BREAKER = 1.0 / 1_800;
  private static final double JITTER_MS = 4;
  private static final long MS = 1_000_000L;

  private final Random random;
  private final Source[] sources = new Source[DEVICES * POINTS];
  private long second;

  /** Where a point's values come from. */
  private static final class Source {
    final char type;
    final double phi;
    final double sigma;
    final double band;
    final double unit;
    final double mean;
    double x;
    double last = Double.NaN;

    Source(char type, double phi, double sigma, double band, double unit, double mean) {
      this.type = type;
      this.phi = phi;
      this.sigma = sigma;
      this.band = band;
      this.unit = unit;
      this.mean = mean;
    }
  }

  /** A stream by its seed. */
  public PolledSubstation(long seed) {
    random = new Random(seed);
    for (int i = 0; i < sources.length; i++) {
      sources[i] = source(i % POINTS);
    }
  }

  private Source source(int point) {
    if (point < 6) {
      return new Source('U', .98, .15, .2, 10, 231 + random.nextGaussian());
    } else if (point < 12) {
      return new Source('I', .95, 2, .5, 10, 100 + random.nextInt(300));
    } else if (point < 20) {
      return new Source('P', .95, 1.5, .5, 10, 60 + random.nextInt(200));
    } else if (point == 20) {
      return new Source('F', .99, .003, .002, 1_000, 50);
    } else if (point < 24) {
      return new Source('T', .9999, .02, .1, 10, 45);
    }
    Source counting = new Source(point < 28 ? 'W' : 'B', 0, 0, 0, 1, 0);
    counting.x = point < 28 ? random.nextInt(100_000) : 0;
    return counting;
  }

  /** Kind of a point by its index. */
  public static Kind kind(int index) {
    int point = index % POINTS;
    return point < 24 ? Kind.DOUBLE : point < 28 ? Kind.INT64 : Kind.BOOLEAN;
  }

  static boolean isEvent(int index) {
    return kind(index) == Kind.BOOLEAN;
  }

  static List<PointDescription> points() {
    List<PointDescription> points = new ArrayList<>();
    for (int i = 0; i < DEVICES * POINTS; i++) {
      points.add(new PointDescription(SITE, "relay" + i / POINTS, "p" + i % POINTS, kind(i), "",
          isEvent(i) ? PublishClass.EVENT : PublishClass.MEASUREMENT, 1_000, Map.of()));
    }
    return points;
  }

  /** Goes one second on: all polls; call {@link #poll} once for each device after it. */
  public void nextSecond() {
    second++;
  }

  /**
   * One poll of a device.
   *
   * @param identities of all points, by index
   */
  public void poll(int device, int[] identities, SampleBatch events, SampleBatch measurements) {
    long time = (START_MS + second * 1_000 + device * 40L + Math.round(random.nextGaussian() * JITTER_MS)) * MS;
    for (int i = device * POINTS; i < (device + 1) * POINTS; i++) {
      double value = read(sources[i], i);
      if (!Double.isNaN(value)) {
        SampleBatch batch = isEvent(i) ? events : measurements;
        long bits = kind(i) == Kind.DOUBLE ? Double.doubleToRawLongBits(value) : (long) value;
        int row = batch.add(identities[i], bits, random.nextDouble() < BAD ? 1 : 0, time, TimeQuality.POLL, time);
        batch.cause[row] = Cause.SPONTANEOUS;
      }
    }
  }

  private double read(Source source, int index) {
    if (source.type == 'W') {
      source.x += second % 60 == index % 60 ? 20 + random.nextInt(10) : 0;
      return second % 60 == index % 60 ? source.x : Double.NaN;
    }
    if (source.type == 'B') {
      if (!Double.isNaN(source.last) && random.nextDouble() >= BREAKER) {
        return Double.NaN;
      }
      source.x = 1 - source.x;
      source.last = source.x;
      return source.x;
    }
    source.x = source.phi * source.x + source.sigma * random.nextGaussian();
    double value = Math.rint((source.mean + source.x) * source.unit) / source.unit;
    if (Math.abs(value - source.last) < source.band - 1e-9) {
      return Double.NaN;
    }
    source.last = value;
    return value;
  }
}
