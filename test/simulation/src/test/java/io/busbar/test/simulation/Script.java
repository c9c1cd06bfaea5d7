package io.busbar.test.simulation;

import io.busbar.testkit.net.SimPath;
import java.util.SplittableRandom;

/**
 * What a seed decides about a history: the radio, how much is produced, and how often what goes wrong.
 *
 * @param path the radio in both directions while it is not dead
 * @param mtu largest datagram, bytes
 * @param rate of both ends, bit/s
 * @param productionMs how long samples are produced and things go wrong
 * @param liveMaxAgeMs oldest live measurement
 * @param trouble in thousandths per 100 ms: gateway crash, central crash, outage, storage fault, clock step, model change
 */
record Script(SimPath path, int mtu, long rate, long productionMs, long liveMaxAgeMs, int[] trouble) {
  private static final int[] MTUS = {92, 296, 600, 1_280};
  private static final long[] RATES = {9_600, 64_000, 64_000, 1_000_000};

  static Script of(SplittableRandom dice) {
    long rate = RATES[dice.nextInt(RATES.length)];
    double loss = dice.nextInt(3) == 0 ? 0 : dice.nextDouble() * 0.5;
    SimPath path = new SimPath(dice.nextLong(1_000_000, 400_000_000), dice.nextBoolean() ? 0 : dice.nextLong(1, 200_000_000),
        dice.nextBoolean() ? rate : 0, 1 << 16, loss, dice.nextBoolean() ? 1 : 1 + dice.nextInt(8),
        dice.nextBoolean() ? 0 : dice.nextDouble() * 0.3, dice.nextBoolean() ? 0 : dice.nextDouble() * 0.1, false);
    int[] trouble = new int[6];
    for (int i = 0; i < trouble.length; i++) {
      trouble[i] = dice.nextInt(3) == 0 ? 0 : dice.nextInt(12);
    }
    return new Script(path, MTUS[dice.nextInt(MTUS.length)], rate, dice.nextLong(4_000, 25_000), dice.nextLong(1_000, 10_000), trouble);
  }
}
