package io.busbar.link.session;

/** When a packet that waits for its acknowledgement is given up and the peer is asked anew. */
final class Probes {
  private final SentPackets sent;
  private final Silence silence;
  private final RoundTrip roundTrip;
  private final Fates fates;
  private final Air air;

  Probes(SentPackets sent, Silence silence, RoundTrip roundTrip, Fates fates, Air air) {
    this.sent = sent;
    this.silence = silence;
    this.roundTrip = roundTrip;
    this.fates = fates;
    this.air = air;
  }

  /** When the next is due; {@link Long#MAX_VALUE} if nothing is under way. */
  long atNs() {
    if (sent.underWay() == 0) {
      return Long.MAX_VALUE;
    }
    if (silence.isLate(fates.nowNs)) {
      return sent.lastAskedNs() + silence.pauseNs(fates.nowNs, air.overheadBytes());
    }
    long answer = roundTrip.timeoutNs() + silence.peerDelayNs() * (sent.hasSegmentsUnderWay() ? 1 : Acknowledger.LAZY_FACTOR);
    return sent.lastAskedNs() + Math.max(answer, Math.min(answer << Math.min(fates.probes, 6), Limits.MAX_PROBE_NS));
  }

  /** Whether one goes now; the oldest packet under way is given up for it. */
  boolean due(long nowNs) {
    if (atNs() > nowNs) {
      return false;
    }
    fates.probes++;
    fates.counters().probes++;
    SentPacket oldest = sent.oldest();
    if (oldest != null) {
      sent.lapse(oldest, !silence.isLate(nowNs), nowNs);
    }
    return true;
  }
}
