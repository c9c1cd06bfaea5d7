package io.busbar.codec.number;

import io.busbar.codec.mix.Behind;
import io.busbar.codec.mix.Bit;
import io.busbar.codec.mix.Logistic;
import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;

/**
 * Codes the next number of a series. Several predictors each give a distribution of the next number; the number is found by
 * halving: the same as before or not, below or above the centre, bucket by bucket, then within the bucket. The probability of
 * each step is what the experts say about it, mixed by weights that are learned.
 */
public final class Numbers {
  private static final int EXPERTS = Experts.COUNT;
  private static final int INPUTS = Series.INPUTS;
  private static final int OWN_ORDER0 = EXPERTS;
  private static final int OWN_ORDER1 = EXPERTS + 1;
  private static final int ALIKE = EXPERTS + 2;
  private static final int CONSTANT = EXPERTS + 3;

  private static final int SCALES = 3;
  private static final int NODE_SAME = 0;
  private static final int NODE_SIGN = 1;
  private static final int NODE_BUCKET = 2;
  private static final int BUCKETS = 6;
  private static final int NODE_FINE = NODE_BUCKET + BUCKETS;
  private static final int HALVINGS = 3;
  private static final int NODES = NODE_FINE + HALVINGS;
  private static final int EQUAL_BUCKETS = 4;
  private static final int WIDEST_BITS = 60;
  private static final double FARTHEST = 0x1p60;

  private static final double EXPERT_WEIGHT = 0.22;
  private static final double CONTEXT_WEIGHT = 0.15;
  private static final double SHARED_STEP = 0.004;
  private static final double OWN_STEP = 0.001;
  private static final int TABLE_BITS = 14;
  private static final int OWN_LIMIT = 250;
  private static final int ALIKE_LIMIT = 1_000;
  private static final int LEAST = 16;
  private static final int ONE = 1 << BinaryCoder.PROBABILITY_BITS;

  /** Predictors of a series. */
  public static final int PREDICTORS = Experts.COUNT;
  /** Weights that predictions from an older base need. */
  public static final int WEIGHTS = NODES * SCALES * INPUTS;

  private static final int FITS = 0x10;
  private static final int INSIDE = 0x20;
  private static final int INSIDE_SAME = 0x30;
  private static final int INSIDE_NEGATIVE = 0x31;
  private static final int GAMMA_DIVISOR = 0x40;
  private static final int GAMMA_INSIDE = 0x80;

  private final Experts experts = new Experts();
  private final double[] shared = new double[NODES * SCALES * INPUTS];
  private final int[] table = new int[1 << TABLE_BITS];
  private final Rare rare;
  private final double[] inputs = new double[INPUTS];
  private final Behind behind;
  private BinaryCoder coder = new BinaryCoder();
  private boolean learn = true;
  private Series series = new Series(0);
  private long lowest;
  private long highest;
  private int scale;
  private int ageClass;
  private boolean discrete;
  private int order0;
  private int order1;
  private int alike;

  /** Nothing known yet. */
  public Numbers(double[] weightsBehind) {
    Arrays.fill(table, Bit.NEW);
    for (int i = 0; i < shared.length; i++) {
      int input = i % INPUTS;
      shared[i] = input < EXPERTS ? EXPERT_WEIGHT : input < CONSTANT ? CONTEXT_WEIGHT : 0;
    }
    System.arraycopy(shared, 0, weightsBehind, 0, shared.length);
    behind = new Behind(weightsBehind, EXPERTS);
    rare = new Rare(behind);
    inputs[CONSTANT] = 0.3;
  }

  /** Statistics of an immediate lane. */
  public Behind behind() {
    return behind;
  }

  /** Where the bits go or come from, and whether what is coded is learned. */
  public void begin(BinaryCoder newCoder, boolean learning) {
    coder = newCoder;
    learn = learning;
    rare.begin(newCoder, learning);
  }

  /** No other series has moved just now. */
  public void noNeighbours() {
    experts.noNeighbours();
  }

  /** Classes of how many occasions ago a series had its last number: 1, 2, 3, 4, 5–6, 7–10, 11–20, more. */
  public static int ageClass(int occasions) {
    if (occasions <= 4) {
      return Math.max(0, occasions - 1);
    }
    return occasions <= 6 ? 4 : occasions <= 10 ? 5 : occasions <= 20 ? 6 : 7;
  }

  /** ln(p / (1 − p)) that a series has left its dead-band; 0 where it has none. */
  public double outside(Series of, int occasions) {
    return of.hole <= 1 || of.count <= 4 ? 0 : experts.outside(of, occasions > 1 ? 1 : 0);
  }

