package io.busbar.engine.view;

import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.ImageColumns;
import io.busbar.engine.pipeline.Flow;
import io.busbar.engine.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/** Values of chosen points, copied on the shard's thread. */
final class ImageCopy {
  private final Pipeline[] pipeline;
  private final int[] row;
  private final int[] point;
  final long[] bits;
  final int[] quality;
  final long[] sourceTime;
  final long[] gatewayTime;
  final byte[] timeQuality;
  final byte[] cause;
  final byte[] @Nullable [] blob;
  final long[] rawBits;
  final boolean[] rawKnown;
  final byte[] @Nullable [] rawBlob;
  private int size;

  ImageCopy(int capacity) {
    pipeline = new Pipeline[capacity];
    row = new int[capacity];
    point = new int[capacity];
    bits = new long[capacity];
    quality = new int[capacity];
    sourceTime = new long[capacity];
    gatewayTime = new long[capacity];
    timeQuality = new byte[capacity];
    cause = new byte[capacity];
    blob = new byte[capacity][];
    rawBits = new long[capacity];
    rawKnown = new boolean[capacity];
    rawBlob = new byte[capacity][];
  }

  /** Wants one more point. Caller's thread. */
  void want(Pipeline from, int itsRow, int itsPoint) {
    pipeline[size] = from;
    row[size] = itsRow;
    point[size++] = itsPoint;
  }

  /** Copies. Shard's thread. */
  void copy() {
    for (int i = 0; i < size; i++) {
      if (!pipeline[i].isTaken(row[i])) {
        continue;
      }
      Flow flow = pipeline[i].flow(point[i]);
      ImageColumns image = flow.image();
      int cell = flow.cell(row[i]);
      bits[i] = image.bits(cell);
      quality[i] = image.quality(cell);
      sourceTime[i] = image.sourceTime(cell);
      gatewayTime[i] = image.gatewayTime(cell);
      timeQuality[i] = image.timeQuality(cell);
      cause[i] = image.cause(cell);
      blob[i] = image.blob(cell);
      if (!flow.compiled().inputs().isEmpty()) {
        ImageColumns raw = flow.input(0);
        rawBits[i] = raw.bits(cell);
        rawKnown[i] = raw.sourceTime(cell) != SampleBatch.NO_TIME;
        rawBlob[i] = raw.blob(cell);
      }
    }
  }
}
