package io.busbar.link.repair;

import java.util.List;

/**
 * How segments become a symbol. A segment counts as {@code length u16 | bytes | zeros} up to the length of the symbol;
 * the symbol is the sum over the segments, each times its {@link #coefficient}.
 */
public final class RepairSymbol {
  /** Segments that one symbol may cover. */
  public static final int MAX_SEGMENTS = 64;
  /** The length in front of each segment. */
  public static final int LENGTH_BYTES = 2;

  private RepairSymbol() {}

  /**
   * The coefficient of a segment, 1…255.
   *
   * @param seed of the symbol, 0…255
   * @param segment number of the segment; its low 16 bits count
   */
  public static int coefficient(int seed, long segment) {
    int h = (seed & 0xFF) * 0x9E3779B1 ^ ((int) segment & 0xFFFF) * 0x85EBCA6B;
    h ^= h >>> 15;
    h *= 0x2C1B3C6D;
    h ^= h >>> 13;
    h *= 0x297A2D39;
    h ^= h >>> 16;
    return 1 + Integer.remainderUnsigned(h, 255);
  }

  /** The symbol of consecutive segments from {@code first} on; as long as the longest of them and its length. */
  public static byte[] of(int seed, long first, List<byte[]> segments) {
    int longest = 0;
    for (byte[] segment : segments) {
      longest = Math.max(longest, segment.length);
    }
    byte[] symbol = new byte[LENGTH_BYTES + longest];
    for (int i = 0; i < segments.size(); i++) {
      add(symbol, segments.get(i), coefficient(seed, first + i));
    }
    return symbol;
  }

  /** Adds a segment times a factor; in this field that also takes it away. It must fit. */
  static void add(byte[] symbol, byte[] segment, int factor) {
    symbol[0] ^= (byte) Field256.multiply(factor, segment.length >>> 8 & 0xFF);
    symbol[1] ^= (byte) Field256.multiply(factor, segment.length & 0xFF);
    Field256.addMultiple(symbol, LENGTH_BYTES, segment, factor);
  }
}
