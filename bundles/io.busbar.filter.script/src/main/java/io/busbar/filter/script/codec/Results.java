package io.busbar.filter.script.codec;

/** What one call gave: samples and the state of the device. Not changed once it is read. */
public final class Results {
  /** Samples that can come of one call. */
  public static final int MOST = 8;

  /** State as JSON. */
  public final byte[] state;
  /** Which of the samples that went in it was made of. */
  public final int[] from;
  /** Value bits in the kind that the stage gives. */
  public final long[] bits;
  /** Quality bits. */
  public final int[] quality;
  /** Source times, ns. */
  public final long[] sourceTime;
  /** Whether the script has set another source time. */
  public final boolean[] restamped;

  /** Room for results. */
  Results(byte[] state, int count) {
    this.state = state;
    from = new int[count];
    bits = new long[count];
    quality = new int[count];
    sourceTime = new long[count];
    restamped = new boolean[count];
  }

  /** Number of samples. */
  public int count() {
    return from.length;
  }
}
