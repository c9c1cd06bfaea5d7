package io.busbar.engine.shard;

import io.busbar.api.data.SampleBatch;

/** Sees what goes into the flows of a shard and what comes out. Copies what it keeps; must not block. Shard's thread only. */
public interface ShardSpy {
  /** Timers up to a time are fired next, before what comes after. */
  void time(long readingNs, long monotonicNs);

  /** A batch goes into the flows; its handles are those of the present layout. */
  void raw(SampleBatch batch);

  /** A device is lost, or answers again. */
  void state(String device, boolean lost);

  /** The journal has taken these. */
  void published(SampleBatch events, SampleBatch measurements);

  /** All that came of what was told so far is with the journal. */
  void complete();
}
