package io.busbar.iec60870.apci;

/**
 * Windows and time-outs, with the standard's defaults (IEC 60870-5-104 §9.6).
 *
 * @param k most frames sent and not acknowledged, 1…32,767; 12
 * @param w acknowledge at the latest after so many received, at most two thirds of k is advised; 8
 * @param t1Ns a sent frame must be acknowledged or confirmed within; 15 s
 * @param t2Ns a received frame is acknowledged within, less than t1; 10 s
 * @param t3Ns a silent connection is tested after; 20 s
 */
public record ApciTiming(int k, int w, long t1Ns, long t2Ns, long t3Ns) {
  private static final long S = 1_000_000_000L;
  /** What the standard proposes. */
  public static final ApciTiming STANDARD = new ApciTiming(12, 8, 15 * S, 10 * S, 20 * S);

  /** Checks the ranges. */
  public ApciTiming {
    if (k < 1 || k > 32_767 || w < 1 || w > 32_767 || t1Ns <= 0 || t2Ns <= 0 || t2Ns >= t1Ns || t3Ns <= 0) {
      throw new IllegalArgumentException("k and w are 1 to 32767 and t2 is less than t1; not k " + k + ", w " + w + ", t1 " + t1Ns + " ns, t2 " + t2Ns
          + " ns");
    }
  }
}
