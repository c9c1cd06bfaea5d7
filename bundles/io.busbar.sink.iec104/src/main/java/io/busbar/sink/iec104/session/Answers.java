package io.busbar.sink.iec104.session;

import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Confirmations, refusals and single answers that wait for the window; they go before all else. Bounded: what finds no room is counted. */
final class Answers {
  /** Most that wait; a master that asks faster than it listens is not answered. */
  static final int MOST = 256;

  private final ArrayDeque<byte[]> units = new ArrayDeque<>();
  private long lost;

  /**
   * Puts a copy of a unit behind the others.
   *
   * @param cause with P/N; T is kept
   * @param common address of the station that answers
   */
  void add(byte[] unit, int offset, int length, int cause, int common) {
    if (units.size() == MOST) {
      lost++;
      return;
    }
    byte[] answer = Arrays.copyOfRange(unit, offset, offset + length);
    answer[2] = (byte) (cause | (answer[2] & CauseOfTransmission.TEST));
    answer[4] = (byte) common;
    answer[5] = (byte) (common >>> 8);
    units.add(answer);
  }

  boolean isEmpty() {
    return units.isEmpty();
  }

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
