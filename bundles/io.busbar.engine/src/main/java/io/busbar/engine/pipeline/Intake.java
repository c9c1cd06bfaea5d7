package io.busbar.engine.pipeline;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.Handles;
import io.busbar.engine.image.ImageColumns;
import java.util.Arrays;

/**
 * Sorts a piece of a driver's batch by input and runs the flows: bucket by bucket for measurements, sample by sample
 * for events, whose order between points is kept. Shard's thread only; takes no memory once it has grown.
 */
public final class Intake {
  private int[] next = new int[64];
  private int[] head = new int[64];
  private int[] tail = new int[64];
  private int[] touched = new int[64];
  private int[] group = new int[64];

  /**
   * Runs samples {@code from} to {@code to} (exclusive): all of that pipeline, all of one gateway time, at most
   * {@link Pipeline#chunk()}.
   */
  public void run(Pipeline pipeline, SampleBatch batch, int from, int to) {
    if (batch.origin() == Origin.EVENT) {
      int start = from;
      while (start < to) {
        int end = start + 1;
        while (end < to && isSameMoment(pipeline, batch, start, end)) {
          end++;
        }
        runBuckets(pipeline, batch, start, end);
        start = end;
      }
    } else {
      runBuckets(pipeline, batch, from, to);
    }
  }

  /** Events of the inputs of one point at one time belong together, two events of one input do not. */
  private static boolean isSameMoment(Pipeline pipeline, SampleBatch batch, int a, int b) {
    int slotA = Handles.slot(batch.point[a], pipeline.slotBits());
    int slotB = Handles.slot(batch.point[b], pipeline.slotBits());
    return pipeline.flowOfSlot(slotA) == pipeline.flowOfSlot(slotB) && slotA != slotB
        && batch.sourceTime[a] == batch.sourceTime[b]
        && Handles.row(batch.point[a], pipeline.slotBits()) == Handles.row(batch.point[b], pipeline.slotBits());
  }

  private void runBuckets(Pipeline pipeline, SampleBatch batch, int from, int to) {
    int touchedCount = sort(pipeline, batch, from, to);
    for (int t = 0; t < touchedCount; t++) {
      int slot = touched[t];
      if (head[slot] < 0) {
        continue;
      }
      Flow flow = pipeline.flowOfSlot(slot);
      if (flow.compiled().inputs().size() == 1) {
        runSingle(pipeline, flow, batch, head[slot]);
        head[slot] = -1;
      } else {
        runJoined(pipeline, flow, batch, to - from);
      }
    }
    pipeline.runDerived(batch.origin());
  }

  private int sort(Pipeline pipeline, SampleBatch batch, int from, int to) {
    int slots = pipeline.compiled().slots();
    if (head.length < slots) {
      head = new int[slots];
      tail = new int[slots];
      touched = new int[slots];
    }
    if (next.length < to) {
      next = new int[batch.capacity()];
    }
    Arrays.fill(head, 0, slots, -1);
    int touchedCount = 0;
    for (int i = from; i < to; i++) {
      int slot = Handles.slot(batch.point[i], pipeline.slotBits());
      next[i] = -1;
      if (head[slot] < 0) {
        head[slot] = i;
        touched[touchedCount++] = slot;
      } else {
        next[tail[slot]] = i;
      }
      tail[slot] = i;
    }
    return touchedCount;
  }

  private void runSingle(Pipeline pipeline, Flow flow, SampleBatch batch, int first) {
    SampleBatch in = start(pipeline, batch);
    boolean historical = batch.origin() == Origin.HISTORICAL;
    for (int i = first; i >= 0; i = next[i]) {
      add(pipeline, flow.input(0), batch, i, in);
    }
    flow.raw(0, in);
    flow.run(0, historical);
  }

  /** Several inputs: one call for each row and source time, when all inputs with that time are in the image. */
  private void runJoined(Pipeline pipeline, Flow flow, SampleBatch batch, int room) {
    int firstSlot = flow.compiled().firstSlot();
    if (group.length < room) {
      group = new int[Math.max(room, group.length * 2)];
    }
    int count = 0;
    for (int slot = firstSlot; slot < firstSlot + flow.compiled().inputs().size(); slot++) {
      for (int i = head[slot]; i >= 0; i = next[i]) {
        count = insert(pipeline, batch, i, count);
      }
      head[slot] = -1;
    }
    for (int g = 0; g < count; g++) {
      int i = group[g];
      int input = Handles.slot(batch.point[i], pipeline.slotBits()) - firstSlot;
      SampleBatch in = start(pipeline, batch);
      add(pipeline, flow.input(input), batch, i, in);
      flow.raw(input, in);
      if (g + 1 == count || !isSameRowAndTime(pipeline, batch, i, group[g + 1])) {
        flow.run(input, batch.origin() == Origin.HISTORICAL);
      }
    }
  }

  /** Inserts into {@link #group} by row, then source time, then order of arrival. */
  private int insert(Pipeline pipeline, SampleBatch batch, int i, int count) {
    int place = count;
    while (place > 0 && isBefore(pipeline, batch, i, group[place - 1])) {
      group[place] = group[place - 1];
      place--;
    }
    group[place] = i;
    return count + 1;
  }

  private static boolean isBefore(Pipeline pipeline, SampleBatch batch, int a, int b) {
    int rowA = Handles.row(batch.point[a], pipeline.slotBits());
    int rowB = Handles.row(batch.point[b], pipeline.slotBits());
    if (rowA != rowB) {
      return rowA < rowB;
    }
    return batch.sourceTime[a] != batch.sourceTime[b] ? batch.sourceTime[a] < batch.sourceTime[b] : a < b;
  }

  private static boolean isSameRowAndTime(Pipeline pipeline, SampleBatch batch, int a, int b) {
    return batch.sourceTime[a] == batch.sourceTime[b]
        && Handles.row(batch.point[a], pipeline.slotBits()) == Handles.row(batch.point[b], pipeline.slotBits());
  }

  private static SampleBatch start(Pipeline pipeline, SampleBatch batch) {
    SampleBatch in = pipeline.scratch().in;
    in.clear();
    in.origin(batch.origin());
    return in;
  }

  private static void add(Pipeline pipeline, ImageColumns input, SampleBatch batch, int i, SampleBatch in) {
    int row = Handles.row(batch.point[i], pipeline.slotBits());
    int at = in.addRow(batch, i, input.kind());
    in.point[at] = row;
    boolean historical = batch.origin() == Origin.HISTORICAL;
    if (!historical && in.cause[at] == Cause.PERIODIC && input.isUntold(row)) {
      in.cause[at] = Cause.INITIALISED;
    }
    input.take(in, at, row, historical);
  }
}
