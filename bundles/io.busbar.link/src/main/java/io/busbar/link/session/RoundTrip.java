package io.busbar.link.session;

/** Smoothed round trip and its variation (RFC 6298 §2), ns. */
final class RoundTrip {
  private final long guessNs;
  private double smoothedNs;
  private double variationNs;
  private boolean measured;

  RoundTrip(long guessNs) {
    this.guessNs = guessNs;
    this.smoothedNs = guessNs;
    this.variationNs = guessNs / 2.0;
  }

  void sample(long ns) {
    if (measured) {
      variationNs += (Math.abs(ns - smoothedNs) - variationNs) / 4;
      smoothedNs += (ns - smoothedNs) / 8;
    } else {
      smoothedNs = ns;
      variationNs = ns / 2.0;
      measured = true;
    }
  }

  /** The path is another one: measured anew. */
  void forget() {
    measured = false;
    smoothedNs = guessNs;
    variationNs = guessNs / 2.0;
  }

  long smoothedNs() {
    return (long) smoothedNs;
  }

  /** How long an answer takes at the very most, without the peer's own delay. */
  long timeoutNs() {
    return (long) (smoothedNs + Math.max(4 * variationNs, 10_000_000));
  }

  /** Milliseconds, NaN before the first measurement. */
  double ms() {
    return measured ? smoothedNs / 1e6 : Double.NaN;
  }

  long guessNs() {
    return guessNs;
  }
}
