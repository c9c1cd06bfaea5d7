package io.busbar.driver.iec60870.master;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;

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

  /** Units of devices that are not wanted are settled by nobody. */
  void keepOnly(IntPredicate wanted) {
    for (long i = first; i < next; i++) {
      int at = (int) (i % MAX_OPEN);
      owner[at] = wanted.test(owner[at]) ? owner[at] : SETTLED;
    }
    advance();
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

  /**
   * Writes the units that are not settled.
   *
   * <pre>
   *  0       8       12
   *  | first | count | device int32 of each, −1 if it is settled | …
   * </pre>
   */
  void save(DataOutput into) throws IOException {
    into.writeLong(first);
    into.writeInt(open());
    for (long i = first; i < next; i++) {
      into.writeInt(owner[(int) (i % MAX_OPEN)]);
    }
  }

  /** Goes on where another one stood. */
  void load(DataInput from) throws IOException {
    restart(from.readLong());
    int open = from.readInt();
    if (open < 0 || open > MAX_OPEN) {
      throw new IOException(open + " units are not settled");
    }
    for (int i = 0; i < open; i++) {
      opened(from.readInt());
    }
    advance();
  }

  /** A new connection, or one that goes on after so many units that are settled. */
  void restart(long settledBefore) {
    Arrays.fill(owner, SETTLED);
    first = settledBefore;
    next = settledBefore;
  }
}
