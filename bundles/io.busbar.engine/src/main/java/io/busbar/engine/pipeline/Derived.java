package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.ImageColumns;
import java.util.Arrays;

/**
 * A flow whose inputs are other points of its template. What these give is gathered until all that came at one time is through their flows,
 * then run row by row in the order of source times, once for all inputs of one row and source time: results do not depend on the order in
 * which points stand in a batch. Shard's thread only; takes no memory once it has grown.
 */
final class Derived {
  private static final int FIRST_ROOM = 16;

  private final Flow flow;
  private final Kind[] kinds;
  private final boolean computed;
  private final int[] number;
  private SampleBatch waiting = new SampleBatch(FIRST_ROOM);
  private int[] input = new int[FIRST_ROOM];
  private int[] order = new int[FIRST_ROOM];

  /**
   * Nothing waits.
   *
   * @param flow of the point
   * @param kinds of its inputs
   */
  Derived(Flow flow, Kind[] kinds) {
    this.flow = flow;
    this.kinds = kinds;
    computed = flow.compiled().isComputed();
    number = flow.compiled().sources().stream().mapToInt(Integer::intValue).toArray();
  }

  Flow flow() {
    return flow;
  }

  /** Takes what one of its points has given. */
  void take(int source, SampleBatch given) {
    for (int k = 0; k < number.length; k++) {
      if (number[k] == source) {
        makeRoom(given.size());
        for (int i = 0; i < given.size(); i++) {
          input[waiting.addRow(given, i, kinds[k])] = k;
        }
      }
    }
  }

  private void makeRoom(int more) {
    int wanted = waiting.size() + more;
    if (wanted > waiting.capacity()) {
      SampleBatch larger = new SampleBatch(Math.max(wanted, waiting.capacity() * 2));
      larger.blobs.copyFrom(waiting.blobs, waiting.blobs.size());
      for (int i = 0; i < waiting.size(); i++) {
        larger.addRow(waiting, i);
      }
      waiting = larger;
      input = Arrays.copyOf(input, larger.capacity());
      order = new int[larger.capacity()];
    }
  }

  /** Runs what has been taken. */
  void run(Scratch scratch, Origin origin) {
    int count = waiting.size();
    if (count == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      insert(i);
    }
    boolean historical = origin == Origin.HISTORICAL;
    for (int at = 0; at < count; at++) {
      int i = order[at];
      int k = input[i];
      SampleBatch in = scratch.in;
      in.clear();
      in.origin(origin);
      ImageColumns column = flow.input(k);
      int row = in.addRow(waiting, i, column.kind());
      column.take(in, row, in.point[row], historical);
      flow.raw(k, in);
      if (at + 1 == count || !isSameRowAndTime(i, order[at + 1])) {
        if (computed) {
          in.bits[row] = Double.doubleToRawLongBits(column.kind().toDouble(in.bits[row]));
        }
        flow.chain().run(flow, computed ? 0 : k, in, historical);
      } else if (number.length == 1) {
        flow.chain().run(flow, 0, in, historical); // two samples of one time are two samples
      }
    }
    waiting.clear();
  }

  /** By row, then source time, then order of arrival. */
  private void insert(int i) {
    int place = i;
    while (place > 0 && isBefore(i, order[place - 1])) {
      order[place] = order[place - 1];
      place--;
    }
    order[place] = i;
  }

  private boolean isBefore(int a, int b) {
    if (number.length == 1) {
      return false; // in the order in which they were given
    }
    return waiting.point[a] != waiting.point[b] ? waiting.point[a] < waiting.point[b] : waiting.sourceTime[a] < waiting.sourceTime[b];
  }

  private boolean isSameRowAndTime(int a, int b) {
    return waiting.point[a] == waiting.point[b] && waiting.sourceTime[a] == waiting.sourceTime[b];
  }
}