  /**
   * Codes a number.
   *
   * @param of its series, which has had one number at least
   * @param value the number; ignored when decoding
   * @param occasions how many occasions ago the last number was, from 1
   */
  public long code(Series of, long value, int occasions) {
    return learn ? upToDate(of, value, occasions) : behind(of, value, occasions, 0);
  }

  /** Codes a number from a base that is some occasions old, in which the numbers are likely to have gone on by that much. */
  public long behind(Series of, long value, int occasions, long ahead) {
    series = of;
    ageClass = ageClass(occasions);
    long quantumBefore = of.quantum;
    long difference = quantum(value - ahead - of.last);
    experts.predictBehind(of, 0, Math.max(1, occasions));
    difference = steps(difference / of.quantum) * of.quantum;
    experts.keep(of, difference, behind.lesson());
    of.quantum = quantumBefore;
    return of.last + ahead + difference;
  }

  private long upToDate(Series of, long value, int occasions) {
    series = of;
    ageClass = ageClass(occasions);
    int age = occasions > 1 ? 1 : 0;
    long difference = quantum(value - of.last);
    experts.predict(of, age);
    long steps = steps(difference / of.quantum);
    difference = steps * of.quantum;
    Habits.learn(of, experts, difference, steps);
    experts.learn(of, difference, age);
    of.zeros = of.zeros << 1 | (steps == 0 ? 1 : 0);
    of.step2 = of.step1;
    of.step1 = (int) Math.max(-20, Math.min(20, steps));
    of.last += difference;
    of.count++;
    return of.last;
  }

  private long quantum(long difference) {
    if (series.quantum > 1) {
      int context = FITS + Math.min(15, 31 - Integer.numberOfLeadingZeros(series.quantumAge + 1));
      if (flag(context, difference % series.quantum == 0 ? 1 : 0) == 0) {
        newQuantum(difference);
      }
    }
    return difference;
  }

  private void newQuantum(long difference) {
    long divisor = coder.isDecoding() ? 1 : Habits.gcd(series.quantum, difference);
    divisor = Math.max(1, 1 + gamma(GAMMA_DIVISOR, divisor - 1));
    if (learn) {
      Habits.set(series, divisor);
    } else {
      series.quantum = divisor;
    }
  }

  private long steps(long k) {
    int hole = learn ? series.hole : 1;
    double width = experts.width();
    int bits = width < 1.5 ? 0 : Math.min(WIDEST_BITS, Math.getExponent(width * 1.33));
    discrete = bits <= 2;
    scale = bits == 0 ? 0 : bits <= 3 ? 1 : 2;
    if (hole > 1) {
      int context = INSIDE + Math.min(15, 31 - Integer.numberOfLeadingZeros(series.holeAge + 1));
      if (flag(context, k > -hole && k < hole ? 1 : 0) == 1) {
        return inside(k, hole);
      }
    } else if (same(k)) {
      return 0;
    }
    experts.begin(hole);
    lowest = Long.MIN_VALUE;
    highest = Long.MAX_VALUE;
    return outside(k, bits, hole);
  }

  private long inside(long k, int hole) {
    if (flag(INSIDE_SAME, k == 0 ? 1 : 0) == 1) {
      return 0;
    }
    int negative = flag(INSIDE_NEGATIVE, k < 0 ? 1 : 0);
    long size = Math.min(hole - 1, 1 + gamma(GAMMA_INSIDE, Math.abs(k) - 1));
    return negative == 1 ? -size : size;
  }

  private boolean same(long k) {
    experts.same(inputs);
    order0 = slot(series.seed + 1, series.zeros & 15);
    order1 = slot(series.seed + 2, series.step1 * 31 + series.step2);
    alike = slot(4, (series.step1 * 31 + series.step2) * 8 + ageClass);
    return mixed(NODE_SAME, k == 0 ? 1 : 0) == 1;
  }

  private long outside(long k, int bits, int hole) {
    long from = (long) Math.rint(Math.max(-FARTHEST, Math.min(FARTHEST, experts.centre())));
    boolean up = split(NODE_SIGN, k, from, hole);
    long size = 1L << bits;
    for (int bucket = 0; ; bucket++) {
      long to = up ? from + size : from - size;
      if (up ? to < from : to > from) {
        return up ? from + coder.bits(k - from, Long.SIZE - 1) : from - 1 - coder.bits(from - 1 - k, Long.SIZE - 1);
      }
      if (split(NODE_BUCKET + Math.min(bucket, BUCKETS - 1), k, to, hole) != up) {
        return within(k, up ? from : to, size, hole);
      }
      from = to;
      if (bucket >= EQUAL_BUCKETS && size < 1L << (WIDEST_BITS + 1)) {
        size *= 2;
      }
    }
  }

