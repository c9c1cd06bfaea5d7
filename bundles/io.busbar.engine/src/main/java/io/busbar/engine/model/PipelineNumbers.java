package io.busbar.engine.model;

import io.busbar.engine.image.Handles;
import java.util.BitSet;

/** Gives out pipeline numbers, the one free the longest first, so that a stale handle hits nothing. Thread-safe. */
final class PipelineNumbers {
  private final BitSet taken = new BitSet();
  private int last = -1;

  synchronized int take() {
    int number = taken.nextClearBit(last + 1);
    if (number >= Handles.MAX_PIPELINES) {
      number = taken.nextClearBit(0);
    }
    if (number >= Handles.MAX_PIPELINES) {
      throw new IllegalStateException("all " + Handles.MAX_PIPELINES
          + " pipelines are in use: changes follow each other faster than their batches come through. Try again in a minute.");
    }
    taken.set(number);
    last = number;
    return number;
  }

  synchronized void free(int number) {
    taken.clear(number);
  }
}
