package io.busbar.iec60870.station;

/**
 * Encoded units of events in their order, in one ring of bytes: those that were sent and not acknowledged, then those that wait. When it is full
 * the oldest that waits makes room and is counted, as in any station; the ones that are out are kept.
 */
final class EventQueue {
  private final byte[][] units;
  private final int[] lengths;
  private long acknowledged;
  private long sent;
  private long end;
  private long dropped;
  private long givenUp;

  EventQueue(int capacity, int unitBytes) {
    units = new byte[capacity][unitBytes];
    lengths = new int[capacity];
  }

  /** Puts a unit behind the others. */
  void add(byte[] unit, int length) {
    if (end - acknowledged == units.length) {
      if (sent == end) {
        acknowledged++; // all of them are out: the oldest is given up, and its acknowledgement, when it comes, is for none that is kept
        givenUp++;
      } else {
        dropOldestWaiting();
      }
      dropped++;
    }
    int at = slot(end);
    System.arraycopy(unit, 0, units[at], 0, length);
    lengths[at] = length;
    end++;
  }

  private void dropOldestWaiting() {
    byte[] spare = units[slot(sent)];
    for (long i = sent; i + 1 < end; i++) {
      units[slot(i)] = units[slot(i + 1)];
      lengths[slot(i)] = lengths[slot(i + 1)];
    }
    end--;
    units[slot(end)] = spare;
  }

  private int slot(long index) {
    return (int) (index % units.length);
  }

  boolean isEmpty() {
    return sent == end;
  }

  byte[] unit() {
    return units[slot(sent)];
  }

  int length() {
    return lengths[slot(sent)];
  }

  /** The first that waits is out. */
  void taken() {
    sent++;
  }

  /** So many of those that are out have arrived. */
  void acknowledge(long count) {
    long forNone = Math.min(givenUp, count);
    givenUp -= forNone;
    acknowledged = Math.min(sent, acknowledged + count - forNone);
  }

  /** Nothing that is out has arrived for certain: it is sent again. */
  void again() {
    sent = acknowledged;
    givenUp = 0;
  }

  long size() {
    return end - acknowledged;
  }

  long dropped() {
    return dropped;
  }
}