  private long within(long k, long from, long size, int hole) {
    long low = from;
    long rest = size;
    for (int i = 0; i < HALVINGS && rest > 1; i++) {
      rest /= 2;
      if (split(NODE_FINE + i, k, low + rest, hole)) {
        low += rest;
      }
    }
    return rest > 1 ? low + coder.bits(k - low, 63 - Long.numberOfLeadingZeros(rest)) : low;
  }

  /** Codes whether the number is at or above a boundary, unless that is certain, and narrows down to that side. */
  private boolean split(int node, long k, long boundary, int hole) {
    boolean above;
    if (lowest > -hole && boundary - 1 < hole) {
      above = true;
    } else if (boundary > -hole && highest < hole) {
      above = false;
    } else {
      experts.split(boundary, inputs);
      if (discrete) {
        int where = (int) boundary * 64 + node;
        int steps = Math.max(-2, Math.min(2, series.step1)) * 5 + Math.max(-2, Math.min(2, series.step2));
        order0 = slot(series.seed, where);
        order1 = slot(series.seed + 3 + series.step1 * 7, where);
        alike = slot(5 + steps, where * 8 + ageClass);
      } else {
        order0 = -1;
      }
      above = mixed(node, k >= boundary ? 1 : 0) == 1;
      experts.narrow(above);
    }
    if (above) {
      lowest = boundary;
    } else {
      highest = boundary - 1;
    }
    return above;
  }

  private static int slot(int context, int where) {
    int hash = (context ^ where * 0x2C1B3C6D) * 0x9E3779B1;
    return ((hash ^ (hash >>> 15)) * 0x85EBCA6B) >>> (32 - TABLE_BITS);
  }

  private int mixedBehind(int node, int bit) {
    boolean contexts = order0 >= 0;
    inputs[OWN_ORDER0] = contexts ? Logistic.stretch(behind.p(Behind.TABLE + order0)) : 0;
    inputs[OWN_ORDER1] = contexts ? Logistic.stretch(behind.p(Behind.TABLE + order1)) : 0;
    inputs[ALIKE] = contexts ? Logistic.stretch(behind.p(Behind.TABLE + alike)) : 0;
    int at = (node * SCALES + scale) * INPUTS;
    double p = Logistic.squash(behind.sum(inputs, at, INPUTS));
    int coded = coder.bit(bit, Math.max(LEAST, Math.min(ONE - LEAST, (int) (p * ONE))));
    behind.slip(inputs, at, INPUTS, coded - p);
    if (contexts) {
      behind.seen(Behind.TABLE + order0, coded);
      behind.seen(Behind.TABLE + order1, coded);
      behind.seen(Behind.TABLE + alike, coded);
    }
    return coded;
  }

  private int mixed(int node, int bit) {
    if (!learn) {
      return mixedBehind(node, bit);
    }
    boolean contexts = order0 >= 0;
    inputs[OWN_ORDER0] = contexts ? Logistic.stretch(Bit.p(table[order0])) : 0;
    inputs[OWN_ORDER1] = contexts ? Logistic.stretch(Bit.p(table[order1])) : 0;
    inputs[ALIKE] = contexts ? Logistic.stretch(Bit.p(table[alike])) : 0;
    int at = (node * SCALES + scale) * INPUTS;
    double[] own = series.weights;
    double sum = 0;
    for (int i = 0; i < INPUTS; i++) {
      sum += inputs[i] * (shared[at + i] + own[i]);
    }
    double p = Logistic.squash(sum);
    int coded = coder.bit(bit, Math.max(LEAST, Math.min(ONE - LEAST, (int) (p * ONE))));
    double slip = coded - p;
    for (int i = 0; i < INPUTS; i++) {
      double change = slip * inputs[i];
      shared[at + i] += SHARED_STEP * change;
      own[i] += OWN_STEP * change;
    }
    if (contexts) {
      table[order0] = Bit.update(table[order0], coded, OWN_LIMIT);
      table[order1] = Bit.update(table[order1], coded, OWN_LIMIT);
      table[alike] = Bit.update(table[alike], coded, ALIKE_LIMIT);
    }
    return coded;
  }

  /** Codes the first number of a series. */
  public long first(Series of, long value, long reference, int context) {
    long difference = value - reference;
    int negative = flag(context, difference < 0 ? 1 : 0);
    long size = gamma(context + 1, difference < 0 ? -(difference + 1) : difference);
    long coded = reference + (negative == 1 ? -size - 1 : size);
    if (learn) {
      of.start(coded, 1);
    }
    return coded;
  }

  /** Codes a number from 0 on by its length and bits: for what is rare. Uses 64 contexts from that one on. */
  public long gamma(int context, long value) {
    return rare.gamma(context, value);
  }

  private int flag(int context, int bit) {
    return rare.flag(context, bit);
  }
}
