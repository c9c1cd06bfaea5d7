package io.busbar.demo.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Everything that the sink wrote of one point, in the order of writing.
 */
final class Series {
  private static final int INDEX_BITS = 20;
  private final LongList times = new LongList();
  private final LongList values = new LongList();
  private final LongList keys = new LongList();
  private final LongList received = new LongList();
  private final LongList flags = new LongList();

  /** Adds a sample. {@code journal} numbers its epoch and stream, {@code lane} its lane, from 0. */
  void add(SinkSample sample, int journal, int lane) {
    times.add(sample.time());
    values.add(Double.doubleToRawLongBits(sample.value()));
    keys.add((sample.position() << INDEX_BITS) | sample.index());
    received.add(sample.received());
    flags.add((sample.good() ? 1 : 0) | (lane << 1) | ((long) journal << 8));
  }

  int size() {
    return times.size();
  }

  long time(int row) {
    return times.get(row);
  }

  double value(int row) {
    return Double.longBitsToDouble(values.get(row));
  }

  long received(int row) {
    return received.get(row);
  }

  boolean good(int row) {
    return (flags.get(row) & 1) != 0;
  }

  /** Epoch, stream and lane together: order holds within one. */
  private long order(int row) {
    return flags.get(row) >> 1;
  }

  private long journal(int row) {
    return flags.get(row) >> 8;
  }

  /** Samples that carry an identity which another one of this point carries too. */
  int duplicates() {
    record Identity(long journal, long key) implements Comparable<Identity> {
      @Override
      public int compareTo(Identity other) {
        int byJournal = Long.compare(journal, other.journal);
        return byJournal != 0 ? byJournal : Long.compare(key, other.key);
      }
    }
    Identity[] all = new Identity[size()];
    for (int row = 0; row < all.length; row++) {
      all[row] = new Identity(journal(row), keys.get(row));
    }
    Arrays.sort(all);
    int duplicates = 0;
    for (int i = 1; i < all.length; i++) {
      duplicates += all[i].equals(all[i - 1]) ? 1 : 0;
    }
    return duplicates;
  }

  /** Samples that came after one of the same lane with a later position or a later source time. */
  int disorder() {
    Map<Long, long[]> newest = new HashMap<>();
    int disorder = 0;
    for (int row = 0; row < size(); row++) {
      long[] last = newest.computeIfAbsent(order(row), any -> new long[] {Long.MIN_VALUE, Long.MIN_VALUE});
      boolean late = keys.get(row) < last[0] || times.get(row) < last[1];
      disorder += late ? 1 : 0;
      last[0] = Math.max(last[0], keys.get(row));
      last[1] = Math.max(last[1], times.get(row));
    }
    return disorder;
  }

  /** Rows by source time. */
  int[] byTime() {
    return IntStream.range(0, size()).boxed()
        .sorted(Comparator.comparingLong(this::time)).mapToInt(Integer::intValue).toArray();
  }
}
