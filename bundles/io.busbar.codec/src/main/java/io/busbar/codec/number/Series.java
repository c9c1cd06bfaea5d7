package io.busbar.codec.number;

import io.busbar.codec.mix.Lesson;
import java.util.Arrays;

/** What is known of one series of whole numbers: the last one, its predictors, how far each of them was off, its habits. */
public final class Series {
  /** Predictors. */
  static final int EXPERTS = 5;
  /** Inputs of the mixer: the experts, three contexts and a constant. */
  static final int INPUTS = EXPERTS + 4;
  /** Classes of age, each with errors of its own: reported at the last occasion, or longer ago. */
  static final int AGES = 2;

  private static final double ERROR_MEMORY = 128;
  private static final double BEHIND_MEMORY = 64;
  private static final double QUICK_MEMORY = 10;
  private static final double MEAN_MEMORY = 200;
  private static final double LEVEL_GAIN = 0.4;
  private static final double TREND_GAIN = 0.05;
  private static final double BASE_GAIN = 0.06;
  private static final double DRIFT_GAIN = 0.006;
  private static final double LEAP = 16;
  private static final int EQUAL_AGES = 8;
  private static final double MOST_SLIP = 8;

  /** The last number. */
  public long last;
  /** Numbers so far. */
  public int count;

  final int seed;
  final int number;
  /** The last difference. */
  double slope;
  /** Long-term mean, quick level and slow base, relative to {@link #last}; with the trend and drift of the latter two. */
  double mean;
  double level;
  double trend;
  double base;
  double drift;
  /** Mean distance of differences from the drift: the unit of the linear predictor. */
  double spread;
  /** Mean absolute error of each predictor by class of age. */
  final double[] error = new double[EXPERTS * AGES];
  /** The same of the linear one over few numbers. */
  double quick;
  final double[] weights = new double[INPUTS];
  /** Mean absolute error of each predictor seen from a base that is some packets old, and of how many. */
  final double[] behind = new double[EXPERTS];
  int behindCount;
  final Linear linear = new Linear();
  final double[] inputs = new double[Linear.INPUTS];

  /** Numbers differ from the last by a multiple of that. */
  long quantum = 1;
  long divisor;
  int divisorCount;
  int quantumAge;
  /** Differences are never smaller than that many quanta, as far as seen. */
  int hole = 1;
  long least;
  double expectedBelowLeast;
  int holeAge;
  /** Which of the last differences were 0, a bit each; and the last two in quanta, clipped. */
  int zeros;
  int step1;
  int step2;

  /** A series with a number of its own, so that its contexts are its own. */
  public Series(int seed) {
    this.number = seed;
    this.seed = seed * 0x9E3779B1;
  }

  /** Begins with a number, and a guess that numbers differ by multiples of a step. */
  public void start(long first, long step) {
    reset();
    last = first;
    quantum = step;
    count = 1;
  }

  /** Forgets all. */
  public void reset() {
    count = 0;
    slope = 0;
    mean = 0;
    level = 0;
    trend = 0;
    base = 0;
    drift = 0;
    spread = 0;
    Arrays.fill(error, 0);
    quick = 0;
    Arrays.fill(behind, 0);
    behindCount = 0;
    Arrays.fill(weights, 0);
    linear.reset();
    quantum = 1;
    divisor = 0;
    divisorCount = 0;
    quantumAge = 0;
    hole = 1;
    least = Long.MAX_VALUE;
    expectedBelowLeast = 0;
    holeAge = 0;
    zeros = 0;
    step1 = 0;
    step2 = 0;
  }

  /** Counts in a finer unit from now on; false if the numbers would be too large for that. */
  public boolean scale(long factor) {
    if (count == 0 || Math.abs(last) > Long.MAX_VALUE / 4 / factor || quantum > Long.MAX_VALUE / 4 / factor) {
      return false;
    }
    last *= factor;
    quantum *= factor;
    divisor *= factor;
    slope *= factor;
    mean *= factor;
    level *= factor;
    trend *= factor;
    base *= factor;
    drift *= factor;
    spread *= factor;
    quick *= factor;
    for (int i = 0; i < error.length; i++) {
      error[i] *= factor;
    }
    for (int i = 0; i < behind.length; i++) {
      behind[i] *= factor;
    }
    return true;
  }

  /** Numbers between two occasions where they come regularly, a multiple of the quantum; 0 where they do not. */
  public long period() {
    return count > 4 && spread * 4 < Math.abs(drift) ? (long) Math.rint(drift / quantum) * quantum : 0;
  }

  /** Learns how far the predictors were off from a base that is some packets old. */
  public void learnBehind(Lesson lesson, int index) {
    behindCount++;
    double rate = 1 / Math.min(behindCount, BEHIND_MEMORY);
    for (int i = 0; i < EXPERTS; i++) {
      behind[i] += (lesson.error(index, i) - behind[i]) * rate;
    }
  }

  /** The next number differs by {@code d} from the last: updates the predictors and their errors, not the habits. */
  void learn(double d, double[] expected, int age, double unit) {
    double n = count + 1.0;
    double rate = 1 / Math.min(n, ERROR_MEMORY);
    for (int i = 0; i < EXPERTS; i++) {
      double off = Math.abs(d - expected[i]);
      int at = i * AGES + age;
      error[at] += (off - error[at]) * rate;
      if (count < EQUAL_AGES) {
        error[i * AGES + 1 - age] = error[at];
      }
      if (i == 1) {
        quick += (off - quick) / Math.min(n, QUICK_MEMORY);
      }
    }
    linear.learn(inputs, Math.max(-MOST_SLIP, Math.min(MOST_SLIP, (d - expected[0]) / unit)));
    double apart = Math.abs(d - drift);
    spread += ((count > 8 ? Math.min(apart, LEAP * spread + quantum) : apart) - spread) * rate;
    slope = d;
    mean += (d - mean) / Math.min(n, MEAN_MEMORY) - d;
    double ahead = level + trend;
    level = ahead + (d - ahead) * LEVEL_GAIN - d;
    trend += (d - ahead) * TREND_GAIN;
    learnLine(d, n);
  }

  /** A line through all numbers at first and through those of the last minute later; a leap does not bend it. */
  private void learnLine(double d, double n) {
    double line = base + drift;
    double off = d - line;
    if (count > 8 && Math.abs(off) > LEAP * Math.max(spread, (double) quantum)) {
      base = 0;
      return;
    }
    double gain = Math.max(BASE_GAIN, 2 * (2 * n - 1) / (n * (n + 1)));
    base = line + off * Math.min(1, gain) - d;
    drift += off * Math.min(1, Math.max(DRIFT_GAIN, 6 / (n * (n + 1))));
  }
}
