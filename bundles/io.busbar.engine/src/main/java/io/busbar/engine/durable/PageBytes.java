package io.busbar.engine.durable;

import java.util.Arrays;

/**
 * A page as bytes, written and read in order. Neighbouring devices' points have much in common (times, qualities), so a value is
 * stored as its difference to the value of the same column in the node before, and not at all where there is none.
 *
 * <pre>
 *  +-----------+---------------------+------------------------------------------------------------+
 *  | v(layout) | bit per node, ⌈n/8⌉ | for each node whose bit is set: bit per column, ⌈c/8⌉, then |
 *  |           | set: not initial    | for each column whose bit is set its difference             |
 *  +-----------+---------------------+------------------------------------------------------------+
 *  difference d, written as z = d &lt;&lt; 1 ^ d &gt;&gt; 63:
 *  +-------------------------------+---------------------------+
 *  | zero bytes left out low, 4 b  | z without them, big endian |
 *  | bytes that follow, 4 b        |                           |
 *  +-------------------------------+---------------------------+
 *  v(n): 7 bits a byte, the lowest first, bit 7 set: more follow
 * </pre>
 */
final class PageBytes {
  private byte[] bytes = new byte[256];
  private int size;
  private int position;

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Reads from the start of a stored page. */
  void read(byte[] page) {
    bytes = page.clone();
    size = page.length;
    position = 0;
  }

  private void add(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  private int next() {
    if (position >= size) {
      throw new IllegalArgumentException("a page ends too early");
    }
    return bytes[position++] & 0xFF;
  }

  void addVarint(int value) {
    int rest = value;
    while (rest > 0x7F) {
      add((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    add(rest);
  }

  int nextVarint() {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 7) {
      int b = next();
      value |= (b & 0x7F) << shift;
      if ((b & 0x80) == 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a page with a number that is too long");
  }

  /** Makes room for that many bits, all 0; returns where they are. */
  int addBits(int count) {
    int at = size;
    for (int i = 0; i < count; i += 8) {
      add(0);
    }
    return at;
  }

  void setBit(int at, int bit) {
    bytes[at + (bit >> 3)] |= (byte) (1 << (bit & 7));
  }

  /** Passes that many bits; returns where they are. */
  int nextBits(int count) {
    int at = position;
    for (int i = 0; i < count; i += 8) {
      next();
    }
    return at;
  }

  boolean bit(int at, int bit) {
    return (bytes[at + (bit >> 3)] & (1 << (bit & 7))) != 0;
  }

  void addDifference(long difference) {
    long z = (difference << 1) ^ (difference >> 63);
    int low = Long.numberOfTrailingZeros(z) >> 3;
    long kept = z >>> (low << 3);
    int count = (71 - Long.numberOfLeadingZeros(kept)) >> 3;
    add((low << 4) | count);
    for (int shift = (count - 1) << 3; shift >= 0; shift -= 8) {
      add((int) (kept >>> shift));
    }
  }

  long nextDifference() {
    int head = next();
    int low = head >> 4;
    int count = head & 0xF;
    if (low + count > Long.BYTES) {
      throw new IllegalArgumentException("a page with a number of " + (low + count) + " bytes");
    }
    long kept = 0;
    for (int i = 0; i < count; i++) {
      kept = (kept << 8) | next();
    }
    long z = kept << (low << 3);
    return (z >>> 1) ^ -(z & 1);
  }
}
