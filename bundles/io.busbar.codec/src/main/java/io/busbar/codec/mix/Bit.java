package io.busbar.codec.mix;

import io.busbar.codec.range.BinaryCoder;

/**
 * An adaptive probability in an int: 22 bits of probability of a 1, 10 bits of how often it was updated. It learns fast at
 * first and then slower, down to a limit.
 */
public final class Bit {
  /** Nothing known: one half. */
  public static final int NEW = 1 << 31;

  private static final int[] RATE = new int[1024];

  static {
    for (int i = 0; i < RATE.length; i++) {
      RATE[i] = (int) (65_536 / (i + 1.6));
    }
  }

  private Bit() {}

  /** A fresh state with a first guess in units of 2⁻²². */
  public static int of(int probability, int confidence) {
    return probability << 10 | confidence;
  }

  /** Probability of a 1, 1…2²²−1. */
  public static int p(int state) {
    int p = state >>> 10;
    return p == 0 ? 1 : p;
  }

  /** The state after a bit; {@code limit} updates at most slow it down, 1…1023. */
  public static int update(int state, int bit, int limit) {
    int n = state & 1023;
    int p = state >>> 10;
    int target = bit == 1 ? (1 << 22) - 1 : 0;
    p += (int) (((long) (target - p) * RATE[n]) >> 16);
    return p << 10 | (n < limit ? n + 1 : limit);
  }

  /** Codes a bit with a state of its own, and learns it. */
  public static int code(BinaryCoder coder, int[] states, int index, int bit) {
    int state = states[index];
    int coded = coder.bit(bit, p(state));
    states[index] = update(state, coded, 255);
    return coded;
  }
}
