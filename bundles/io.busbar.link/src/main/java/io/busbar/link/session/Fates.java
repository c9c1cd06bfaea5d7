package io.busbar.link.session;

/** What follows from packets that have arrived or are lost: segments are done or go again. */
final class Fates implements SentPackets.Fate {
  /** The present time, ns. */
  long nowNs;
  /** Probes since something was acknowledged. */
  int probes;
  private final Air air;
  private final Acknowledger acks;
  private final Silence silence;
  private final Counters counters;

  Fates(Air air, Acknowledger acks, Silence silence, Counters counters) {
    this.air = air;
    this.acks = acks;
    this.silence = silence;
    this.counters = counters;
  }

  Counters counters() {
    return counters;
  }

  @Override
  public void arrived(SentPacket packet) {
    probes = 0;
    silence.answered(nowNs);
    acks.told(packet);
    for (int i = 0; i < packet.segmentCount; i++) {
      Segment segment = packet.segments[i];
      if (segment != null) {
        segment.lane.acknowledge(segment);
      }
    }
  }

  @Override
  public void roundTrip(long ns) {
    air.roundTrip(ns, nowNs);
  }

  @Override
  public void lost(SentPacket packet) {
    counters.lostOut++;
    for (int i = 0; i < packet.segmentCount; i++) {
      Segment segment = packet.segments[i];
      if (segment != null && segment.lastPacket == packet.number) {
        segment.lane.markLost(segment);
      }
    }
    acks.lost(packet, nowNs);
  }
}
