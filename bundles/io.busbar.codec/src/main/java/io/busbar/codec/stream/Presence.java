package io.busbar.codec.stream;

import io.busbar.codec.mix.Behind;
import io.busbar.codec.mix.Bit;
import io.busbar.codec.mix.Logistic;
import io.busbar.codec.number.Numbers;
import io.busbar.codec.range.BinaryCoder;

/** Codes whether a point of a group reports in this run. */
final class Presence {
  /** Weights that presence seen from an older base needs, and what they begin with. */
  static final int WEIGHTS_BEHIND = 4 * 6 * 6;
  static final double FIRST_WEIGHT = 0.25;

  private static final int HISTORY_BEHIND = Behind.PRESENCE + 0x200;
  private static final int NEIGHBOUR_BEHIND = Behind.PRESENCE + 0x600;
  private static final int INPUTS = 6;
  private static final int RATES = 16;
  private static final int RELATIONS = 6;
  private static final double STEP = 0.006;

  private final double[] weights = new double[Point.AGES * INPUTS * RELATIONS];
  private final int[] byRate = new int[RATES * Point.AGES * RELATIONS];
  private final int[] byHistory = new int[RATES * 64];
  private final int[] byNeighbour = new int[RATES * 4];
  private final double[] inputs = new double[INPUTS];
  private final Numbers numbers;
  private static final int LIMIT = 1_000;
  private static final int OFTEN_LIMIT = 250;
  private int neighbours;

  Presence(Numbers numbers) {
    this.numbers = numbers;
    java.util.Arrays.fill(weights, FIRST_WEIGHT);
    java.util.Arrays.fill(byRate, Bit.NEW);
    java.util.Arrays.fill(byHistory, Bit.NEW);
    java.util.Arrays.fill(byNeighbour, Bit.NEW);
  }

  void newRun() {
    neighbours = 0;
  }

  private static int rateClass(Point point) {
    int rate = Math.min(RATES - 1, Integer.numberOfLeadingZeros(point.rate | 1) - 16);
    return rate < 2 ? Math.min(3, 3 - (point.rate >> 13 & 3)) : Math.min(RATES - 1, rate + 2);
  }

  /** Codes it from a base since which the group has reported so often. */
  int behind(BinaryCoder coder, Group group, Point point, int present, int elapsed) {
    Behind behind = numbers.behind();
    int age = (int) Math.min(group.polls + elapsed - point.reportedAt, 1 << 20);
    int relation = relation(point, age);
    int rate = rateClass(point);
    int late = Math.max(0, Math.min(3, elapsed - 1));
    int shared = Behind.PRESENCE + (late * RATES + rate) * RELATIONS + relation;
    int history = HISTORY_BEHIND + rate * 64 + (point.history & 63);
    int neighbour = NEIGHBOUR_BEHIND + rate * 4 + neighbours;
    inputs[0] = Logistic.stretch(Bit.p(point.often));
    inputs[1] = Logistic.stretch(behind.p(shared));
    inputs[2] = Logistic.stretch(behind.p(history));
    inputs[3] = Logistic.stretch(behind.p(neighbour));
    inputs[4] = numbers.outside(point.series, Math.max(1, age));
    inputs[5] = 0.3;
    int base = Numbers.WEIGHTS + (late * RELATIONS + relation) * INPUTS;
    double p = Logistic.squash(behind.sum(inputs, base, INPUTS));
    int coded = coder.bit(present, Math.max(16, Math.min((1 << 22) - 16, (int) (p * (1 << 22)))));
    behind.slip(inputs, base, INPUTS, coded - p);
    behind.seen(shared, coded);
    behind.seen(history, coded);
    behind.seen(neighbour, coded);
    neighbours = (neighbours << 1 | coded) & 3;
    return coded;
  }

  int code(BinaryCoder coder, Group group, Point point, int present) {
    int age = (int) Math.min(group.polls - point.reportedAt, 1 << 20);
    int ageClass = Numbers.ageClass(age);
    int relation = relation(point, age);
    int rate = rateClass(point);
    int shared = (rate * Point.AGES + ageClass) * RELATIONS + relation;
    int history = rate * 64 + (point.history & 63);
    int neighbour = rate * 4 + neighbours;
    inputs[0] = Logistic.stretch(Bit.p(point.presence[ageClass]));
    inputs[1] = Logistic.stretch(Bit.p(byRate[shared]));
    inputs[2] = Logistic.stretch(Bit.p(byHistory[history]));
    inputs[3] = Logistic.stretch(Bit.p(byNeighbour[neighbour]));
    inputs[4] = numbers.outside(point.series, age);
    inputs[5] = 0.3;
    int base = (ageClass * RELATIONS + relation) * INPUTS;
    double sum = 0;
    for (int i = 0; i < INPUTS; i++) {
      sum += inputs[i] * weights[base + i];
    }
    double p = Logistic.squash(sum);
    int coded = coder.bit(present, Math.max(16, Math.min((1 << 22) - 16, (int) (p * (1 << 22)))));
    double slip = (coded - p) * STEP;
    for (int i = 0; i < INPUTS; i++) {
      weights[base + i] += (slip * inputs[i]);
    }
    point.presence[ageClass] = Bit.update(point.presence[ageClass], coded, LIMIT);
    byRate[shared] = Bit.update(byRate[shared], coded, LIMIT);
    byHistory[history] = Bit.update(byHistory[history], coded, LIMIT);
    byNeighbour[neighbour] = Bit.update(byNeighbour[neighbour], coded, LIMIT);
    point.often = Bit.update(point.often, coded, OFTEN_LIMIT);
    point.rate += ((coded << 16) - point.rate) >> 5;
    point.history = point.history << 1 | coded;
    neighbours = (neighbours << 1 | coded) & 3;
    if (coded == 1) {
      reported(group, point);
    }
    return coded;
  }

  static void reported(Group group, Point point) {
    point.intervalBefore = point.interval;
    point.interval = (int) Math.min(group.polls - point.reportedAt, 1 << 20);
    point.reportedAt = group.polls;
    point.used = true;
  }

  private static int relation(Point point, int age) {
    boolean regular = point.interval == point.intervalBefore;
    if (point.interval == 0) {
      return 0;
    }
    if (age < point.interval) {
      return regular ? 1 : 2;
    }
    if (age == point.interval) {
      return regular ? 3 : 4;
    }
    return 5;
  }
}
