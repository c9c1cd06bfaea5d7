package io.busbar.engine.image;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The process image of one input or one point: its last sample for every row, flat. Shard's thread only.
 *
 * <pre>
 *  a row is four longs: a sample touches one cache line of an image, not six
 *  0  value bits
 *  1  source time, ns
 *  2  gateway time, ns
 *  3  quality &lt;&lt; 32 | time quality &lt;&lt; 8 | cause
 * </pre>
 */
public final class ImageColumns implements StageContext.InputView {
  private static final int WIDTH = 4;
  private static final int SOURCE_TIME = 1;
  private static final int GATEWAY_TIME = 2;
  private static final int REST = 3;
  private static final int QUALITY_SHIFT = 32;
  private static final int TIME_QUALITY_SHIFT = 8;
  private static final int BLOB_STEP = 16;
  private static final int NOTHING_YET = Quality.INVALID | Quality.NOT_TOPICAL;

  private final Kind kind;
  private long[] cells = new long[0];
  /** Whether a row has had a sample since its start and is not lost: asked for each sample, so it lies apart from what is only written. */
  private boolean[] told = new boolean[0];
  private byte @Nullable [] @Nullable [] blob;

  /** Columns without rows. */
  public ImageColumns(Kind kind) {
    this.kind = kind;
    blob = kind.isBlob() ? new byte[0][] : null;
  }

  /** Makes room for rows up to a capacity; new rows have nothing yet. */
  public void grow(int capacity) {
    int old = cells.length / WIDTH;
    if (capacity <= old) {
      return;
    }
    cells = Arrays.copyOf(cells, capacity * WIDTH);
    told = Arrays.copyOf(told, capacity);
    if (blob != null) {
      blob = Arrays.copyOf(blob, capacity);
    }
    for (int row = old; row < capacity; row++) {
      reset(row);
    }
  }

  /** Forgets a row. */
  public void reset(int row) {
    put(row, 0, SampleBatch.NO_TIME, SampleBatch.NO_TIME, rest(NOTHING_YET, (byte) 0, Cause.INITIALISED));
    if (blob != null) {
      blob[row] = null;
    }
  }

  private void put(int row, long bits, long sourceNs, long gatewayNs, long rest) {
    int at = row * WIDTH;
    cells[at] = bits;
    cells[at + SOURCE_TIME] = sourceNs;
    cells[at + GATEWAY_TIME] = gatewayNs;
    cells[at + REST] = rest;
    told[row] = sourceNs != SampleBatch.NO_TIME && (rest >> QUALITY_SHIFT & Quality.COMM_LOST) == 0;
  }

  private static long rest(int quality, byte timeQuality, byte cause) {
    return (long) quality << QUALITY_SHIFT | (timeQuality & 0xFF) << TIME_QUALITY_SHIFT | (cause & 0xFF);
  }

  /** Takes over a row of the same kind of columns, as it is. */
  public void copyRow(ImageColumns from, int fromRow, int row) {
    System.arraycopy(from.cells, fromRow * WIDTH, cells, row * WIDTH, WIDTH);
    told[row] = from.told[fromRow];
    if (blob != null && from.blob != null) {
      byte[] old = from.blob[fromRow];
      blob[row] = old == null ? null : old.clone();
    }
  }

  /** Takes a sample as the row's last; a historical one only if it is newer than what is there. */
  public void take(SampleBatch batch, int i, int row, boolean historical) {
    if (historical && sourceTime(row) != SampleBatch.NO_TIME && batch.sourceTime[i] <= sourceTime(row)) {
      return;
    }
    put(row, batch.bits[i], batch.sourceTime[i], batch.gatewayTime[i], rest(batch.quality[i], batch.timeQuality[i], batch.cause[i]));
    if (blob != null) {
      keepBlob(blob, batch, i, row);
    }
  }

  /**
   * Takes raw samples whose points are rows, in order, none of them historical; a row's first one since its start, or since its
   * device answers again, is made one with the cause initialised if it came as periodic.
   */
  public void takeRaw(SampleBatch in) {
    int count = in.size();
    for (int i = 0; i < count; i++) {
      int row = in.point[i];
      if (in.cause[i] == Cause.PERIODIC && isUntold(row)) {
        in.cause[i] = Cause.INITIALISED;
      }
      take(in, i, row, false);
    }
  }

  /** Takes samples whose points are rows, in order, none of them historical. */
  public void takeAll(SampleBatch batch) {
    int count = batch.size();
    for (int i = 0; i < count; i++) {
      take(batch, i, batch.point[i], false);
    }
  }

  /** Texts are copied into memory of the row, which grows to the longest. The value bits are the length. */
  private void keepBlob(byte[] @Nullable [] blob, SampleBatch batch, int i, int row) {
    int length = (int) batch.bits[i];
    byte[] own = blob[row];
    if (own == null || own.length < length) {
      own = new byte[(length + BLOB_STEP - 1) / BLOB_STEP * BLOB_STEP];
      blob[row] = own;
    }
    batch.blobs.copyTo(batch.bits[i], own);
    cells[row * WIDTH] = length;
  }

  /** Whether a sample says what the row's last one said: the same value and quality. */
  public boolean saysTheSame(SampleBatch batch, int i, int row) {
    if (sourceTime(row) == SampleBatch.NO_TIME || quality(row) != batch.quality[i]) {
      return false;
    }
    if (blob != null) {
      byte[] old = blob[row];
      return old != null && batch.blobs.isAt(batch.bits[i], old, (int) bits(row));
    }
    return bits(row) == batch.bits[i];
  }

  /** Marks a row as without communication; value and times stay. */
  public void markLost(int row) {
    long lost = Quality.invalid(quality(row), Quality.COMM_LOST);
    int at = row * WIDTH + REST;
    cells[at] = lost << QUALITY_SHIFT | (cells[at] & 0xFFFF_FFFFL);
    told[row] = false;
  }

  /** Whether the next sample of a row is the first since its start or since communication came back. */
  public boolean isUntold(int row) {
    return !told[row];
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public long bits(int row) {
    return cells[row * WIDTH];
  }

  @Override
  public int quality(int row) {
    return (int) (cells[row * WIDTH + REST] >> QUALITY_SHIFT);
  }

  @Override
  public long sourceTime(int row) {
    return cells[row * WIDTH + SOURCE_TIME];
  }

  /** Gateway time, ns; {@link SampleBatch#NO_TIME} before the first. */
  public long gatewayTime(int row) {
    return cells[row * WIDTH + GATEWAY_TIME];
  }

  /** Time quality bits. */
  public byte timeQuality(int row) {
    return (byte) (cells[row * WIDTH + REST] >> TIME_QUALITY_SHIFT);
  }

  /** Cause. */
  public byte cause(int row) {
    return (byte) cells[row * WIDTH + REST];
  }

  /** Bytes of a text or byte value, copied; null for other kinds and before the first. */
  public byte @Nullable [] blob(int row) {
    byte[] own = blob == null ? null : blob[row];
    return own == null ? null : Arrays.copyOf(own, (int) bits(row));
  }
}
