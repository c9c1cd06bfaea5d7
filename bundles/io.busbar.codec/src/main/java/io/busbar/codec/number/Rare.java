package io.busbar.codec.number;

import io.busbar.codec.mix.Behind;
import io.busbar.codec.mix.Bit;
import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;

/** Flags and numbers of any size that come seldom: each bit in a context of its own, nothing predicted. */
final class Rare {
  private final int[] states = new int[1 << 12];
  private final Behind behind;
  private BinaryCoder coder = new BinaryCoder();
  private boolean learn = true;

  Rare(Behind behind) {
    this.behind = behind;
    Arrays.fill(states, Bit.NEW);
  }

  void begin(BinaryCoder newCoder, boolean learning) {
    coder = newCoder;
    learn = learning;
  }

  int flag(int context, int bit) {
    return learn ? Bit.code(coder, states, context, bit) : behind.code(coder, Behind.PLAIN + context, bit, 1 << 21);
  }

  /** Codes a number from 0 on: its length, then the bits below the highest. Uses 64 contexts from that one on. */
  long gamma(int context, long value) {
    int length = 64 - Long.numberOfLeadingZeros(value + 1);
    int n = 1;
    while (n < 64 && flag(context + n, length > n ? 1 : 0) == 1) {
      n++;
    }
    long low = n == 1 ? 0 : coder.bits(value + 1, n - 1);
    return ((1L << (n - 1)) | low) - 1;
  }
}
