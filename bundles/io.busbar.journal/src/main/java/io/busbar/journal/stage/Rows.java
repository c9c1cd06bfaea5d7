package io.busbar.journal.stage;

import io.busbar.api.data.BlobArena;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import java.util.Arrays;

/** Rows of one stream that wait for encoding, with the origins of their stretches. Guarded by its intake's owner. */
final class Rows {
  /** Most samples of one stream that wait in one intake. */
  static final int MAX_ROWS = 65_536;
  private static final int FIRST_ROWS = 4_096;

  private SampleBatch batch = new SampleBatch(FIRST_ROWS);
  private int[] stretchStarts = new int[16];
  private Origin[] stretchOrigins = new Origin[16];
  private int stretches;

  SampleBatch batch() {
    return batch;
  }

  int stretches() {
    return stretches;
  }

  int stretchStart(int stretch) {
    return stretch < stretches ? stretchStarts[stretch] : batch.size();
  }

  Origin stretchOrigin(int stretch) {
    return stretchOrigins[stretch];
  }

  boolean isEmpty() {
    return batch.size() == 0;
  }

  void clear() {
    batch.clear();
    stretches = 0;
  }

  /** Whether all of a batch fits. */
  boolean hasRoom(SampleBatch more, long blobBytes) {
    return more.size() <= MAX_ROWS - batch.size() && blobBytes <= BlobArena.MAX_BYTES - batch.blobs.size();
  }

  /** Copies a batch that fits. */
  void add(SampleBatch more, PointKinds kinds) {
    int needed = batch.size() + more.size();
    if (needed > batch.capacity()) {
      grow(needed);
    }
    if (stretches == 0 || stretchOrigins[stretches - 1] != more.origin()) {
      beginStretch(more.origin());
    }
    boolean blobs = more.blobs.size() > 0;
    for (int i = 0; i < more.size(); i++) {
      int row = batch.addRow(more, i);
      if (blobs && kinds.kind(more.point[i]).isBlob()) {
        batch.bits[row] = batch.blobs.copyFrom(more.blobs, more.bits[i]);
      }
    }
  }

  private void beginStretch(Origin origin) {
    if (stretches == stretchStarts.length) {
      stretchStarts = Arrays.copyOf(stretchStarts, stretches * 2);
      stretchOrigins = Arrays.copyOf(stretchOrigins, stretches * 2);
    }
    stretchStarts[stretches] = batch.size();
    stretchOrigins[stretches++] = origin;
  }

  private void grow(int rows) {
    SampleBatch larger = new SampleBatch(Math.min(MAX_ROWS, Math.max(rows, batch.capacity() * 2)));
    for (int i = 0; i < batch.size(); i++) {
      larger.addRow(batch, i);
    }
    // The place of all bytes: offset 0 and their number.
    larger.blobs.copyFrom(batch.blobs, batch.blobs.size());
    batch = larger;
  }
}
