package io.busbar.testkit;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random history of samples as fields have it: noise, steps, NaN, rollovers, sentinels, bad quality, gaps, duplicate
 * times, times that go back, devices that are lost and come back. The same seed gives the same history.
 */
public final class RandomSamples {
  /** When it begins, ns; a full hour. */
  public static final long START = 1_767_225_600_000_000_000L;

  private static final int LENGTH = 400;
  private static final String[] TEXTS = {"READY", "TRIP", "12.5 kV", "", "a,b,c", "Größe 7", "-3"};
  private static final int[] BAD = {Quality.INVALID, Quality.QUESTIONABLE | Quality.OLD_DATA, Quality.INVALID | Quality.OVERFLOW,
    Quality.TEST, Quality.QUESTIONABLE | Quality.OSCILLATORY, Quality.SUBSTITUTED};

  private final Random random;
  private final List<Kind> inputs;
  private final List<String> points;
  private final boolean finite;
  private final List<Event> events = new ArrayList<>();
  private final double[] walk = new double[FilterConformance.ROWS * 16];

  /**
   * A history.
   *
   * @param inputs kinds of the stage's inputs
   * @param points names of other points that it looks at
   * @param finite whether all numbers are finite
   */
  public RandomSamples(long seed, List<Kind> inputs, List<String> points, boolean finite) {
    this.finite = finite;
    this.random = new Random(seed);
    this.inputs = List.copyOf(inputs);
    this.points = List.copyOf(points);
    make();
  }

  private enum What { SAMPLE, POINT, LOST, RETURNED }

  private record Event(What what, int input, int row, long bits, String text, int quality, long sourceNs, long gatewayNs, byte cause) {}

  /** How a history is cut: where batches end, and what happens there. */
  static final class Cuts {
    static final Cuts SINGLE = new Cuts(null, true);
    static final Cuts WHOLE = new Cuts(null, false);
    private final @Nullable Random random;
    private final boolean always;
    private boolean pauses;
    private boolean updates;
    private boolean restarts;

    private Cuts(@Nullable Random random, boolean always) {
      this.random = random;
      this.always = always;
    }

    static Cuts random(Random random) {
      return new Cuts(random, false);
    }

    Cuts withPauses() {
      pauses = true;
      return this;
    }

    Cuts withUpdates() {
      updates = true;
      return this;
    }

    Cuts withRestarts() {
      restarts = true;
      return this;
    }

    private boolean here() {
      return always || (random != null && random.nextInt(6) == 0);
    }

    private void act(StageHarness stage, long nextGatewayNs) {
      if (random == null) {
        return;
      }
      if (pauses && nextGatewayNs > stage.nowNs()) {
        stage.advanceTo(stage.nowNs() + (long) (random.nextDouble() * (nextGatewayNs - stage.nowNs())));
      }
      if (updates && random.nextInt(3) == 0) {
        stage.swap();
      }
      if (restarts && random.nextInt(6) == 0) {
        stage.restart();
      }
    }
  }

  private void make() {
    long now = START + random.nextInt(1_000_000_000);
    for (int i = 0; i < LENGTH; i++) {
      int kind = random.nextInt(40);
      now += switch (kind) {
        case 0 -> 600_000_000_000L + random.nextInt(1_000_000_000);
        case 1, 2, 3 -> 10_000_000_000L + random.nextInt(2_000_000_000);
        case 4, 5, 6, 7, 8, 9, 10, 11 -> 0;
        case 12, 13, 14, 15, 16 -> 1 + random.nextInt(20_000_000);
        default -> random.nextInt(1_500_000_000);
      };
      int row = random.nextInt(FilterConformance.ROWS);
      int what = random.nextInt(60);
      if (what == 0 || what == 1) {
        events.add(new Event(what == 0 ? What.LOST : What.RETURNED, 0, row, 0, "", 0, 0, now, Cause.PERIODIC));
      } else if (!points.isEmpty() && what < 12) {
        events.add(new Event(What.POINT, random.nextInt(points.size()), row, Double.doubleToRawLongBits(random.nextInt(3)), "",
            random.nextInt(5) == 0 ? Quality.INVALID : Quality.GOOD, now, now, Cause.PERIODIC));
      } else {
        sample(row, now);
      }
    }
  }

