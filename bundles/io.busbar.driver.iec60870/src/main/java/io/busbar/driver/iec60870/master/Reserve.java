package io.busbar.driver.iec60870.master;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DriverContext;
import org.jspecify.annotations.Nullable;

/** Holds a batch for the next unit, so that nothing is taken from a link that the engine has no room for. */
final class Reserve {
  /** Most objects of a unit. */
  private static final int OBJECTS = 127;

  private final DriverContext context;
  private @Nullable SampleBatch held;

  Reserve(DriverContext context) {
    this.context = context;
  }

  /**
   * A batch that any unit fits, or null if the engine has no room now.
   *
   * @param widest most points of one object
   */
  @Nullable SampleBatch batch(int widest) {
    SampleBatch batch = held;
    if (batch != null && batch.capacity() < OBJECTS * widest) {
      context.offer(batch, -1, null);
      batch = null;
    }
    held = batch == null ? context.claim(OBJECTS * widest) : batch;
    return held;
  }

  /** Hands on the batch that was filled. */
  void offer(int device, byte[] token) {
    SampleBatch batch = held;
    held = null;
    if (batch != null) {
      context.offer(batch, device, token);
    }
  }

  /** Gives the batch back. */
  void release() {
    SampleBatch batch = held;
    held = null;
    if (batch != null) {
      batch.clear();
      context.offer(batch, -1, null);
    }
  }
}
