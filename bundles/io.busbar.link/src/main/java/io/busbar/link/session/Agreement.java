package io.busbar.link.session;

import io.busbar.api.link.LinkConfig;

/** What the two ends tell each other of themselves and of the way that is used, and what follows for this end. */
final class Agreement {
  private final boolean dials;
  private final Air air;
  private final Acknowledger acks;
  private final Silence silence;
  private final RoundTrip roundTrip;
  private final SentPackets sent;
  /** Connection that the peer's packets carry. */
  private int connection;

  Agreement(boolean dials, Air air, Acknowledger acks, Silence silence, RoundTrip roundTrip, SentPackets sent) {
    this.dials = dials;
    this.air = air;
    this.acks = acks;
    this.silence = silence;
    this.roundTrip = roundTrip;
    this.sent = sent;
  }

  /** Whether this end is the one that calls. */
  boolean dials() {
    return dials;
  }

  /** The peer's packets shall carry that. */
  void connection(int ours) {
    connection = ours;
  }

  /** What this end says of itself. */
  Terms own(int maxPayload) {
    return new Terms((int) Math.min(0xFFFF, acks.delayNs() / 1_000_000), maxPayload, connection,
        dials && air.learner() == null ? air.pacer().bitsPerSecond() : LinkConfig.LEARNED_RATE, (int) (air.pacer().turnNs() / 1_000_000));
  }

  /** What the peer says of itself. */
  void peers(Terms terms) {
    silence.peerDelay(terms.ackDelayMs() * 1_000_000L);
    if (!dials) {
      air.follow(terms);
    }
  }

  /** The peer says that it uses another way. */
  void changed(Terms terms) {
    roundTrip.forget();
    peers(terms);
  }

  /** This end uses another way, with its own rate, turn-around and overhead. */
  void changeWay(Way way, int maxPayload) {
    air.changeWay(way);
    acks.overhead(way.overheadBytes());
    roundTrip.forget();
    sent.teach(air.learner(), maxPayload + way.overheadBytes());
  }

  /** The peer is reached over something else that takes so much of each datagram. */
  void overhead(int bytes, int maxPayload) {
    if (bytes != air.overheadBytes()) {
      air.overhead(bytes);
      acks.overhead(bytes);
      sent.teach(air.learner(), maxPayload + bytes);
    }
  }
}
