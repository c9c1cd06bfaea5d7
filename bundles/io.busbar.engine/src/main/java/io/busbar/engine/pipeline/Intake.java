package io.busbar.engine.pipeline;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.Handles;
import io.busbar.engine.image.ImageColumns;
import java.util.Arrays;

/**
 * Sorts a piece of a driver's batch by chain and runs it: bucket by bucket for measurements, sample by sample
 * for events, whose order between points is kept. Shard's thread only; takes no memory once it has grown.
 */
public final class Intake {
  /** Places in the batch, bucket by bucket. */
  private int[] order = new int[64];
  /** Where the bucket of a slot, the first of its chain, begins and ends in {@link #order}; empty when it was run. */
  private int[] begin = new int[64];
  private int[] end = new int[64];
  private int[] touched = new int[64];
  private int[] group = new int[64];

  /**
   * Runs samples {@code from} to {@code to} (exclusive): all of that pipeline, all of one gateway time, at most
   * {@link Pipeline#chunk()}. They are used up: a whole batch of one chain is worked on where it lies.
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
    int slotA = Handles.slot(batch.point[a], pipeline.slots().bits());
    int slotB = Handles.slot(batch.point[b], pipeline.slots().bits());
    return pipeline.slots().flow(slotA) == pipeline.slots().flow(slotB) && slotA != slotB
        && batch.sourceTime[a] == batch.sourceTime[b]
        && Handles.row(batch.point[a], pipeline.slots().bits()) == Handles.row(batch.point[b], pipeline.slots().bits());
  }

  private void runBuckets(Pipeline pipeline, SampleBatch batch, int from, int to) {
    Slots slots = pipeline.slots();
    if (slots.isOneChain() && isWhole(slots.flow(0), batch, to - from)) {
      boolean all = from == 0 && to == batch.size();
      SampleBatch in = all ? batch : start(pipeline, batch);
      if (!all) {
        in.addRange(batch, from, to - from);
      }
      runRaw(slots, slots.flow(0), in);
      pipeline.runDerived(batch.origin());
      return;
    }
    int touchedCount = sort(pipeline, batch, from, to);
    for (int t = 0; t < touchedCount; t++) {
      int slot = touched[t];
      if (begin[slot] == end[slot]) {
        continue;
      }
      Flow flow = pipeline.slots().flow(slot);
      if (flow.compiled().inputs().size() == 1) {
        runSingle(pipeline, flow.chain(), batch, slot);
        begin[slot] = end[slot];
      } else {
        runJoined(pipeline, flow, batch, to - from);
      }
    }
    pipeline.runDerived(batch.origin());
  }

  /** Counts, then places: buckets stand in the order in which their slots come first. Returns the number of buckets. */
  private int sort(Pipeline pipeline, SampleBatch batch, int from, int to) {
    Slots slots = pipeline.slots();
    int count = slots.count();
    if (begin.length < count) {
      begin = new int[count];
      end = new int[count];
      touched = new int[count];
    }
    if (order.length < to - from) {
      order = new int[batch.capacity()];
    }
    int bits = slots.bits();
    Arrays.fill(begin, 0, count, 0);
    Arrays.fill(end, 0, count, 0);
    int touchedCount = 0;
    for (int i = from; i < to; i++) {
      int slot = slots.bucket(Handles.slot(batch.point[i], bits));
      if (end[slot]++ == 0) {
        touched[touchedCount++] = slot;
      }
    }
    int place = 0;
    for (int t = 0; t < touchedCount; t++) {
      int slot = touched[t];
      begin[slot] = place;
      place += end[slot];
      end[slot] = begin[slot];
    }
    for (int i = from; i < to; i++) {
      int slot = slots.bucket(Handles.slot(batch.point[i], bits));
      order[end[slot]++] = i;
    }
    return touchedCount;
  }

  /** Points of one chain in one go, unless somebody hears one of them: then sample by sample. */
  private void runSingle(Pipeline pipeline, Chain chain, SampleBatch batch, int slot) {
    if (chain.isShared() && chain.isHeard()) {
      for (int at = begin[slot]; at < end[slot]; at++) {
        runSingle(pipeline, pipeline.slots().flow(Handles.slot(batch.point[order[at]], pipeline.slots().bits())), batch, at, at + 1);
      }
    } else {
      runSingle(pipeline, pipeline.slots().flow(slot), batch, begin[slot], end[slot]);
    }
  }

