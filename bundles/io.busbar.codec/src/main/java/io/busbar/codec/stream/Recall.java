package io.busbar.codec.stream;

import io.busbar.codec.mix.Bit;
import io.busbar.codec.mix.Logistic;
import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;

/**
 * Says that a value was there before, where that is likely to be cheaper than the value. How likely it is, and what a value costs
 * otherwise, is learned; as long as it does not pay nothing is said and nothing lost.
 */
final class Recall {
  /** Values that cost fewer bits are not worth remembering. */
  private static final int CHEAP_BITS = 3;
  /** Values that cost fewer bits are not worth a place among the distinct ones. */
  private static final int DEAR_BITS = 16;
  /** Costs are kept in units of 1/16 bit. */
  private static final int UNITS = 16;
  private static final int COST_SHIFT = 3;
  private static final double LN2 = 0.6931471805599453;
  private static final double RISK = 1.5;
  private static final double ONE = 1 << BinaryCoder.PROBABILITY_BITS;
  private static final int LEAST = 64;
  private static final int LIMIT = 127;

  private final Echo echo;
  private final Repeats repeats = new Repeats();
  private final int[] echoes = new int[(Echo.MOST_LENGTH + 1) * 4];
  private final int[] repetitions = new int[16];
  private long value;

  Recall(int mostValues) {
    echo = new Echo(mostValues);
    Arrays.fill(echoes, Bit.NEW);
    Arrays.fill(repetitions, Bit.NEW);
  }

  /** What came again. */
  long value() {
    return value;
  }

  /** Codes whether a value comes again and which, if that is likely to pay; then it is {@link #value()}. */
  boolean code(Point point, long bits, BinaryCoder coder) {
    point.echoAsked = false;
    point.repeatAsked = false;
    if (point.cost < CHEAP_BITS * UNITS) {
      return false;
    }
    point.echoFound = echo.find(point);
    if (point.echoFound) {
      point.echoAsked = pays(echoes[echoContext(point)], point.cost);
      if (point.echoAsked) {
        value = echo.candidate();
        if (coder.bit(bits == value ? 1 : 0, p(echoes[echoContext(point)])) == 1) {
          return true;
        }
      }
    }
    point.repeatAsked = point.cost >= DEAR_BITS * UNITS
        && pays(repetitions[point.repeatPast & 15], point.cost - Repeats.PLACE_BITS * UNITS);
    if (!point.repeatAsked) {
      return false;
    }
    int place = coder.isDecoding() ? 0 : repeats.find(bits);
    if (coder.bit(place >= 0 ? 1 : 0, p(repetitions[point.repeatPast & 15])) == 0) {
      return false;
    }
    value = repeats.code(coder, place);
    return true;
  }

  private static int echoContext(Point point) {
    return point.echoLength * 4 + (point.echoPast & 3);
  }

  private static int p(int state) {
    return Math.max(LEAST, Math.min((1 << BinaryCoder.PROBABILITY_BITS) - LEAST, Bit.p(state)));
  }

  private static boolean pays(int state, int cost) {
    double p = p(state) / ONE;
    double flag = -(p * Logistic.ln(p) + (1 - p) * Logistic.ln(1 - p)) / LN2;
    return p * cost / UNITS > flag * RISK;
  }

  /** Learns what a value of one of so many points was; {@code cost} is what it cost where it was said in full, or −1. */
  void learn(Point point, long bits, int cost, int points) {
    boolean worth = point.cost >= CHEAP_BITS * UNITS;
    if (cost >= 0) {
      point.cost = point.cost < 0 ? cost * UNITS : point.cost + ((cost * UNITS - point.cost) >> COST_SHIFT);
    }
    if (!worth) {
      return;
    }
    boolean echoed = point.echoFound && echo.candidate() == bits;
    if (point.echoFound) {
      int context = echoContext(point);
      echoes[context] = Bit.update(echoes[context], echoed ? 1 : 0, LIMIT);
      point.echoPast = (point.echoPast << 1) | (echoed ? 1 : 0);
    }
    if (point.cost >= DEAR_BITS * UNITS && !(echoed && point.echoAsked)) {
      int known = repeats.find(bits) >= 0 ? 1 : 0;
      int context = point.repeatPast & 15;
      repetitions[context] = Bit.update(repetitions[context], known, LIMIT);
      point.repeatPast = (point.repeatPast << 1) | known;
      if (known == 0) {
        repeats.add(bits);
      }
    }
    echo.remember(point, bits, points);
  }
}
