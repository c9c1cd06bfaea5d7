package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;

/** Hears the samples of one flow behind each of its nodes. Called on the shard's thread only; must not block. */
@FunctionalInterface
public interface FlowTap {
  /**
   * Samples behind a node.
   *
   * @param flow where
   * @param node see {@link Flow#nodeName}
   * @param kind of the values
   * @param batch whose points are cells ({@link Flow#row}); valid during the call
   * @param from first row of the batch
   * @param to row after the last
   */
  void heard(Flow flow, int node, Kind kind, SampleBatch batch, int from, int to);
}
