package io.busbar.driver.iec60870.master;

import java.util.Arrays;

/**
 * Units of one connection that came and are not settled, by their devices. Units settle in order for each device, but not across devices; what
 * may be acknowledged is everything before the oldest that is not settled.
 */
final class SettleWindow {
  /** Units that can be open at once; the link's own window is far smaller. */
  static final int MAX_OPEN = 4_096;
  private static final int SETTLED = -1;

  private final int[] owner = new int[MAX_OPEN];
  private long first;
  private long next;

  /** Whether one more may come. */
  boolean isFull() {
    return next - first == MAX_OPEN;
  }

  /** The next unit came and waits for its device's settling. */
  void opened(int device) {
    owner[(int) (next++ % MAX_OPEN)] = device;
  }

  /** The next unit came and there is nothing to settle. */
  void passed() {
    opened(SETTLED);
    advance();
  }

  /** All units of a device up to a number are settled. */
  void settled(int device, long number) {
    for (long i = first; i < next && i <= number; i++) {
      int at = (int) (i % MAX_OPEN);
      if (owner[at] == device) {
        owner[at] = SETTLED;
      }
    }
    advance();
  }

  /** A device is gone: nobody will settle its units. */
  void forget(int device) {
    settled(device, Long.MAX_VALUE);
  }

  private void advance() {
    while (first < next && owner[(int) (first % MAX_OPEN)] == SETTLED) {
      first++;
    }
  }

  /** Units from the first one on that are settled. */
  long count() {
    return first;
  }

  /** Units that are not. */
  int open() {
    return (int) (next - first);
  }

  /** A new connection, or one that goes on after so many units that are settled. */
  void restart(long settledBefore) {
    Arrays.fill(owner, SETTLED);
    first = settledBefore;
    next = settledBefore;
  }
}