  private void runSingle(Pipeline pipeline, Flow flow, SampleBatch batch, int first, int last) {
    SampleBatch in = start(pipeline, batch);
    boolean historical = batch.origin() == Origin.HISTORICAL;
    ImageColumns input = flow.input(0);
    if (historical || last - first == 1 || input.kind().isBlob()) {
      for (int at = first; at < last; at++) {
        add(pipeline, input, batch, order[at], in);
      }
    } else {
      in.addRows(batch, order, first, last - first);
      runRaw(pipeline.slots(), flow, in);
      return;
    }
    flow.raw(0, in);
    flow.chain().run(flow, 0, in, historical);
  }

  /** Whether samples of a flow can go through in one go, as they are. */
  private static boolean isWhole(Flow flow, SampleBatch batch, int count) {
    return count > 1 && batch.origin() != Origin.HISTORICAL && !flow.input(0).kind().isBlob()
        && !(flow.chain().isShared() && flow.chain().isHeard());
  }

  /** Runs samples that are none of them historical, and whose points are handles still. */
  private static void runRaw(Slots slots, Flow flow, SampleBatch in) {
    slots.toCells(in);
    flow.input(0).takeRaw(in);
    flow.raw(0, in);
    flow.chain().run(flow, 0, in, false);
  }

  /** Several inputs: one call for each row and source time, when all inputs with that time are in the image. */
  private void runJoined(Pipeline pipeline, Flow flow, SampleBatch batch, int room) {
    int firstSlot = flow.compiled().firstSlot();
    if (group.length < room) {
      group = new int[Math.max(room, group.length * 2)];
    }
    int count = 0;
    for (int slot = firstSlot; slot < firstSlot + flow.compiled().inputs().size(); slot++) {
      for (int i = begin[slot]; i < end[slot]; i++) {
        count = insert(pipeline, batch, order[i], count);
      }
      begin[slot] = end[slot];
    }
    for (int g = 0; g < count; g++) {
      int i = group[g];
      int input = Handles.slot(batch.point[i], pipeline.slots().bits()) - firstSlot;
      SampleBatch in = start(pipeline, batch);
      add(pipeline, flow.input(input), batch, i, in);
      flow.raw(input, in);
      if (g + 1 == count || !isSameRowAndTime(pipeline, batch, i, group[g + 1])) {
        flow.chain().run(flow, input, in, batch.origin() == Origin.HISTORICAL);
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
    int rowA = Handles.row(batch.point[a], pipeline.slots().bits());
    int rowB = Handles.row(batch.point[b], pipeline.slots().bits());
    if (rowA != rowB) {
      return rowA < rowB;
    }
    return batch.sourceTime[a] != batch.sourceTime[b] ? batch.sourceTime[a] < batch.sourceTime[b] : a < b;
  }

  private static boolean isSameRowAndTime(Pipeline pipeline, SampleBatch batch, int a, int b) {
    return batch.sourceTime[a] == batch.sourceTime[b]
        && Handles.row(batch.point[a], pipeline.slots().bits()) == Handles.row(batch.point[b], pipeline.slots().bits());
  }

  private static SampleBatch start(Pipeline pipeline, SampleBatch batch) {
    SampleBatch in = pipeline.scratch().in;
    in.clear();
    in.origin(batch.origin());
    return in;
  }

  private static void add(Pipeline pipeline, ImageColumns input, SampleBatch batch, int i, SampleBatch in) {
    int cell = pipeline.slots().cell(batch.point[i]);
    int at = in.addRow(batch, i, input.kind());
    in.point[at] = cell;
    boolean historical = batch.origin() == Origin.HISTORICAL;
    if (!historical && in.cause[at] == Cause.PERIODIC && input.isUntold(cell)) {
      in.cause[at] = Cause.INITIALISED;
    }
    input.take(in, at, cell, historical);
  }
}
