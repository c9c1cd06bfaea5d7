package io.busbar.engine.pipeline;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.model.PublishClass;

/** Takes what comes out at the end of a flow. Shard's thread only. */
public interface Sink {
  /**
   * A sample that is published. The chain has room made for it before it runs.
   *
   * @param chain where it comes from
   * @param from batch whose points are cells
   * @param i row in the batch
   * @param how it is published, not {@link PublishClass#NONE}
   */
  void publish(Chain chain, SampleBatch from, int i, PublishClass how);

  /** All samples of a batch, published the same way; see {@link #publish(Chain, SampleBatch, int, PublishClass)}. */
  void publish(Chain chain, SampleBatch all, PublishClass how);
}
