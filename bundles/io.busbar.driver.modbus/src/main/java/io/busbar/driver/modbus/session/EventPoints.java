package io.busbar.driver.modbus.session;

import io.busbar.api.data.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which input an event record's point number goes to; several inputs may take the same. Sorted by number. */
final class EventPoints {
  private static final System.Logger LOG = System.getLogger(EventPoints.class.getName());

  /** One taker of events. */
  record Taker(int number, int handle, Kind kind) {}

  private final int[] numbers;
  private final int[] handles;
  private final Kind[] kinds;
  private final int mostPerEvent;
  private long unknown;

  EventPoints(List<Taker> takers) {
    List<Taker> sorted = new ArrayList<>(takers);
    sorted.sort(Comparator.comparingInt(Taker::number));
    numbers = sorted.stream().mapToInt(Taker::number).toArray();
    handles = sorted.stream().mapToInt(Taker::handle).toArray();
    kinds = sorted.stream().map(Taker::kind).toArray(Kind[]::new);
    int most = 0;
    for (int from = 0, i = 0; i < numbers.length; i++) {
      from = numbers[i] == numbers[from] ? from : i;
      most = Math.max(most, i - from + 1);
    }
    mostPerEvent = most;
  }

  int size() {
    return numbers.length;
  }

  int mostPerEvent() {
    return mostPerEvent;
  }

  /** Index of the first taker of a number, −1 if nobody takes it. */
  int first(int number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  int number(int index) {
    return numbers[index];
  }

  int handle(int index) {
    return handles[index];
  }

  Kind kind(int index) {
    return kinds[index];
  }

  /** An event came for a number that the template does not have: dropped on purpose, counted, told once. */
  void unknown(int number, String device) {
    if (unknown++ == 0) {
      LOG.log(System.Logger.Level.INFO, device + ": its event buffer has events of point " + number
          + ", which its template does not read. They are dropped; add \"read: event " + number + "\" to keep them.");
    }
  }

  long unknownCount() {
    return unknown;
  }
}
