package io.busbar.filter.script.codec;

import io.busbar.api.data.Kind;

/**
 * What one call hands a script: up to {@link #MOST} samples of one device, each with the values of all inputs. One thread at a
 * time; filled once.
 */
public final class Readings {
  /** Samples of one call at most. */
  public static final int MOST = 4;

  private final Kind[] kinds;
  /** Value bits, inputs of the first sample first. */
  public final long[] bits;
  /** Quality bits, as {@link #bits}. */
  public final int[] quality;
  /** Source times, ns. */
  public final long[] sourceTime = new long[MOST];
  /** Time qualities. */
  public final byte[] timeQuality = new byte[MOST];
  /** Gateway times, ns. */
  public final long[] gatewayTime = new long[MOST];
  /** Causes. */
  public final byte[] cause = new byte[MOST];
  /** Native codes. */
  public final int[] nativeCode = new int[MOST];

  private int count;

  /** No samples of a stage with such inputs. */
  public Readings(Kind... kinds) {
    this.kinds = kinds.clone();
    bits = new long[MOST * kinds.length];
    quality = new int[MOST * kinds.length];
  }

  /** Makes room for the next sample and returns its number. */
  public int add() {
    return count++;
  }

  /** Samples in it. */
  public int count() {
    return count;
  }

  /** Inputs of the stage. */
  public int inputs() {
    return kinds.length;
  }

  /** Kind of an input. */
  public Kind kind(int input) {
    return kinds[input];
  }

  /** Whether the first sample is the one with these times, value and quality. */
  public boolean startsWith(long firstBits, int firstQuality, long firstSourceTime, long firstGatewayTime) {
    return count > 0 && bits[0] == firstBits && quality[0] == firstQuality && sourceTime[0] == firstSourceTime
        && gatewayTime[0] == firstGatewayTime;
  }
}
