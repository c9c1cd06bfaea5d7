package io.busbar.api.link;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of positions of one journal stream, kept as intervals: what central has of a gateway, what an uplink has sent.
 * Positions count from 1. Not thread-safe; at most {@link #MAX_INTERVALS} intervals, so memory is bounded at 1 MiB.
 *
 * <p>Its bytes (all numbers are unsigned LEB128 varints), used in the welcome and as stored state:
 * <pre>
 * +-------+----------------+-----------+-----+----------------+-----------+
 * | count | from₁          | length₁−1 | ... | fromₙ − toₙ₋₁  | lengthₙ−1 |
 * +-------+----------------+-----------+-----+----------------+-----------+
 * </pre>
 */
public final class PositionSet {
  /** Most intervals that a set holds. */
  public static final int MAX_INTERVALS = 32_768;

  private long[] from = new long[8];
  private long[] to = new long[8];
  private int count;

  /** An empty set. */
  public PositionSet() {}

  /** A copy. */
  public PositionSet(PositionSet other) {
    from = Arrays.copyOf(other.from, other.from.length);
    to = Arrays.copyOf(other.to, other.to.length);
    count = other.count;
  }

  /** Adds one position; see {@link #addRange}. */
  public boolean add(long position) {
    return addRange(position, position);
  }

  /**
   * Adds positions.
   *
   * @param first first position, at least 1
   * @param last last position, at least {@code first}
   * @return false if the set has no room for one more interval: then nothing was added
   */
  public boolean addRange(long first, long last) {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no range of positions: " + first + "…" + last);
    }
    // Intervals lo…hi−1 touch or overlap the range and melt into it.
    int lo = count;
    while (lo > 0 && to[lo - 1] >= first - 1) {
      lo--;
    }
    int hi = lo;
    while (hi < count && from[hi] - 1 <= last) {
      hi++;
    }
    if (lo == hi && count == MAX_INTERVALS) {
      return false;
    }
    long newFrom = lo < hi ? Math.min(first, from[lo]) : first;
    long newTo = lo < hi ? Math.max(last, to[hi - 1]) : last;
    replace(lo, hi, newFrom, newTo);
    return true;
  }

  private void replace(int lo, int hi, long newFrom, long newTo) {
    int newCount = count - (hi - lo) + 1;
    if (newCount > from.length) {
      int capacity = Math.min(MAX_INTERVALS, from.length * 2);
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
    }
    System.arraycopy(from, hi, from, lo + 1, count - hi);
    System.arraycopy(to, hi, to, lo + 1, count - hi);
    from[lo] = newFrom;
    to[lo] = newTo;
    count = newCount;
  }

  /** Whether a position is in the set. */
  public boolean contains(long position) {
    int at = indexAtOrBelow(position);
    return at >= 0 && position <= to[at];
  }

  /** The first position from {@code start} on (at least 1) that is not in the set. */
  public long firstMissing(long start) {
    int at = indexAtOrBelow(start);
    return at >= 0 && start <= to[at] ? to[at] + 1 : start;
  }

  /** The first position from {@code start} on that is in the set; {@link Long#MAX_VALUE} if there is none. */
  public long firstPresent(long start) {
    int at = indexAtOrBelow(start);
    if (at >= 0 && start <= to[at]) {
      return start;
    }
    return at + 1 < count ? from[at + 1] : Long.MAX_VALUE;
  }

  /** The last position of the unbroken run from 1; 0 if 1 is missing. */
  public long contiguous() {
    return count > 0 && from[0] == 1 ? to[0] : 0;
  }

  /** The highest position; 0 if the set is empty. */
  public long highest() {
    return count == 0 ? 0 : to[count - 1];
  }

  /** How many positions it holds. */
  public long size() {
    long size = 0;
    for (int i = 0; i < count; i++) {
      size += to[i] - from[i] + 1;
    }
    return size;
  }

  /** How many intervals. */
  public int intervals() {
    return count;
  }

  /** First position of an interval, by its index from 0 in ascending order. */
  public long intervalFrom(int index) {
    return from[index];
  }

  /** Last position of an interval. */
  public long intervalTo(int index) {
    return to[index];
  }

  /** The bytes of its lowest intervals; what is cut off is only sent twice, and removed as a duplicate. */
  public byte[] encode(int maxIntervals) {
    int n = Math.min(count, maxIntervals);
    WireWriter out = new WireWriter(16 + n * 4);
    write(out, n);
    return out.toBytes();
  }

  /** The set in those bytes; null if they hold none. */
  public static @Nullable PositionSet decode(byte[] bytes) {
    WireReader in = new WireReader(bytes, 0);
    PositionSet set = read(in);
    return in.failed() ? null : set;
  }

  void write(WireWriter out, int intervals) {
    out.varint(intervals);
    long end = 0;
    for (int i = 0; i < intervals; i++) {
      out.varint(from[i] - end);
      out.varint(to[i] - from[i]);
      end = to[i];
    }
  }

  static PositionSet read(WireReader in) {
    PositionSet set = new PositionSet();
    long intervals = in.varint();
    if (intervals < 0 || intervals > MAX_INTERVALS) {
      in.fail();
      return set;
    }
    long end = 0;
    for (long i = 0; i < intervals && !in.failed(); i++) {
      long start = end + in.varint();
      long last = start + in.varint();
      // An overflow makes one of them wrap below what came before.
      if (in.failed() || start <= end || last < start) {
        in.fail();
      } else {
        set.addRange(start, last);
        end = last;
      }
    }
    return set;
  }

  private int indexAtOrBelow(long position) {
    int at = Arrays.binarySearch(from, 0, count, position);
    return at >= 0 ? at : -at - 2;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PositionSet that && count == that.count
        && Arrays.equals(from, 0, count, that.from, 0, count) && Arrays.equals(to, 0, count, that.to, 0, count);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < count; i++) {
      hash = 31 * (31 * hash + Long.hashCode(from[i])) + Long.hashCode(to[i]);
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < Math.min(count, 20); i++) {
      text.append(i == 0 ? "" : ", ").append(from[i]).append(to[i] > from[i] ? "…" + to[i] : "");
    }
    return text.append(count > 20 ? ", … " + count + " intervals}" : "}").toString();
  }
}
