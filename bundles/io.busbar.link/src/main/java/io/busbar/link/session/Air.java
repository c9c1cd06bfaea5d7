package io.busbar.link.session;

import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkOptions;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The air as one session uses it: its rate, configured or learned, what may be used of it, and what has been. */
final class Air {
  /** Puts a datagram on the bearer. */
  interface Wire {
    /** Sends to where the peer was last heard from. */
    void send(ByteBuffer datagram);
  }

  private final Pacer pacer;
  private final Wire wire;
  private final Counters counters;
  private final long configuredRate;
  private int overheadBytes;
  /** Cost of a change of direction as it is configured here. */
  private long ownTurnNs;
  private @Nullable RateLearner learner;
  private QueueGuard guard = new QueueGuard();
  private Allowance allowance = new Allowance(LinkOptions.NONE);
  private long lastSentNs;

  Air(long rate, int overheadBytes, Wire wire, Counters counters) {
    this.pacer = new Pacer(rate == LinkConfig.LEARNED_RATE ? RateLearner.FIRST : rate);
    this.learner = rate == LinkConfig.LEARNED_RATE ? new RateLearner() : null;
    this.configuredRate = rate;
    this.overheadBytes = overheadBytes;
    this.wire = wire;
    this.counters = counters;
  }

  Pacer pacer() {
    return pacer;
  }

  int overheadBytes() {
    return overheadBytes;
  }

  /** Learns the rate, or null where it is configured. */
  @Nullable RateLearner learner() {
    return learner;
  }

  Allowance allowance() {
    return allowance;
  }

  /** What bulk may use. */
  void use(Allowance newAllowance) {
    allowance = newAllowance;
  }

  /** Both ends share the channel, and changing the direction takes so long; 0 for full duplex. */
  void halfDuplex(long turnNs) {
    ownTurnNs = turnNs;
    pacer.halfDuplex(turnNs);
  }

  /** Another way to the far end is used from now on, with its own rate, turn-around and overhead. */
  void changeWay(Way way) {
    overheadBytes = way.overheadBytes();
    guard = new QueueGuard();
    pacer.share(1);
    learner = way.rate() == LinkConfig.LEARNED_RATE ? new RateLearner() : null;
    pacer.rate(learner == null ? way.rate() : RateLearner.FIRST);
    halfDuplex(way.turnNs());
  }

  /** The peer is reached over something else that takes so much of each datagram. */
  void overhead(int bytes) {
    overheadBytes = bytes;
  }

  /** The gateway knows its radio: central follows, within what it may use itself. */
  void follow(Terms terms) {
    if (learner == null) {
      pacer.rate(terms.rate() > 0 ? Math.min(configuredRate, terms.rate()) : configuredRate);
    }
    boolean knows = terms.rate() > 0 || terms.turnMs() > 0;
    pacer.halfDuplex(knows ? terms.turnMs() * 1_000_000L : ownTurnNs);
    guard = new QueueGuard();
    pacer.share(1);
  }

  /** A round trip was measured. */
  void roundTrip(long ns, long nowNs) {
    if (learner == null) {
      pacer.share(guard.share(ns, pacer.turnNs(), nowNs));
    }
  }

  /** Follows what was learned. */
  void keepTime(long nowNs, long smoothedRoundTripNs) {
    if (learner != null) {
      pacer.rate(learner.rate(nowNs, smoothedRoundTripNs));
    }
  }

  /**
   * A datagram of the peer has come.
   *
   * @param loss share of its datagrams that did not, NaN if not known
   */
  void heard(int datagramBytes, double loss, long nowNs) {
    int bytes = datagramBytes + overheadBytes;
    counters.bytesIn += bytes;
    allowance.used(bytes);
    pacer.heard(nowNs, bytes, loss);
  }

  void send(ByteBuffer datagram, long nowNs) {
    int bytes = datagram.remaining() + overheadBytes;
    pacer.sent(nowNs, bytes);
    allowance.used(bytes);
    allowance.sent(pacer.airNs(bytes));
    counters.packetsOut++;
    counters.bytesOut += bytes;
    lastSentNs = nowNs;
    wire.send(datagram);
  }

  long lastSentNs() {
    return lastSentNs;
  }

  /** Silence counts from now on. */
  void begin(long nowNs) {
    lastSentNs = nowNs;
  }
}
