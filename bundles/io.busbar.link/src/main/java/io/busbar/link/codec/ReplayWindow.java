package io.busbar.link.codec;

/**
 * Which packet numbers have been opened: none is opened twice, and none that is too old to know. Not thread-safe.
 * A window of 4,096 numbers as in RFC 6479, in a ring of bits.
 */
public final class ReplayWindow {
  /** Numbers that are remembered. */
  public static final int SIZE = 4_096;

  private static final int MASK = SIZE - 1;

  private final long[] bits = new long[SIZE / 64];
  private long largest;

  /** Whether a packet of that number may be opened: it is new. Number 0 was the handshake. */
  public boolean isNew(long number) {
    return number > largest || (number > 0 && largest - number < SIZE && !get(number));
  }

  /** The highest number that was opened, 0 before the first. */
  public long largest() {
    return largest;
  }

  /** A packet of that number was authentic. */
  public void opened(long number) {
    if (number > largest) {
      long from = Math.max(largest + 1, number - MASK);
      for (long n = from; n < number; n++) {
        set(n, false);
      }
      largest = number;
    }
    set(number, true);
  }

  private boolean get(long number) {
    int at = (int) number & MASK;
    return (bits[at >>> 6] >>> (at & 63) & 1) != 0;
  }

  private void set(long number, boolean value) {
    int at = (int) number & MASK;
    long bit = 1L << (at & 63);
    bits[at >>> 6] = value ? bits[at >>> 6] | bit : bits[at >>> 6] & ~bit;
  }
}
