package io.busbar.codec.stream;

import io.busbar.codec.mix.Bit;
import io.busbar.codec.mix.Logistic;
import io.busbar.codec.number.Numbers;
import io.busbar.codec.range.BinaryCoder;

/** Codes whether a point of a group reports in this run. */
final class Presence {
  private static final int INPUTS = 6;
  private static final int RATES = 16;
  private static final int RELATIONS = 6;
  private static final double STEP = 0.003;

  private final double[] weights = new double[Point.AGES * INPUTS * RELATIONS];
  private final int[] byRate = new int[RATES * Point.AGES * RELATIONS];
  private final int[] byHistory = new int[RATES * 64];
  private final int[] byNeighbour = new int[RATES * 4];
  private final double[] inputs = new double[INPUTS];
  private final Numbers numbers;
  private static final int LIMIT = 1_000;
  private int neighbours;

  Presence(Numbers numbers) {
    this.numbers = numbers;
    java.util.Arrays.fill(weights, 0.25);
    java.util.Arrays.fill(byRate, Bit.NEW);
    java.util.Arrays.fill(byHistory, Bit.NEW);
    java.util.Arrays.fill(byNeighbour, Bit.NEW);
  }

  void newRun() {
    neighbours = 0;
  }

  int code(BinaryCoder coder, Group group, Point point, int present, boolean learn) {
    int age = (int) Math.min(group.polls + (learn ? 0 : 1) - point.reportedAt, 1 << 20);
    int ageClass = Numbers.ageClass(age);
    int relation = relation(point, age);
    int rate = Math.min(RATES - 1, Integer.numberOfLeadingZeros(point.rate | 1) - 16);
    rate = rate < 2 ? Math.min(3, 3 - (point.rate >> 13 & 3)) : Math.min(RATES - 1, rate + 2);
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
    if (learn) {
      double slip = (coded - p) * STEP;
      for (int i = 0; i < INPUTS; i++) {
        weights[base + i] += (slip * inputs[i]);
      }
      point.presence[ageClass] = Bit.update(point.presence[ageClass], coded, LIMIT);
      byRate[shared] = Bit.update(byRate[shared], coded, LIMIT);
      byHistory[history] = Bit.update(byHistory[history], coded, LIMIT);
      byNeighbour[neighbour] = Bit.update(byNeighbour[neighbour], coded, LIMIT);
      point.rate += ((coded << 16) - point.rate) >> 5;
      point.history = point.history << 1 | coded;
      neighbours = (neighbours << 1 | coded) & 3;
      if (coded == 1) {
        reported(group, point);
      }
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
