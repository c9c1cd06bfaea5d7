package io.busbar.engine.tap;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.pipeline.Flow;
import io.busbar.engine.pipeline.FlowTap;
import java.util.ArrayList;
import java.util.List;

/** All observers of one flow. Shard's thread only. */
public final class TapFan implements FlowTap {
  /** Stands for any row, or any node. */
  public static final int ANY = -1;

  private final List<Ear> ears = new ArrayList<>();

  private record Ear(TapQueue queue, int row, int node) {}

  /** One more observer of a row or {@link #ANY}, behind a node or {@link #ANY}. */
  public void add(TapQueue queue, int row, int node) {
    ears.add(new Ear(queue, row, node));
  }

  @Override
  public void heard(Flow flow, int node, Kind kind, SampleBatch batch, int from, int to) {
    for (Ear ear : ears) {
      if (ear.node() != ANY && ear.node() != node) {
        continue;
      }
      for (int i = from; i < to; i++) {
        if (ear.row() == ANY || ear.row() == flow.row(batch.point[i])) {
          ear.queue().take(flow, node, kind, batch, i);
        }
      }
    }
  }
}
