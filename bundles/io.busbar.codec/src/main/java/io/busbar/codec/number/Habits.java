package io.busbar.codec.number;

/**
 * Learns two habits of a series: its numbers differ by multiples of a quantum (a coarse resolution), and never by less than
 * so many quanta (a dead-band). A habit is taken up when chance hardly explains it, and given up at the first exception.
 */
final class Habits {
  private static final double CONVINCING = 6;
  private static final long WIDEST = 1 << 28;
  private static final int DIVISORS = 12;
  private static final int OLDEST = 1 << 20;

  private Habits() {}

  static void learn(Series s, Experts experts, long difference, long steps) {
    hole(s, experts, Math.abs(steps));
    quantum(s, difference);
  }

  private static void hole(Series s, Experts experts, long size) {
    s.holeAge = Math.min(s.holeAge + 1, OLDEST);
    if (size < s.hole) {
      s.hole = (int) Math.max(1, size);
      s.holeAge = 0;
      forgetLeast(s);
      return;
    }
    if (size < s.least) {
      s.expectedBelowLeast = s.least > WIDEST ? 0 : s.expectedBelowLeast * (size - s.hole) / (s.least - s.hole);
      s.least = size;
    }
    if (s.least <= s.hole) {
      forgetLeast(s);
    } else if (s.count >= 6 && s.least < WIDEST) {
      s.expectedBelowLeast += experts.shareBetween(s.hole, s.least);
      if (s.expectedBelowLeast > CONVINCING) {
        s.hole = (int) s.least;
        s.holeAge = 0;
        forgetLeast(s);
      }
    }
  }

  private static void forgetLeast(Series s) {
    s.least = Long.MAX_VALUE;
    s.expectedBelowLeast = 0;
  }

  private static void quantum(Series s, long difference) {
    s.quantumAge = Math.min(s.quantumAge + 1, OLDEST);
    if (difference == 0) {
      return;
    }
    s.divisor = s.divisor == 0 ? Math.abs(difference) : gcd(s.divisor, difference);
    if (s.divisor == s.quantum) {
      s.divisor = 0;
      s.divisorCount = 0;
    } else if (++s.divisorCount >= DIVISORS) {
      quantum(s, s.divisor, s.quantum);
    }
  }

  private static void quantum(Series s, long larger, long before) {
    if (larger > before) {
      set(s, larger);
    }
    s.divisor = 0;
    s.divisorCount = 0;
  }

  /** Numbers differ by multiples of that from now on. */
  static void set(Series s, long quantum) {
    s.quantum = quantum;
    s.quantumAge = 0;
    s.hole = 1;
    forgetLeast(s);
  }

  /** Greatest common divisor, at least 1. */
  static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long r = x % y;
      x = y;
      y = r;
    }
    return Math.max(1, x);
  }
}
