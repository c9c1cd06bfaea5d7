package io.busbar.link.session;

/** Recent share of packets lost: a plain mean at first, then over about the last hundred packets. */
final class LossMeter {
  private static final int MEMORY = 100;
  private static final int ENOUGH = 8;

  private double share;
  private int seen;

  void add(boolean lost) {
    seen = Math.min(seen + 1, MEMORY);
    share += ((lost ? 1.0 : 0.0) - share) / seen;
  }

  /** A packet that was counted as lost had only been late. */
  void takeBack() {
    share = Math.max(0, share - 1.0 / Math.max(1, seen));
  }

  /** 0…1, NaN if not known yet. */
  double share() {
    return seen < ENOUGH ? Double.NaN : share;
  }
}
