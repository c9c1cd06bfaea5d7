package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Confirmations, refusals and single answers that wait for the link. Bounded: what finds no room is counted and not answered. Not thread-safe. */
public final class AnswerQueue {
  private final int capacity;
  private final ArrayDeque<byte[]> units = new ArrayDeque<>();
  private long lost;

  /** At most so many wait. */
  public AnswerQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Puts a copy of a unit behind the others.
   *
   * @param cause with P/N; T is kept
   * @param commonAddress of the station that answers, put in place of the address of all stations
   */
  public void add(byte[] bytes, int offset, int length, int cause, int commonAddress, AsduFormat format) {
    if (units.size() == capacity) {
      lost++;
      return;
    }
    byte[] unit = Arrays.copyOfRange(bytes, offset, offset + length);
    unit[2] = (byte) (cause | (unit[2] & CauseOfTransmission.TEST));
    int at = 2 + format.causeBytes();
    boolean broadcast = (unit[at] & 0xFF) == 0xFF && (format.commonBytes() == 1 || (unit[at + 1] & 0xFF) == 0xFF);
    if (broadcast) {
      unit[at] = (byte) commonAddress;
      if (format.commonBytes() == 2) {
        unit[at + 1] = (byte) (commonAddress >>> 8);
      }
    }
    units.add(unit);
  }

  /** Whether none waits. */
  public boolean isEmpty() {
    return units.isEmpty();
  }

  /** Copies the first one into the writer; returns its length. */
  public int take(AsduWriter writer) {
    byte[] unit = units.remove();
    writer.mirror(unit, 0, unit.length, unit[2] & ~CauseOfTransmission.TEST);
    return unit.length;
  }

  /** Forgets them: the connection is over. */
  public void clear() {
    units.clear();
  }

  /** Those that found no room. */
  public long lost() {
    return lost;
  }
}
