package io.busbar.link.session;

import io.busbar.api.link.LinkLane;

/**
 * How many copies of an alarm or a command go out in later packets before anybody knows whether it is lost. Copies are
 * spaced in time, because radios lose packets in bursts; they are small, and ride in packets that go anyway.
 */
final class Redundancy {
  /** Above that many bytes waiting or under way in the lane an avalanche is on, and one copy of each has to do. */
  private static final int AVALANCHE_BYTES = 2_048;
  private static final double ONE_COPY = 0.02;
  private static final double TWO_COPIES = 0.08;
  private static final double THREE_COPIES = 0.2;
  private static final long MIN_SPACING_NS = 60_000_000;
  private static final long MAX_SPACING_NS = 300_000_000;

  private Redundancy() {}

  static int copies(SendLane lane, double loss) {
    if (lane.code > LinkLane.EVENT.code()) {
      return 0;
    }
    if (Double.isNaN(loss)) {
      return 1;
    }
    int most = lane.pendingBytes() > AVALANCHE_BYTES ? 1 : 3;
    return Math.min(most, loss >= THREE_COPIES ? 3 : loss >= TWO_COPIES ? 2 : loss >= ONE_COPY ? 1 : 0);
  }

  static long spacingNs(RoundTrip roundTrip) {
    return Math.max(MIN_SPACING_NS, Math.min(MAX_SPACING_NS, roundTrip.smoothedNs() / 8));
  }
}
