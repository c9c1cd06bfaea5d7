package io.busbar.engine.image;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The process image of one input or one point: its last sample for every row, as flat columns. Shard's thread only.
 */
public final class ImageColumns implements StageContext.InputView {
  private static final int NOTHING_YET = Quality.INVALID | Quality.NOT_TOPICAL;

  private final Kind kind;
  private long[] bits = new long[0];
  private int[] quality = new int[0];
  private long[] sourceTime = new long[0];
  private long[] gatewayTime = new long[0];
  private byte[] timeQuality = new byte[0];
  private byte[] cause = new byte[0];
  private byte @Nullable [] @Nullable [] blob;

  /** Columns without rows. */
  public ImageColumns(Kind kind) {
    this.kind = kind;
    blob = kind.isBlob() ? new byte[0][] : null;
  }

  /** Makes room for rows up to a capacity; new rows have nothing yet. */
  public void grow(int capacity) {
    int old = bits.length;
    if (capacity <= old) {
      return;
    }
    bits = Arrays.copyOf(bits, capacity);
    quality = Arrays.copyOf(quality, capacity);
    sourceTime = Arrays.copyOf(sourceTime, capacity);
    gatewayTime = Arrays.copyOf(gatewayTime, capacity);
    timeQuality = Arrays.copyOf(timeQuality, capacity);
    cause = Arrays.copyOf(cause, capacity);
    if (blob != null) {
      blob = Arrays.copyOf(blob, capacity);
    }
    for (int row = old; row < capacity; row++) {
      reset(row);
    }
  }

  /** Forgets a row. */
  public void reset(int row) {
    bits[row] = 0;
    quality[row] = NOTHING_YET;
    sourceTime[row] = SampleBatch.NO_TIME;
    gatewayTime[row] = SampleBatch.NO_TIME;
    timeQuality[row] = 0;
    cause[row] = Cause.INITIALISED;
    if (blob != null) {
      blob[row] = null;
    }
  }

  /** Takes over a row of the same kind of columns, as it is. */
  public void copyRow(ImageColumns from, int fromRow, int row) {
    bits[row] = from.bits[fromRow];
    quality[row] = from.quality[fromRow];
    sourceTime[row] = from.sourceTime[fromRow];
    gatewayTime[row] = from.gatewayTime[fromRow];
    timeQuality[row] = from.timeQuality[fromRow];
    cause[row] = from.cause[fromRow];
    if (blob != null && from.blob != null) {
      blob[row] = from.blob[fromRow];
    }
  }

  /** Takes a sample as the row's last; a historical one only if it is newer than what is there. */
  public void take(SampleBatch batch, int i, int row, boolean historical) {
    if (historical && sourceTime[row] != SampleBatch.NO_TIME && batch.sourceTime[i] <= sourceTime[row]) {
      return;
    }
    bits[row] = batch.bits[i];
    quality[row] = batch.quality[i];
    sourceTime[row] = batch.sourceTime[i];
    gatewayTime[row] = batch.gatewayTime[i];
    timeQuality[row] = batch.timeQuality[i];
    cause[row] = batch.cause[i];
    if (blob != null) {
      keepBlob(blob, batch, i, row);
    }
  }

  /** Texts change seldom: memory is taken only for a new one. */
  private static void keepBlob(byte[] @Nullable [] blob, SampleBatch batch, int i, int row) {
    byte[] now = batch.blobs.bytesAt(batch.bits[i]);
    byte[] old = blob[row];
    if (old == null || !Arrays.equals(old, now)) {
      blob[row] = now;
    }
  }

  /** Whether a sample says what the row's last one said: the same value and quality. */
  public boolean saysTheSame(SampleBatch batch, int i, int row) {
    if (sourceTime[row] == SampleBatch.NO_TIME || quality[row] != batch.quality[i]) {
      return false;
    }
    if (blob != null) {
      return Arrays.equals(blob[row], batch.blobs.bytesAt(batch.bits[i]));
    }
    return bits[row] == batch.bits[i];
  }

  /** Marks a row as without communication; value and times stay. */
  public void markLost(int row) {
    quality[row] = Quality.invalid(quality[row], Quality.COMM_LOST);
  }

  /** Whether the next sample of a row is the first since its start or since communication came back. */
  public boolean isUntold(int row) {
    return sourceTime[row] == SampleBatch.NO_TIME || (quality[row] & Quality.COMM_LOST) != 0;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public long bits(int row) {
    return bits[row];
  }

  @Override
  public int quality(int row) {
    return quality[row];
  }

  @Override
  public long sourceTime(int row) {
    return sourceTime[row];
  }

  /** Gateway time, ns; {@link SampleBatch#NO_TIME} before the first. */
  public long gatewayTime(int row) {
    return gatewayTime[row];
  }

  /** Time quality bits. */
  public byte timeQuality(int row) {
    return timeQuality[row];
  }

  /** Cause. */
  public byte cause(int row) {
    return cause[row];
  }

  /** Bytes of a text or byte value, null for other kinds and before the first. */
  public byte @Nullable [] blob(int row) {
    return blob == null ? null : blob[row];
  }
}
