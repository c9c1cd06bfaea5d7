package io.busbar.link.session;

/**
 * A token bucket: no more bytes on the air than the rate. The bucket is small, so that packets wait here, where an alarm
 * can still overtake them, and not in the radio; it only makes up for a thread that wakes late. On a half-duplex channel
 * what the peer sends takes from the same air, each change of direction costs time, and the radio is kept fed a little
 * ahead so that it need not key up between two packets.
 */
final class Pacer {
  private static final long BURST_NS = 20_000_000;
  /** What we do not hear of the peer's use must not add up to a queue in the radio. */
  private static final double HALF_DUPLEX_SHARE = 0.985;
  private static final long LEAD_NS = 30_000_000;
  /** A pause after which the peer's next packet begins a new run. */
  private static final long PAUSE_NS = 200_000_000;

  private static final long LEAST_TURN_NS = 1_000_000;
  private static final double MEMORY_NS = 10e9;

  private final long burstNs;
  private long bitsPerSecond;
  private double share = 1;
  private long turnNs;
  private long freeAtNs = Long.MIN_VALUE / 2;
  private long heardAtNs = Long.MIN_VALUE / 2;
  /** Airtime that we and the peer used lately. */
  private double sentNs;
  private double heardNs;
  private long decayedAtNs;
  private boolean turn;

  Pacer(long bitsPerSecond) {
    this(bitsPerSecond, BURST_NS);
  }

  /** A pacer that makes up for so much time in which nothing was sent. */
  Pacer(long bitsPerSecond, long burstNs) {
    this.bitsPerSecond = Math.max(1, bitsPerSecond);
    this.burstNs = burstNs;
  }

  /** Another rate from now on. */
  void rate(long newBitsPerSecond) {
    bitsPerSecond = Math.max(1, newBitsPerSecond);
  }

  long bitsPerSecond() {
    return bitsPerSecond;
  }

  /** Uses only that share of the rate, above 0 to 1. */
  void share(double newShare) {
    share = newShare;
  }

  /** The channel is half duplex: turning it round and keying up takes so long. 0 for full duplex. */
  void halfDuplex(long turnAndKeyUpNs) {
    turnNs = turnAndKeyUpNs == 0 ? 0 : Math.max(LEAST_TURN_NS, turnAndKeyUpNs);
  }

  /** What a change of direction costs, ns; 0 on a full-duplex channel. */
  long turnNs() {
    return turnNs;
  }

  /** Time on the air of so many bytes. */
  long airNs(long bytes) {
    return (long) (bytes * 8e9 / bitsPerSecond);
  }

  boolean ready(long nowNs) {
    return readyAtNs() <= nowNs;
  }

  long readyAtNs() {
    return turnNs == 0 ? freeAtNs : freeAtNs - LEAD_NS;
  }

  void sent(long nowNs, long bytes) {
    freeAtNs = Math.max(freeAtNs, nowNs - burstNs) + (long) (airNs(bytes) / (turnNs == 0 ? share : share * HALF_DUPLEX_SHARE)) + (turn ? turnNs : 0);
    turn = false;
    if (turnNs > 0) {
      decay(nowNs);
      sentNs += airNs(bytes);
    }
  }

  private void decay(long nowNs) {
    double keep = Math.exp((decayedAtNs - nowNs) / MEMORY_NS);
    sentNs *= keep;
    heardNs *= keep;
    decayedAtNs = nowNs;
  }

  /**
   * The peer has used the air.
   *
   * @param loss share of its packets that we do not hear, NaN if not known: they used it too
   */
  void heard(long nowNs, long bytes, double loss) {
    if (turnNs == 0) {
      return;
    }
    boolean fresh = nowNs - heardAtNs > PAUSE_NS;
    long used = (long) ((airNs(bytes) + (fresh ? turnNs : 0)) / (1 - (loss > 0 ? Math.min(0.8, loss) : 0)));
    decay(nowNs);
    heardNs += used;
    // It is for the end that fills the channel to make room; whoever only answers must still get a word in.
    freeAtNs += (long) (used * Math.min(1, sentNs / heardNs));
    heardAtNs = nowNs;
    turn = true;
  }
}
