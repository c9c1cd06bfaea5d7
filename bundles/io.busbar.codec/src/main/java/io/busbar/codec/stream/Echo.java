package io.busbar.codec.stream;

import java.util.Arrays;

/**
 * What came last time after the same values: the last values of all points, and for each point a place among them from which on
 * its values have come again. That place may be in the past of the point itself (a profile that repeats) or in that of another one
 * (two columns that are the same).
 */
final class Echo {
  /** Longest agreement that is told apart. */
  static final int MOST_LENGTH = 15;

  private static final int TABLE_PER_VALUE = 2;
  private static final int LEAST_VALUES = 1_024;

  private static final int MANY_VALUES = 1 << 17;
  private static final int VALUES_PER_POINT = 512;

  private final int mostValues;
  private long[] values = new long[LEAST_VALUES];
  private int[] next = new int[LEAST_VALUES];
  private int[] table = new int[LEAST_VALUES * TABLE_PER_VALUE];
  private int count = 1;
  private int candidateAt;

  /** Remembers so many values at most, a power of two. */
  Echo(int mostValues) {
    this.mostValues = mostValues;
  }

  /** Whether there is a value that a point is likely to have now: then it is {@link #candidate()}. */
  boolean find(Point point) {
    candidateAt = 0;
    if (isKnown(point.echoAt)) {
      int following = next[point.echoAt & (values.length - 1)];
      if (isKnown(following)) {
        candidateAt = following;
        return true;
      }
    }
    return false;
  }

  long candidate() {
    return values[candidateAt & (values.length - 1)];
  }

  /** Remembers a value of a point of so many, after {@link #find}. */
  void remember(Point point, long value, int points) {
    int most = Math.min(mostValues, Math.max(MANY_VALUES, points * VALUES_PER_POINT));
    if (count == values.length && values.length < most) {
      grow();
    }
    int mask = values.length - 1;
    int now = count;
    count = count == -1 ? 1 : count + 1;
    values[now & mask] = value;
    next[now & mask] = 0;
    if (isKnown(point.echoLast)) {
      next[point.echoLast & mask] = now;
    }
    long pair = value * 0x9E3779B97F4A7C15L + point.echoValue;
    int own2 = slot(pair ^ ((long) point.id << 32) ^ 1);
    int own1 = slot(value ^ ((long) point.id << 32) ^ 2);
    int any = slot(value ^ 3);
    if (candidateAt != 0 && values[candidateAt & mask] == value) {
      point.echoAt = candidateAt;
      point.echoLength = Math.min(MOST_LENGTH, point.echoLength + 1);
    } else {
      anew(point, value, own2, own1, any);
    }
    table[own2] = now;
    table[own1] = now;
    table[any] = now;
    point.echoLast = now;
    point.echoValue = value;
  }

  private void anew(Point point, long value, int own2, int own1, int any) {
    int at = candidateAt;
    int length = 0;
    if (holds(table[own2], value)) {
      at = table[own2];
      length = 2;
    } else if (holds(table[own1], value)) {
      at = table[own1];
      length = 1;
    } else if (holds(table[any], value)) {
      at = table[any];
    }
    point.echoAt = at;
    point.echoLength = length;
  }

  private boolean holds(int at, long value) {
    return isKnown(at) && values[at & (values.length - 1)] == value;
  }

  private boolean isKnown(int at) {
    int age = count - at;
    return at != 0 && age > 0 && age < values.length;
  }

  private int slot(long context) {
    long hash = context * 0x9E3779B97F4A7C15L;
    hash = (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
    return (int) (hash >>> 40) & (table.length - 1);
  }

  /** Up to the first so many values the places in the larger table are the same as in the smaller one. */
  private void grow() {
    values = Arrays.copyOf(values, values.length * 2);
    next = Arrays.copyOf(next, next.length * 2);
    int[] larger = new int[table.length * 2];
    System.arraycopy(table, 0, larger, 0, table.length);
    System.arraycopy(table, 0, larger, table.length, table.length);
    table = larger;
  }
}
