package io.busbar.demo.check;

import java.util.Arrays;

/** A list of longs that grows. Not thread-safe. */
final class LongList {
  private long[] items = new long[16];
  private int size;

  void add(long item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  long get(int index) {
    return items[index];
  }

  int size() {
    return size;
  }

  long[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
