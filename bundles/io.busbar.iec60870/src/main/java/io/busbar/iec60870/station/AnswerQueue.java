package io.busbar.iec60870.station;

import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Confirmations and refusals that wait for the link. Bounded: what finds no room is counted and not answered. */
final class AnswerQueue {
  private final int capacity;
  private final ArrayDeque<byte[]> units = new ArrayDeque<>();
  private long lost;

  AnswerQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Puts a copy of a unit behind the others, with another cause and the station's own common address in place of the one of all stations. */
  void add(byte[] bytes, int offset, int length, int cause, int commonAddress, AsduFormat format) {
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

  boolean isEmpty() {
    return units.isEmpty();
  }

  /** Copies the first one into the writer; returns its length. */
  int take(AsduWriter writer) {
    byte[] unit = units.remove();
    writer.mirror(unit, 0, unit.length, unit[2] & ~CauseOfTransmission.TEST);
    return unit.length;
  }

  void clear() {
    units.clear();
  }

  long lost() {
    return lost;
  }
}
