package io.busbar.engine.pipeline;

import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.Handles;
import java.util.Arrays;

/** Where a handle of a pipeline leads to: by its slot to a flow, with its row to a cell of the flow's chain. Immutable. */
final class Slots {
  private final int bits;
  private final Flow[] flow;
  private final int[] bucket;
  private final int[] width;
  private final int[] place;
  private final boolean oneChain;

  Slots(int count, Iterable<Chain> chains) {
    bits = Handles.slotBits(count);
    flow = new Flow[count];
    bucket = new int[count];
    width = new int[count];
    place = new int[count];
    oneChain = isOne(chains);
    for (Chain chain : chains) {
      for (Flow each : chain.flows()) {
        int first = each.compiled().firstSlot();
        int end = first + each.compiled().slots();
        Arrays.fill(flow, first, end, each);
        Arrays.fill(width, first, end, chain.width());
        Arrays.fill(place, first, end, each.place());
        for (int slot = first; slot < end; slot++) {
          bucket[slot] = chain.isShared() ? chain.flows()[0].compiled().firstSlot() : slot;
        }
      }
    }
  }

  private static boolean isOne(Iterable<Chain> chains) {
    int several = 0;
    boolean single = true;
    for (Chain chain : chains) {
      several++;
      single &= chain.isShared() || chain.flows()[0].compiled().inputs().size() == 1;
    }
    return several == 1 && single;
  }

  /** Whether all handles lead to one chain whose points have one input each: then nothing needs to be sorted. */
  boolean isOneChain() {
    return oneChain;
  }

  int count() {
    return flow.length;
  }

  int bits() {
    return bits;
  }

  Flow flow(int slot) {
    return flow[slot];
  }

  /** The slot that stands for all whose samples can be run together. */
  int bucket(int slot) {
    return bucket[slot];
  }

  /** Turns the handles of a batch into cells. */
  void toCells(SampleBatch batch) {
    int[] point = batch.point;
    for (int i = 0; i < batch.size(); i++) {
      point[i] = cell(point[i]);
    }
  }

  /** The cell of a handle in the columns of its chain. */
  int cell(int handle) {
    int slot = Handles.slot(handle, bits);
    return Handles.row(handle, bits) * width[slot] + place[slot];
  }
}
