package io.busbar.engine.pipeline;

import io.busbar.api.data.SampleBatch;

/** How far readings come, as a byte for each row. Costs something only where a stage lets less out than came in. */
public final class Fate {
  /** Nothing was read since the row or its flow is there. */
  public static final byte NOTHING_READ = -1;
  /** It came out and says the same as before. */
  public static final byte UNCHANGED = -2;
  /** It came out and is not to be published. */
  public static final byte NOT_PUBLIC = -3;
  /** It was published, or is on its way through the flow. */
  public static final byte PUBLISHED = -4;

  private Fate() {}

  /** Notes what a stage has dropped in place. Without a branch for each row: which are dropped is as good as random. */
  static void stopped(byte[] fate, int stage, SampleBatch samples) {
    int count = samples.size();
    for (int i = 0; i < count; i++) {
      int row = samples.point[i];
      int gone = row >> 31;
      fate[row ^ gone] = (byte) ((gone & stage) | (~gone & PUBLISHED));
    }
  }

  /** Notes that a stage let less out than came in. */
  static void stopped(byte[] fate, int stage, SampleBatch in, SampleBatch out) {
    for (int i = 0; i < in.size(); i++) {
      fate[in.point[i]] = (byte) stage;
    }
    for (int i = 0; i < out.size(); i++) {
      fate[out.point[i]] = PUBLISHED;
    }
  }
}
