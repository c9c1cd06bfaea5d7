package io.busbar.journal.stage;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Kind of each stable identity that was described. One writer at a time; any thread reads what was there before. */
final class PointKinds implements BlockCodec.KindOf {
  private volatile @Nullable Kind[] kinds = new Kind[0];

  /** Sets kinds; the array is published anew, so that readers see it whole. */
  void set(int[] ids, Kind[] newKinds, int maxId) {
    @Nullable Kind[] next = Arrays.copyOf(kinds, Math.max(kinds.length, maxId + 1));
    for (int i = 0; i < ids.length; i++) {
      next[ids[i]] = newKinds[i];
    }
    kinds = next;
  }

  /**
   * The kind.
   *
   * @throws IllegalArgumentException if the identity was never described
   */
  @Override
  public Kind kind(int id) {
    @Nullable Kind[] all = kinds;
    Kind kind = id > 0 && id < all.length ? all[id] : null;
    if (kind == null) {
      throw new IllegalArgumentException("point identity " + id + " was not described to the journal");
    }
    return kind;
  }

  /**
   * Checks a batch before anything of it is taken.
   *
   * @return bytes of its blobs, each counted for every row that names it
   * @throws IllegalArgumentException if an identity was never described, or a blob's place does not exist
   */
  long check(SampleBatch batch) {
    long blobBytes = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (kind(batch.point[i]).isBlob()) {
        long offset = batch.bits[i] >>> 32;
        long length = batch.bits[i] & 0xFFFF_FFFFL;
        if (offset + length > batch.blobs.size()) {
          throw new IllegalArgumentException("row " + i + " of point identity " + batch.point[i]
              + " names bytes that its batch does not hold");
        }
        blobBytes += length;
      }
    }
    return blobBytes;
  }
}