  private void sample(int row, long now) {
    int input = random.nextInt(inputs.size());
    int quality = random.nextInt(12) == 0 ? BAD[random.nextInt(BAD.length)] : Quality.GOOD;
    long source = now - switch (random.nextInt(20)) {
      case 0 -> 5_000_000_000L + random.nextInt(1_000_000_000);
      case 1 -> -2_000_000_000L;
      case 2, 3, 4 -> 0;
      case 5, 6, 7 -> 20_000_000L;
      default -> random.nextInt(40_000_000);
    };
    Event last = events.isEmpty() ? null : events.get(events.size() - 1);
    if (last != null && random.nextInt(15) == 0) {
      source = last.sourceNs() == 0 ? source : last.sourceNs();
    }
    byte cause = random.nextInt(4) == 0 ? Cause.SPONTANEOUS : Cause.PERIODIC;
    events.add(new Event(What.SAMPLE, input, row, bits(inputs.get(input), row * 16 + input), TEXTS[random.nextInt(TEXTS.length)], quality,
        source, now, cause));
  }

  private long bits(Kind kind, int series) {
    walk[series] += random.nextInt(4) == 0 ? random.nextGaussian() * 8 : random.nextGaussian() * 0.4;
    return switch (kind) {
      case DOUBLE, FLOAT32 -> Double.doubleToRawLongBits(number(series));
      case BOOLEAN -> random.nextInt(2);
      case DOUBLE_POINT -> random.nextInt(4);
      case ENUM -> random.nextInt(6);
      case STEP -> random.nextInt(128) - 64;
      case UINT64 -> random.nextInt(8) == 0 ? -1 - random.nextInt(3) : random.nextInt(100);
      default -> switch (random.nextInt(8)) {
        case 0 -> 0xFFFF - random.nextInt(3);
        case 1 -> 0x8000L;
        case 2 -> random.nextInt(0x10000);
        case 3 -> -1 - random.nextInt(50);
        default -> Math.abs(Math.round(walk[series] * 10));
      };
    };
  }

  private double number(int series) {
    return switch (random.nextInt(80)) {
      case 0 -> finite ? 1e308 : Double.NaN;
      case 1 -> finite ? -1e-308 : Double.POSITIVE_INFINITY;
      case 2 -> -1e300;
      case 3, 4, 5 -> 0;
      case 6, 7, 8, 9, 10 -> Math.rint(walk[series]);
      default -> walk[series];
    };
  }

  /** Runs the history and gives what comes out of each row; ten minutes pass at the end. */
  List<List<Emitted>> run(StageHarness stage, Cuts cuts) {
    SampleBatch batch = new SampleBatch(LENGTH);
    long end = START;
    for (Event event : events) {
      boolean joins = event.what() == What.SAMPLE && inputs.size() == 1;
      if (batch.size() > 0 && (!joins || cuts.here())) {
        stage.deliver(0, batch);
        batch.clear();
        cuts.act(stage, event.gatewayNs());
      }
      if (joins) {
        add(batch, event);
      } else {
        single(stage, event);
        cuts.act(stage, event.gatewayNs());
      }
      end = event.gatewayNs();
    }
    stage.deliver(0, batch);
    stage.advanceTo(end + 600_000_000_000L);
    List<List<Emitted>> rows = new ArrayList<>();
    List<Emitted> all = stage.take();
    for (int row = 0; row < FilterConformance.ROWS; row++) {
      int wanted = row;
      rows.add(all.stream().filter(sample -> sample.row() == wanted).toList());
    }
    return rows;
  }

  private void single(StageHarness stage, Event event) {
    stage.advanceTo(event.gatewayNs());
    switch (event.what()) {
      case LOST -> stage.lose(event.row());
      case RETURNED -> stage.comeBack(event.row());
      case POINT -> stage.point(points.get(event.input()), event.row(), Double.longBitsToDouble(event.bits()), event.quality());
      default -> {
        SampleBatch one = new SampleBatch(1);
        add(one, event);
        stage.deliver(event.input(), one);
      }
    }
  }

  private void add(SampleBatch batch, Event event) {
    long bits = inputs.get(event.input()).isBlob() ? batch.blobs.add(event.text()) : event.bits();
    int i = batch.add(event.row(), bits, event.quality(), event.sourceNs(), TimeQuality.POLL, event.gatewayNs());
    batch.cause[i] = event.cause();
  }

  /** The samples of the first input as one batch, for measuring. */
  public SampleBatch batch(int input) {
    SampleBatch batch = new SampleBatch(LENGTH);
    for (Event event : events) {
      if (event.what() == What.SAMPLE && event.input() == input) {
        add(batch, event);
      }
    }
    return batch;
  }
}
