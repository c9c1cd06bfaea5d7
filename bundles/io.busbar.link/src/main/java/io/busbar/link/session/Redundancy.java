package io.busbar.link.session;

import io.busbar.api.link.LinkLane;

/**
 * How much repair goes out before anybody knows what is lost: enough for alarms and commands that a segment is missing
 * three times in a thousand, a little for what is small and alone, none for bulk. All of it within an airtime bound.
 */
final class Redundancy {
  /** A loss below that is not worth repairing ahead. */
  private static final double NEGLIGIBLE = 0.005;
  private static final double RESIDUE = 0.003;
  private static final int MOST_SYMBOLS = 6;
  /** What is received exceeds what is needed by that factor even when nothing but alarms goes. */
  private static final double MARGIN = 1.15;
  private static final double MOST_RESERVE = 0.6;
  private static final long MIN_SPACING_NS = 60_000_000;
  private static final long MAX_SPACING_NS = 300_000_000;
  /** Share of the rate that repair may take for long, and seconds of the rate that it may take at once. */
  private static final double LASTING_SHARE = 0.1;
  private static final double BURST_SECONDS = 2;

  private double tokens = Double.NaN;
  private long tokensAtNs;

  /** Alarms and commands. */
  static boolean isUrgent(int lane) {
    return lane <= LinkLane.EVENT.code();
  }

  /** Repair symbols for a segment that goes out in a lane, with the loss that is known (NaN if none is). */
  static double symbols(SendLane lane, double loss) {
    if (isUrgent(lane.code)) {
      if (Double.isNaN(loss)) {
        return 1;
      }
      return loss < NEGLIGIBLE ? 0 : Math.max(1, Math.min(MOST_SYMBOLS, Math.ceil(Math.log(RESIDUE) / Math.log(Math.min(0.95, loss))) - 1));
    }
    boolean small = lane.code == LinkLane.MODEL.code() || lane.code == LinkLane.LIVE.code();
    // NaN compares false.
    return small && !lane.hasNew() && loss >= NEGLIGIBLE * 4 ? Math.min(1.5, 2 * loss / (1 - Math.min(0.9, loss))) : 0;
  }

  /** Share of a packet that is kept for repair when more alarms wait than fit. */
  static double reserve(double loss) {
    return loss >= NEGLIGIBLE ? Math.max(0, Math.min(MOST_RESERVE, 1 - (1 - loss) / MARGIN)) : 0;
  }

  static long spacingNs(RoundTrip roundTrip) {
    return Math.max(MIN_SPACING_NS, Math.min(MAX_SPACING_NS, roundTrip.smoothedNs() / 8));
  }

  /** Bytes of repair that may go now. */
  int allowance(Pacer pacer, long nowNs) {
    double perSecond = pacer.bitsPerSecond() / 8.0;
    double most = perSecond * BURST_SECONDS;
    tokens = Double.isNaN(tokens) ? most : Math.min(most, tokens + (nowNs - tokensAtNs) / 1e9 * perSecond * LASTING_SHARE);
    tokensAtNs = nowNs;
    return (int) Math.max(0, tokens);
  }

  void spent(int bytes) {
    tokens -= bytes;
  }
}
