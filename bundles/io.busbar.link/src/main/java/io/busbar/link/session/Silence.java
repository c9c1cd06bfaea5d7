package io.busbar.link.session;

/**
 * When a session heard its peer last, and what follows. While nothing is heard only probes go out, both ways: one that
 * gets through shows each end by itself that the radio is back, and the session goes on where it was. The link is called
 * dead only after so many probes that losses alone explain it no more.
 */
final class Silence {
  /** What a probe takes on the air, without the bearer's overhead. */
  private static final int PROBE_BYTES = 14;
  /** Share of the rate that probes may take: one over this. */
  private static final int PROBE_SHARE = 25;
  private static final int TURNS = 6;
  private static final int MOST_DOUBLINGS = 2;
  /** How likely a living link may be called dead. */
  private static final double MISTAKE = 1e-5;
  private static final int LEAST_ASKED = 3;
  private static final int MOST_ASKED = 120;
  private static final int MOST_PATIENCE = 3;
  private static final double MOST_LOSS = 0.8;

  private final Pacer pacer;
  private final RoundTrip roundTrip;
  private final boolean dials;
  private final long keepAliveNs;
  private long peerDelayNs;
  private long heardNs;
  private int asked;
  private int unanswered;
  private long answeredNs;
  private boolean quiet;

  Silence(Pacer pacer, RoundTrip roundTrip, boolean dials, long keepAliveNs) {
    this.pacer = pacer;
    this.roundTrip = roundTrip;
    this.dials = dials;
    this.keepAliveNs = keepAliveNs;
  }

  /** How long the peer holds an acknowledgement back at most, ns. */
  void peerDelay(long ns) {
    peerDelayNs = ns;
  }

  long peerDelayNs() {
    return peerDelayNs;
  }

  /** The peer was heard. */
  void heard(long nowNs) {
    if (quiet) {
      answered(nowNs);
    }
    heardNs = nowNs;
    asked = 0;
    quiet = false;
  }

  /** Something that we sent was acknowledged, or nothing waits to be. */
  void answered(long nowNs) {
    unanswered = 0;
    answeredNs = nowNs;
  }

  /** How long nothing that asks was answered, ns; 0 if losses alone explain that. */
  long unansweredNs(long nowNs, double lossOut, double lossIn) {
    return unanswered < Math.max(Limits.LEAST_ASKED, needed(lossOut, lossIn)) ? 0 : nowNs - answeredNs;
  }

  /** How long an acknowledgement takes at the very most if nothing is lost. */
  long answerNs() {
    return roundTrip.timeoutNs() + peerDelayNs;
  }

  /** Whether nothing was heard for so long that only probes go. */
  boolean isLong(long nowNs) {
    return ns(nowNs) >= Math.max(Limits.QUIET_AFTER_NS, 8 * answerNs());
  }

  /** Whether something should have been heard: probes come in their own time and not behind data. */
  boolean isLate(long nowNs) {
    return isLong(nowNs) || ns(nowNs) >= keepAliveNs + 2 * answerNs();
  }

  /** While data flows no probe is due; a peer whose rare acknowledgements are lost is asked for one all the same. */
  boolean seemsDeaf(long pingedNs, long nowNs) {
    return ns(nowNs) > answerNs() + peerDelayNs / 4 + Limits.MAX_PROBE_NS / 2
        && nowNs - pingedNs > Math.max(Limits.MAX_PROBE_NS, roundTrip.smoothedNs());
  }

  long lastHeardNs() {
    return heardNs;
  }

  /** How long nothing was heard, ns. */
  long ns(long nowNs) {
    return nowNs - heardNs;
  }

  /** A packet went that asks for an answer, or does not. */
  void asked(boolean asks) {
    asked += asks ? 1 : 0;
    unanswered += asks ? 1 : 0;
  }

  /** Whether the link is called dead since a time, until it is heard again. */
  boolean isQuiet() {
    return quiet;
  }

  /** From now on the link is called dead. */
  void quiet() {
    quiet = true;
  }

  /** Pause between two probes, ns: short at first, after a long silence they cost less. */
  long pauseNs(long nowNs, int overheadBytes) {
    long air = PROBE_SHARE * pacer.airNs(PROBE_BYTES + overheadBytes) + TURNS * pacer.turnNs();
    long silence = ns(nowNs);
    int doublings = silence < Limits.SHORT_SILENCE_NS ? 0 : silence < Limits.LONG_SILENCE_NS ? 1 : MOST_DOUBLINGS;
    long pause = Math.max(Limits.LEAST_PROBE_PAUSE_NS << doublings, air);
    return dials ? pause : pause + pause / 2;
  }

  /**
   * When the link is called dead if nothing is heard until then, ns of silence.
   *
   * @param deadAfterNs at least
   * @param lossOut share of our packets that are lost, NaN if not known
   * @param lossIn share of the peer's
   */
  boolean isDead(long nowNs, long deadAfterNs, double lossOut, double lossIn) {
    long silence = ns(nowNs);
    return silence >= deadAfterNs && (silence >= MOST_PATIENCE * deadAfterNs || asked >= needed(lossOut, lossIn));
  }

  /** Probes without an answer after which losses alone explain the silence no more. */
  private static int needed(double lossOut, double lossIn) {
    double answered = answered(lossOut, lossIn);
    double needed = answered >= 1 ? 0 : Math.log(MISTAKE) / Math.log(1 - answered);
    return (int) Math.max(LEAST_ASKED, Math.min(MOST_ASKED, Math.ceil(needed)));
  }

  /** Share of questions that get their answer, above 0 to 1. */
  static double answered(double lossOut, double lossIn) {
    return (1 - known(lossOut)) * (1 - known(lossIn));
  }

  private static double known(double loss) {
    return Double.isNaN(loss) ? 0 : Math.max(0, Math.min(MOST_LOSS, loss));
  }
}
