package io.busbar.codec.stream;

import io.busbar.codec.mix.Bit;
import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;

/** Codes the bits of a floating value that nothing foretells: sign, exponent and the highest bits of the fraction as they are likely. */
final class Raw {
  private static final int TABLE_BITS = 13;
  private static final int EXPONENT_BITS = 11;
  private static final int FRACTION_BITS = 52;
  private static final int HIGH_BITS = 3;
  /** Bits of the fraction that a binary32 has not. */
  private static final int NARROW_BITS = 29;

  private final int[] table = new int[1 << TABLE_BITS];

  Raw() {
    Arrays.fill(table, Bit.NEW);
  }

  long code(BinaryCoder coder, int point, long bits) {
    long sign = bit(coder, point, 0, (int) (bits >>> 63));
    long exponent = tree(coder, point, 1 << 16, (int) (bits >>> FRACTION_BITS), EXPONENT_BITS);
    long high = tree(coder, point, (2 << 16) | (((int) exponent & 0xFF) << 8), (int) (bits >>> (FRACTION_BITS - HIGH_BITS)), HIGH_BITS);
    long coded = (sign << 63) | (exponent << FRACTION_BITS) | (high << (FRACTION_BITS - HIGH_BITS));
    int narrow = bit(coder, point, 3 << 16, (bits & ((1L << NARROW_BITS) - 1)) == 0 ? 1 : 0);
    int least = narrow == 1 ? NARROW_BITS : 0;
    return coded | (coder.bits((bits & ((1L << (FRACTION_BITS - HIGH_BITS)) - 1)) >>> least, FRACTION_BITS - HIGH_BITS - least) << least);
  }

  private int tree(BinaryCoder coder, int point, int context, int value, int width) {
    int node = 1;
    for (int i = width - 1; i >= 0; i--) {
      node = (node << 1) | bit(coder, point, context + node, value >>> i & 1);
    }
    return node - (1 << width);
  }

  private int bit(BinaryCoder coder, int point, int context, int bit) {
    int hash = ((point * 0x2C1B3C6D) ^ context) * 0x9E3779B1;
    return Bit.code(coder, table, ((hash ^ (hash >>> 15)) * 0x85EBCA6B) >>> (32 - TABLE_BITS), bit);
  }
}
