package io.busbar.engine.pipeline;

import io.busbar.api.data.SampleBatch;

/**
 * Batches that flows of one shard work in, one after the other: what goes in, and two that stages fill in turn.
 */
public final class Scratch {
  /** Samples that one run of a flow may have at any of its stages. */
  public static final int CAPACITY = 4_096;

  final SampleBatch in = new SampleBatch(CAPACITY);
  final SampleBatch even = new SampleBatch(CAPACITY);
  final SampleBatch odd = new SampleBatch(CAPACITY);
}
