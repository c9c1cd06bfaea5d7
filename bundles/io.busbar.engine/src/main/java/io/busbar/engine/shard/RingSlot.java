package io.busbar.engine.shard;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import org.jspecify.annotations.Nullable;

/** What is handed over in one piece: a batch, or a device's state. Owned by one side at a time. */
final class RingSlot {
  SampleBatch batch = new SampleBatch(64);
  Source source = Source.GONE;
  byte @Nullable [] token;
  /** Not null if this is no batch. */
  @Nullable DeviceState state;
  String reason = "";
  long atNs;

  void makeRoom(int samples) {
    if (batch.capacity() < samples) {
      batch = new SampleBatch(Math.min(65_536, Math.max(samples, batch.capacity() * 2)));
    }
    batch.clear();
    batch.modelEpoch(0);
    token = null;
    state = null;
  }
}
