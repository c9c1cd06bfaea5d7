package io.busbar.engine.pipeline;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.model.PublishClass;

/** Takes what comes out at the end of a flow. Shard's thread only. */
public interface Sink {
  /**
   * A sample that is published. The flow has room made for it before it runs.
   *
   * @param flow where it comes from
   * @param row of the device
   * @param from batch whose points are rows
   * @param i row in the batch
   * @param how it is published, not {@link PublishClass#NONE}
   */
  void publish(Flow flow, int row, SampleBatch from, int i, PublishClass how);

  /** All samples of a batch, published the same way; see {@link #publish(Flow, int, SampleBatch, int, PublishClass)}. */
  void publish(Flow flow, SampleBatch all, PublishClass how);
}
