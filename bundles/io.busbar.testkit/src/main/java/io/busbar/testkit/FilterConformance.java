package io.busbar.testkit;

import io.busbar.api.data.Quality;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What every filter owes: its results do not depend on how samples are cut into batches, on pauses, on an update of its
 * bundle; a restart of the process changes nothing if all of its memory is durable, and breaks nothing if not; no number
 * that is not finite and did not come in leaves it as good. Odd seeds have NaN and infinities among the samples, even ones
 * do not.
 *
 * <pre>{@code
 * FilterConformance.of(() -> StageHarness.of(new DbAbs()).argument("2").rows(FilterConformance.ROWS).start()).check(seed);
 * }</pre>
 */
public final class FilterConformance {
  /** Devices of the stage under test. */
  public static final int ROWS = 3;

  private final Supplier<StageHarness> stage;

  private FilterConformance(Supplier<StageHarness> stage) {
    this.stage = stage;
  }

  /**
   * A test of one stage.
   *
   * @param stage makes a fresh one with {@link #ROWS} rows at each call
   */
  public static FilterConformance of(Supplier<StageHarness> stage) {
    return new FilterConformance(stage);
  }

  /**
   * Runs one random history in several ways.
   *
   * @throws AssertionError with the seed, if a promise is broken
   */
  public void check(long seed) {
    StageHarness first = stage.get();
    boolean finite = seed % 2 == 0;
    RandomSamples samples = new RandomSamples(seed, first.inputs(), first.points(), finite);
    List<List<Emitted>> expected = samples.run(first, RandomSamples.Cuts.SINGLE);
    for (List<Emitted> row : expected) {
      row.forEach(sample -> checkSample(seed, finite, sample));
    }
    compare(seed, "in one batch", expected, samples.run(stage.get(), RandomSamples.Cuts.WHOLE));
    for (int i = 0; i < 4; i++) {
      Random random = new Random(seed * 31 + i);
      compare(seed, "in random batches", expected, samples.run(stage.get(), RandomSamples.Cuts.random(random)));
      compare(seed, "with pauses", expected, samples.run(stage.get(), RandomSamples.Cuts.random(random).withPauses()));
      compare(seed, "with updates", expected, samples.run(stage.get(), RandomSamples.Cuts.random(random).withUpdates()));
      List<List<Emitted>> restarted = samples.run(stage.get(), RandomSamples.Cuts.random(random).withRestarts());
      if (first.isDurable()) {
        compare(seed, "with restarts", expected, restarted);
      }
    }
  }

  private static void checkSample(long seed, boolean finite, Emitted sample) {
    if (finite && sample.kind().isFloating() && !Double.isFinite(sample.number()) && Quality.isGood(sample.quality())) {
      throw new AssertionError("seed " + seed + ": a number that is not finite is good: " + sample);
    }
    if (sample.row() < 0 || sample.row() >= ROWS) {
      throw new AssertionError("seed " + seed + ": no such row: " + sample);
    }
  }

  private static void compare(long seed, String how, List<List<Emitted>> expected, List<List<Emitted>> found) {
    for (int row = 0; row < ROWS; row++) {
      List<Emitted> a = expected.get(row);
      List<Emitted> b = found.get(row);
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        String wanted = i < a.size() ? a.get(i).toString() : "nothing";
        String got = i < b.size() ? b.get(i).toString() : "nothing";
        if (i >= a.size() || i >= b.size() || !a.get(i).equals(b.get(i))) {
          throw new AssertionError("seed " + seed + ", row " + row + ", " + how + ": result " + i + " is " + got + ", one by one it is "
              + wanted);
        }
      }
    }
  }
}
