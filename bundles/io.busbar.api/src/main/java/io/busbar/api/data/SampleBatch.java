package io.busbar.api.data;

/**
 * Samples as parallel columns; row {@code i} of every column is one sample.
 *
 * <p>The columns are public for tight loops: index them only below {@link #size()}. What {@link #point} means
 * depends on who hands the batch on: input handles from a driver to the engine, stable point identities from the
 * engine to the journal and beyond. One thread owns a batch at a time; handing it on hands over ownership.
 *
 * <p>Times are nanoseconds since 1970-01-01T00:00:00Z without leap seconds; {@link Long#MIN_VALUE} stands for none.
 */
public final class SampleBatch {
  /** No time known. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Fewer rows than that are copied row by row. */
  private static final int FEW = 8;
  private static final int[] NO_ROWS = new int[0];

  /** Input handle or stable identity of the point. */
  public final int[] point;
  /** Value; how to read it says the point's {@link Kind}. */
  public final long[] bits;
  /** {@link Quality} bits. */
  public final int[] quality;
  /** When it was so at the source, ns, never re-stamped. */
  public final long[] sourceTime;
  /** What is known of {@link #sourceTime}: {@link TimeQuality}. */
  public final byte[] timeQuality;
  /** When the gateway received it, ns. */
  public final long[] gatewayTime;
  /** {@link Cause}. */
  public final byte[] cause;
  /** The protocol's own quality or additional code where it has no counterpart here, else 0. */
  public final int[] nativeCode;
  /** Text and byte values. */
  public final BlobArena blobs = new BlobArena();

  private int size;
  private int dropped;
  private int[] kept = NO_ROWS;
  private Origin origin = Origin.LIVE;
  private int modelEpoch;

  /**
   * An empty batch.
   *
   * @param capacity samples it can hold, 1…65,536
   */
  public SampleBatch(int capacity) {
    if (capacity < 1 || capacity > 65_536) {
      throw new IllegalArgumentException("capacity of a batch is 1 to 65,536, not " + capacity);
    }
    point = new int[capacity];
    bits = new long[capacity];
    quality = new int[capacity];
    sourceTime = new long[capacity];
    timeQuality = new byte[capacity];
    gatewayTime = new long[capacity];
    cause = new byte[capacity];
    nativeCode = new int[capacity];
  }

  /** Samples in it. */
  public int size() {
    return size;
  }

  /** Samples it can hold. */
  public int capacity() {
    return point.length;
  }

  /** Whether no further sample fits. */
  public boolean isFull() {
    return size == point.length;
  }

  /** How it came to be. */
  public Origin origin() {
    return origin;
  }

  /** Sets how it came to be. */
  public void origin(Origin newOrigin) {
    this.origin = newOrigin;
  }

  /** The model epoch whose handles {@link #point} uses; the engine drops and counts what is of another epoch and gone. */
  public int modelEpoch() {
    return modelEpoch;
  }

  /** Sets the model epoch. */
  public void modelEpoch(int newModelEpoch) {
    this.modelEpoch = newModelEpoch;
  }

  /** Forgets all samples; keeps the memory. */
  public void clear() {
    size = 0;
    dropped = 0;
    blobs.clear();
    origin = Origin.LIVE;
  }

  /** Keeps the first {@code newSize} samples. */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  /**
   * Adds a sample and returns its row; the caller then sets cause and native code if they are not
   * {@link Cause#PERIODIC} and 0.
   *
   * @throws ArrayIndexOutOfBoundsException if the batch is full: look at {@link #isFull()} first
   */
  public int add(int pointHandle, long valueBits, int qualityBits, long sourceNs, byte timeQualityBits, long gatewayNs) {
    int row = size;
    point[row] = pointHandle;
    bits[row] = valueBits;
    quality[row] = qualityBits;
    sourceTime[row] = sourceNs;
    timeQuality[row] = timeQualityBits;
    gatewayTime[row] = gatewayNs;
    cause[row] = Cause.PERIODIC;
    nativeCode[row] = 0;
    size = row + 1;
    return row;
  }

