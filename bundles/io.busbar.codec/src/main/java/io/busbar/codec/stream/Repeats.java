package io.busbar.codec.stream;

import io.busbar.codec.mix.Bit;
import io.busbar.codec.range.BinaryCoder;
import java.util.Arrays;

/** The last distinct values that cost much: one that comes again is said by its place among them. */
final class Repeats {
  /** Bits of a place. */
  static final int PLACE_BITS = 12;

  private static final int VALUES = 1 << PLACE_BITS;

  private final long[] values = new long[VALUES];
  /** First place of a hash, and the place after a place, each + 1. */
  private final int[] first = new int[VALUES];
  private final int[] after = new int[VALUES];
  private final int[] places = new int[VALUES];
  private int count;

  Repeats() {
    Arrays.fill(places, Bit.NEW);
  }

  /** The place of a value, or −1. */
  int find(long value) {
    int at = first[slot(value)];
    while (at != 0 && values[at - 1] != value) {
      at = after[at - 1];
    }
    return at - 1;
  }

  /** Codes a place and returns its value. */
  long code(BinaryCoder coder, int place) {
    int node = 1;
    for (int i = PLACE_BITS - 1; i >= 0; i--) {
      node = (node << 1) | Bit.code(coder, places, node, place >>> i & 1);
    }
    return values[node - VALUES];
  }

  /** Remembers a value that is not there; the oldest goes. */
  void add(long value) {
    int place = count & (VALUES - 1);
    if (count >= VALUES) {
      remove(place);
    }
    count = count + 1 == VALUES * 2 ? VALUES : count + 1;
    values[place] = value;
    int slot = slot(value);
    after[place] = first[slot];
    first[slot] = place + 1;
  }

  private void remove(int place) {
    int slot = slot(values[place]);
    if (first[slot] == place + 1) {
      first[slot] = after[place];
      return;
    }
    int at = first[slot];
    while (after[at - 1] != place + 1) {
      at = after[at - 1];
    }
    after[at - 1] = after[place];
  }

  private static int slot(long value) {
    long hash = value * 0x9E3779B97F4A7C15L;
    hash = (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
    return (int) (hash >>> (64 - PLACE_BITS));
  }
}
