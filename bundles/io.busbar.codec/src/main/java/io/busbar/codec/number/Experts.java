package io.busbar.codec.number;

import io.busbar.codec.mix.Lesson;
import io.busbar.codec.mix.Logistic;
import io.busbar.codec.mix.Shape;

/**
 * What each predictor says of the next number: a centre, a width, and so a probability for each side of any boundary. All
 * in quanta relative to the last number. Distances below the dead-band never happen, so their probability is cut out.
 */
final class Experts {
  /** Predictors: linear and bell-shaped, linear and quick, last, level, slope. */
  static final int COUNT = Series.EXPERTS;

  private static final double LEAST_WIDTH = 0.28;
  private static final double DEVIATION = 1.25;
  private static final double BEHIND_TRUST = 4;
  private static final double TINY = 1e-9;
  private static final double LARGEST = 0x1p62;

  private final double[] expected = new double[COUNT];
  private final double[] mu = new double[COUNT];
  private final double[] inverse = new double[COUNT];
  private final double[] low = new double[COUNT];
  private final double[] middle = new double[COUNT];
  private final double[] high = new double[COUNT];
  private final double[] toHole = new double[COUNT];
  private final double[] inHole = new double[COUNT];
  private double holeLow;
  private double holeHigh;
  private double neighbour1;
  private double neighbour2;
  private double unit;

  /** No other series has moved just now. */
  void noNeighbours() {
    neighbour1 = 0;
    neighbour2 = 0;
  }

  private double linear(Series s) {
    unit = Math.max(1e-3, s.spread);
    double perUnit = 1 / unit;
    double[] x = s.inputs;
    x[0] = (s.slope - s.drift) * perUnit;
    x[1] = s.base * perUnit;
    x[2] = s.mean * perUnit;
    x[3] = s.level * perUnit;
    x[4] = neighbour1;
    x[5] = neighbour2;
    return bounded(s.linear.predict(x) * unit + s.drift);
  }

  /** Works out centres and widths. */
  void predict(Series s, int age) {
    expected[0] = linear(s);
    expected[1] = expected[0];
    expected[2] = 0;
    expected[3] = bounded(s.level + s.trend);
    expected[4] = bounded(s.slope);
    double perQuantum = 1.0 / s.quantum;
    double half = s.hole > 1 ? s.hole - 0.5 : 0;
    for (int i = 0; i < COUNT; i++) {
      mu[i] = expected[i] * perQuantum;
      double seen = (i == 1 ? s.quick : s.error[i * Series.AGES + age]) * perQuantum;
      inverse[i] = 1 / Math.max(LEAST_WIDTH, seen * Truncated.factor(seen, half));
    }
  }

  /** Works out centres and widths from a base that is some occasions old. */
  void predictBehind(Series s, int age, double occasions) {
    expected[0] = linear(s);
    expected[1] = expected[0];
    expected[2] = 0;
    expected[3] = bounded(s.level + s.trend);
    expected[4] = bounded(s.slope);
    double perQuantum = 1.0 / s.quantum;
    double half = s.hole > 1 ? s.hole - 0.5 : 0;
    for (int i = 0; i < COUNT; i++) {
      mu[i] = expected[i] * perQuantum;
      double seen = s.error[i * Series.AGES + age] * perQuantum;
      double guess = seen * Truncated.factor(seen, half) * Math.sqrt(occasions);
      double known = s.behind[i] * perQuantum * DEVIATION;
      double share = s.behindCount / (s.behindCount + BEHIND_TRUST);
      inverse[i] = 1 / Math.max(LEAST_WIDTH, guess + (known - guess) * share);
    }
  }

  /** Keeps how far the predictors were off. */
  void keep(Series s, long difference, Lesson lesson) {
    lesson.errors(s.number, (double) difference, expected);
  }

  private static double bounded(double x) {
    return Double.isNaN(x) ? 0 : Math.max(-LARGEST, Math.min(LARGEST, x));
  }

  /** Centre of the first expert. */
  double centre() {
    return mu[0];
  }

  /** Standard deviation of the first expert. */
  double width() {
    return 1 / inverse[0];
  }

  /** ln(p / (1 − p)) that the next number is outside the dead-band of a series, before anything is known of it. */
  double outside(Series s, int age) {
    double perQuantum = 1.0 / s.quantum;
    double centre = linear(s) * perQuantum;
    double half = s.hole - 0.5;
    double seen = s.error[age] * perQuantum;
    double perWidth = 1 / Math.max(LEAST_WIDTH, seen * Truncated.factor(seen, half));
    double inside = Shape.BELL.below((half - centre) * perWidth) - Shape.BELL.below((-half - centre) * perWidth);
    return Logistic.ln(1 - inside + TINY) - Logistic.ln(inside + TINY);
  }

  /** What each says of "it is exactly the last number again". */
  void same(double[] inputs) {
    for (int i = 0; i < COUNT; i++) {
      Shape shape = i == 0 ? Shape.BELL : Shape.PEAK;
      double inside = shape.below((0.5 - mu[i]) * inverse[i]) - shape.below((-0.5 - mu[i]) * inverse[i]);
      inputs[i] = Logistic.ln(inside + TINY) - Logistic.ln(1 - inside + TINY);
    }
  }

  /** Begins to narrow down: everything is possible but what is nearer than the dead-band. */
  void begin(long hole) {
    holeLow = 0.5 - hole;
    holeHigh = hole - 0.5;
    for (int i = 0; i < COUNT; i++) {
      Shape shape = i == 0 ? Shape.BELL : Shape.PEAK;
      toHole[i] = shape.below((holeLow - mu[i]) * inverse[i]);
      inHole[i] = shape.below((holeHigh - mu[i]) * inverse[i]) - toHole[i];
      low[i] = 0;
      high[i] = 1 - inHole[i];
    }
  }

  /** What each says of "at or above that boundary" within what is still possible. */
  void split(long boundary, double[] inputs) {
    double place = boundary - 0.5;
    for (int i = 0; i < COUNT; i++) {
      double below;
      if (place > holeLow && place < holeHigh) {
        below = toHole[i];
      } else {
        Shape shape = i == 0 ? Shape.BELL : Shape.PEAK;
        below = shape.below((place - mu[i]) * inverse[i]) - (place >= holeHigh ? inHole[i] : 0);
      }
      below = Math.max(low[i], Math.min(high[i], below));
      middle[i] = below;
      inputs[i] = Logistic.ln(high[i] - below + TINY) - Logistic.ln(below - low[i] + TINY);
    }
  }

  /** It was so or not: narrows down to that side of the boundary. */
  void narrow(boolean above) {
    System.arraycopy(middle, 0, above ? low : high, 0, COUNT);
  }

  /** Share of the numbers outside a dead-band that would be nearer than a wider one. */
  double shareBetween(long hole, long wider) {
    double inner = within(hole - 0.5);
    return (within(wider - 0.5) - inner) / (1 - inner + TINY);
  }

  private double within(double edge) {
    return Shape.BELL.below((edge - mu[0]) * inverse[0]) - Shape.BELL.below((-edge - mu[0]) * inverse[0]);
  }

  /** The number is known: the predictors learn. */
  void learn(Series s, long difference, int age) {
    double d = difference;
    s.learn(d, expected, age, unit);
    neighbour2 = neighbour1;
    neighbour1 = Math.max(-4, Math.min(4, (d - s.drift) / unit));
  }
}