  /** Copies row {@code from} of another batch (blobs are the caller's business) and returns its row here. */
  public int addRow(SampleBatch other, int from) {
    int row = add(other.point[from], other.bits[from], other.quality[from], other.sourceTime[from],
        other.timeQuality[from], other.gatewayTime[from]);
    cause[row] = other.cause[from];
    nativeCode[row] = other.nativeCode[from];
    return row;
  }

  /**
   * Copies a row with its text or bytes, if its kind has them, and returns its row here. A blob that does not fit any
   * more becomes empty and the sample invalid with overflow.
   */
  public int addRow(SampleBatch other, int from, Kind kind) {
    int row = addRow(other, from);
    if (kind.isBlob()) {
      long place = blobs.copyFrom(other.blobs, other.bits[from]);
      bits[row] = Math.max(place, 0);
      if (place < 0) {
        quality[row] = Quality.invalid(quality[row], Quality.OVERFLOW);
      }
    }
    return row;
  }

  /** Copies all rows of another batch behind those here, with the texts and bytes of a kind that has them. */
  public void addAll(SampleBatch other, Kind kind) {
    int count = other.size;
    if (kind.isBlob() || count < FEW) {
      for (int i = 0; i < count; i++) {
        addRow(other, i, kind);
      }
      return;
    }
    addRange(other, 0, count);
  }

  /**
   * Copies chosen rows of another batch behind those here; blobs are the caller's business.
   *
   * @param rows which, in this order
   * @param first of {@code rows}
   * @param count how many of {@code rows}
   */
  public void addRows(SampleBatch other, int[] rows, int first, int count) {
    int to = size;
    for (int i = 0; i < count; i++) {
      int row = rows[first + i];
      point[to + i] = other.point[row];
      bits[to + i] = other.bits[row];
      quality[to + i] = other.quality[row];
      sourceTime[to + i] = other.sourceTime[row];
    }
    for (int i = 0; i < count; i++) {
      int row = rows[first + i];
      timeQuality[to + i] = other.timeQuality[row];
      gatewayTime[to + i] = other.gatewayTime[row];
      cause[to + i] = other.cause[row];
      nativeCode[to + i] = other.nativeCode[row];
    }
    size = to + count;
  }

  /**
   * Copies neighbouring rows of another batch. For fixed-size kinds: the bytes of blobs are not copied.
   *
   * @param first row
   * @param count of rows; the caller has looked that they fit
   */
  public void addRange(SampleBatch other, int first, int count) {
    System.arraycopy(other.point, first, point, size, count);
    System.arraycopy(other.bits, first, bits, size, count);
    System.arraycopy(other.quality, first, quality, size, count);
    System.arraycopy(other.sourceTime, first, sourceTime, size, count);
    System.arraycopy(other.timeQuality, first, timeQuality, size, count);
    System.arraycopy(other.gatewayTime, first, gatewayTime, size, count);
    System.arraycopy(other.cause, first, cause, size, count);
    System.arraycopy(other.nativeCode, first, nativeCode, size, count);
    size += count;
  }

  /**
   * Marks a row as one that goes no further: its {@link #point} becomes its complement, so that it stays known until
   * {@link #compact}. For filters that work in place.
   */
  public void drop(int row) {
    point[row] = ~point[row];
    dropped++;
  }

  /** Rows marked by {@link #drop}. */
  public int dropped() {
    return dropped;
  }

  /** Takes the rows marked by {@link #drop} out; the others keep their order. */
  public void compact() {
    if (dropped == 0) {
      return;
    }
    if (kept.length < size) {
      kept = new int[point.length];
    }
    // Without a branch for each row: which rows stay is as good as random.
    int count = 0;
    for (int i = 0; i < size; i++) {
      kept[count] = i;
      count += 1 - (point[i] >>> 31);
    }
    size = 0;
    addRows(this, kept, 0, count);
    dropped = 0;
  }

  /** Copies one row over another of the same batch. */
  public void moveRow(int from, int to) {
    point[to] = point[from];
    bits[to] = bits[from];
    quality[to] = quality[from];
    sourceTime[to] = sourceTime[from];
    timeQuality[to] = timeQuality[from];
    gatewayTime[to] = gatewayTime[from];
    cause[to] = cause[from];
    nativeCode[to] = nativeCode[from];
  }
}
