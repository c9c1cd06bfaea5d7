package io.busbar.api.filter.support;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import org.osgi.annotation.versioning.ConsumerType;

/** A filter that maps each number to a number. What is not finite keeps its bits and becomes invalid. */
@ConsumerType
public abstract class NumberMap extends EachSample {
  private final Kind kind;

  /**
   * A map.
   *
   * @param kind of what comes in
   */
  protected NumberMap(Kind kind) {
    this.kind = kind;
  }

  /** The new value for a device's row. */
  protected abstract double map(int row, double x);

  @Override
  protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
    Numbers.put(out, out.addRow(in, i), map(row, kind.toDouble(in.bits[i])));
  }
}
