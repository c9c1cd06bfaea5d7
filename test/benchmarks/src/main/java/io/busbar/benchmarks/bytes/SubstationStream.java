package io.busbar.benchmarks.bytes;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A synthetic report-by-exception stream of one substation with its computed entropy. Each device is polled once a second;
 * all samples of a poll share its time unless they have their own. Per device 40 points; analogs follow
 * {@code x' = phi x + sigma N(0,1)} about a mean, are rounded to the resolution and reported when they moved by the dead-band:
 *
 * <pre>
 *    6 voltages     phi 0.98   sigma 0.15  dead-band 0.2   resolution 0.1   mean 231
 *    6 currents     phi 0.95   sigma 2     dead-band 0.5   resolution 0.1   mean 100 to 399
 *    8 powers       phi 0.95   sigma 1.5   dead-band 0.5   resolution 0.1   mean 60 to 259
 *    1 frequency    phi 0.99   sigma 0.003 dead-band 0.002 resolution 0.001 mean 50
 *    3 temperatures phi 0.9999 sigma 0.02  dead-band 0.1   resolution 0.1   mean 45
 *    4 counters     once a minute, + 20 to 29
 *   12 breakers     change with probability 1/1800 a second
 * </pre>
 *
 * A quality of invalid has probability 0.0005 a sample; poll times jitter by N(0, 4 ms). The bound is the sum of
 * −log₂ of the probability of each thing that happened, given the true state before it: which points report, what, when.
 */
final class SubstationStream {
  private static final long START_MS = 1_764_000_000_000L;
  private static final double BAD = 0.0005;
  private static final double JITTER_MS = 4;
  private static final int OWN_MS = 200;
  private static final int POINTS = 40;
  private static final long SPACING_MS = 40;

  private final Options options;
  private final Random random;
  private final List<List<Source>> devices = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private double bits;

  /**
   * What stream.
   *
   * @param seconds how long
   * @param seed of the random numbers
   * @param devices how many
   * @param ownTime each sample has a time of its own within the poll
   * @param calm breakers never change
   * @param autoregressive whether analogs wander; else they are their mean and white noise of the same variance
   */
  record Options(int seconds, long seed, int devices, boolean ownTime, boolean calm, boolean autoregressive) {}

  private static final class Source {
    final char kind;
    final double phi;
    final double sigma;
    final double band;
    final double unit;
    double mean;
    double x;
    double last = Double.NaN;

    Source(char kind, double phi, double sigma, double band, double unit) {
      this.kind = kind;
      this.phi = phi;
      this.sigma = sigma;
      this.band = band;
      this.unit = unit;
    }
  }

  SubstationStream(Options options) {
    this.options = options;
    this.random = new Random(options.seed());
    for (int d = 0; d < options.devices(); d++) {
      devices.add(points());
    }
  }

  private List<Source> points() {
    List<Source> points = new ArrayList<>();
    points.addAll(analogs(6, 'U', .98, .15, .2, .1));
    points.addAll(analogs(6, 'I', .95, 2, .5, .1));
    points.addAll(analogs(8, 'P', .95, 1.5, .5, .1));
    points.addAll(analogs(1, 'F', .99, .003, .002, .001));
    points.addAll(analogs(3, 'T', .9999, .02, .1, .1));
    for (int i = 0; i < 4; i++) {
      Source counter = new Source('W', 0, 0, 0, 0);
      counter.x = random.nextInt(100_000);
      points.add(counter);
      kinds.add(Kind.INT64);
    }
    for (int i = 0; i < 12; i++) {
      points.add(new Source('B', 0, 0, 0, 0));
      kinds.add(Kind.BOOLEAN);
    }
    return points;
  }

  private List<Source> analogs(int count, char kind, double phi, double sigma, double band, double unit) {
    List<Source> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean wander = options.autoregressive();
      Source source = new Source(kind, wander ? phi : 0, wander ? sigma : sigma / Math.sqrt(1 - phi * phi), band, unit);
      source.mean = switch (kind) {
        case 'U' -> 231 + random.nextGaussian();
        case 'I' -> 100 + random.nextInt(300);
        case 'P' -> 60 + random.nextInt(200);
        case 'F' -> 50;
        default -> 45;
      };
      points.add(source);
      kinds.add(Kind.DOUBLE);
    }
    return points;
  }

  /** Generates everything; batches of at most 65,536 rows, each cut between polls. */
  Stream generate(String name) {
    List<SampleBatch> batches = new ArrayList<>();
    List<List<Integer>> polls = new ArrayList<>();
    SampleBatch batch = null;
    List<Integer> ends = new ArrayList<>();
    for (int second = 0; second < options.seconds(); second++) {
      for (int d = 0; d < options.devices(); d++) {
        if (batch == null || batch.capacity() - batch.size() < POINTS) {
          batch = new SampleBatch(65_536);
          ends = new ArrayList<>();
          batches.add(batch);
          polls.add(ends);
        }
        int from = batch.size();
        poll(batch, second, d);
        if (batch.size() > from) {
          ends.add(batch.size());
        }
      }
    }
    List<Kind[]> kindsOfRows = new ArrayList<>();
    for (SampleBatch each : batches) {
      Kind[] rows = new Kind[each.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = kinds.get(each.point[i] - 1);
      }
      kindsOfRows.add(rows);
    }
    return new Stream(name, batches, kindsOfRows, polls, bits);
  }

  private void poll(SampleBatch batch, int second, int device) {
    double jitter = random.nextGaussian() * JITTER_MS;
    long offset = Math.round(jitter);
    bits -= log2(cell(offset - 0.5, offset + 0.5, 0, JITTER_MS));
    long poll = (START_MS + second * 1_000L + device * SPACING_MS + offset) * 1_000_000;
    for (int i = 0; i < devices.get(device).size(); i++) {
      Source source = devices.get(device).get(i);
      double value = reading(source, device * POINTS + i, second);
      if (Double.isNaN(value)) {
        continue;
      }
      boolean bad = random.nextDouble() < BAD;
      bits -= log2(bad ? BAD : 1 - BAD);
      long time = poll;
      if (options.ownTime()) {
        time -= random.nextInt(OWN_MS) * 1_000_000L;
        bits += log2(OWN_MS);
      }
      int id = device * POINTS + i + 1;
      long coded = kinds.get(id - 1) == Kind.DOUBLE ? Double.doubleToRawLongBits(value) : (long) value;
      int row = batch.add(id, coded, bad ? 1 : 0, time, options.ownTime() ? TimeQuality.SYNCHRONISED : TimeQuality.POLL, poll);
      batch.cause[row] = Cause.SPONTANEOUS;
    }
  }

  private double reading(Source source, int index, int second) {
    if (source.kind == 'W') {
      if (second % 60 != index % 60) {
        return Double.NaN;
      }
      source.x += 20 + random.nextInt(10);
      bits += log2(10);
      return source.x;
    }
    if (source.kind == 'B') {
      return breaker(source);
    }
    double centre = source.mean + source.phi * source.x;
    source.x = source.phi * source.x + source.sigma * random.nextGaussian();
    double value = round(source.mean + source.x, source.unit);
    if (Math.abs(value - source.last) < source.band - 1e-9) {
      bits -= log2(silent(source, centre));
      return Double.NaN;
    }
    bits -= log2(cell(value - source.unit / 2, value + source.unit / 2, centre, source.sigma));
    source.last = value;
    return value;
  }

  private double breaker(Source source) {
    double change = options.calm() ? 0 : 1.0 / 1_800;
    boolean first = Double.isNaN(source.last);
    if (!first && random.nextDouble() >= change) {
      bits -= log2(1 - change);
      return Double.NaN;
    }
    bits -= first ? 0 : log2(change);
    source.x = 1 - source.x;
    source.last = source.x;
    return source.x;
  }

  /** Probability that the next rounded value is within the dead-band of the last one reported. */
  private static double silent(Source source, double centre) {
    int cells = (int) Math.ceil((source.band - 1e-9) / source.unit) - 1;
    double edge = (cells + 0.5) * source.unit;
    double sum = 0;
    for (double from = -edge; from < edge - 1e-9; from += source.unit) {
      sum += cell(source.last + from, source.last + from + source.unit, centre, source.sigma);
    }
    return sum;
  }

  /** Probability of a normal variable between two bounds that are near to each other, by Simpson's rule. */
  private static double cell(double from, double to, double mean, double sigma) {
    int steps = 8;
    double step = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double z = (from + i * step - mean) / sigma;
      sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * StrictMath.exp(-z * z / 2);
    }
    return Math.max(1e-300, sum * step / 3 / (sigma * Math.sqrt(2 * Math.PI)));
  }

  private static double round(double value, double unit) {
    double perUnit = Math.rint(1 / unit);
    return Math.rint(value * perUnit) / perUnit;
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }
}
