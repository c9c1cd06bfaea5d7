package io.busbar.engine.agent;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from one thread to one other, without locks or memory taken.
 *
 * @param <T> what is handed over
 */
public final class SpscRing<T> {
  private final AtomicReferenceArray<@Nullable T> cells;
  private final int mask;
  private final AtomicLong produced = new AtomicLong();
  private final AtomicLong consumed = new AtomicLong();

  /**
   * An empty ring.
   *
   * @param leastCapacity rounded up to a power of two
   */
  public SpscRing(int leastCapacity) {
    int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, leastCapacity - 1)) << 1);
    cells = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /** Adds at the end. Producer's thread. Returns false if it is full. */
  public boolean offer(T item) {
    long at = produced.get();
    if (at - consumed.get() > mask) {
      return false;
    }
    cells.set((int) at & mask, item);
    produced.set(at + 1);
    return true;
  }

  /** The first, left where it is; null if empty. Consumer's thread. */
  public @Nullable T peek() {
    long at = consumed.get();
    return at == produced.get() ? null : cells.get((int) at & mask);
  }

  /** Takes the first, or null. Consumer's thread. */
  public @Nullable T poll() {
    T first = peek();
    if (first != null) {
      long at = consumed.get();
      cells.set((int) at & mask, null);
      consumed.set(at + 1);
    }
    return first;
  }

  /** How many were ever added. Any thread. */
  public long produced() {
    return produced.get();
  }

  /** How many were ever taken. Any thread. */
  public long consumed() {
    return consumed.get();
  }

  /** Whether nothing is in it now. Any thread. */
  public boolean isEmpty() {
    return produced.get() == consumed.get();
  }
}
