package io.busbar.journal.log;

import java.util.Arrays;

/** Where in a segment positions are, every so many bytes; filled in order by whoever walks over it first. Thread-safe. */
final class SparseIndex {
  /** Distance of entries. */
  static final int EVERY_BYTES = 16 << 10;

  private long[] offsets = new long[4];
  /** For entry i and stream s, at COUNT × i + s: last position before the entry's offset. */
  private long[] lasts = new long[4 * Streams.COUNT];
  private int size;

  /** Notes the last positions that stand before an offset; ignored if too near to the last entry or before it. */
  synchronized void note(long offset, long[] lastPositions) {
    if (offset < (size == 0 ? 0 : offsets[size - 1]) + EVERY_BYTES) {
      return;
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      lasts = Arrays.copyOf(lasts, lasts.length * 2);
    }
    offsets[size] = offset;
    System.arraycopy(lastPositions, 0, lasts, size * Streams.COUNT, Streams.COUNT);
    size++;
  }

  /**
   * The best offset to look for a position.
   *
   * @param lastPositions gets what stands before that offset
   * @return the offset, or {@code first} if there is no entry before the position
   */
  synchronized long before(int stream, long position, long first, long[] lastPositions) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lasts[middle * Streams.COUNT + stream] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      Arrays.fill(lastPositions, 0);
      return first;
    }
    System.arraycopy(lasts, (low - 1) * Streams.COUNT, lastPositions, 0, Streams.COUNT);
    return offsets[low - 1];
  }
}
