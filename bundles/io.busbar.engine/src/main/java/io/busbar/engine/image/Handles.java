package io.busbar.engine.image;

/**
 * Input handles: how a driver's {@code int} leads to a place by arithmetic.
 *
 * <pre>
 *  bit 31     0
 *  bit 30-22  number of the pipeline, 0…511
 *  bit 21-0   row &lt;&lt; slotBits | slot      (slotBits belongs to the pipeline: the least that number its inputs)
 * </pre>
 *
 * <p>A template that gains an input compiles to a new pipeline with a number of its own, so nobody else's handles
 * move. A row that is used again is told from its former life by the model epoch at which it was taken.
 */
public final class Handles {
  /** Pipelines in one shard at most. */
  public static final int MAX_PIPELINES = 512;
  private static final int OFFSET_BITS = 22;
  private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;

  private Handles() {}

  /** Bits that number the inputs of a row. */
  public static int slotBits(int inputs) {
    return inputs <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(inputs - 1);
  }

  /** Rows that a pipeline with so many inputs can have. */
  public static int maxRows(int inputs) {
    return 1 << (OFFSET_BITS - slotBits(inputs));
  }

  /** The handle of one input of one row. */
  public static int of(int pipeline, int slotBits, int row, int slot) {
    return pipeline << OFFSET_BITS | row << slotBits | slot;
  }

  /** Number of the pipeline; negative or too large if the handle is none. */
  public static int pipeline(int handle) {
    return handle >> OFFSET_BITS;
  }

  /** Row in the pipeline. */
  public static int row(int handle, int slotBits) {
    return (handle & OFFSET_MASK) >>> slotBits;
  }

  /** Input of the row. */
  public static int slot(int handle, int slotBits) {
    return handle & (1 << slotBits) - 1;
  }
}
