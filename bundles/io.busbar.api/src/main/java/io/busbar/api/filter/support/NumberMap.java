package io.busbar.api.filter.support;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.InPlace;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A filter that maps each number to a number. What is not finite keeps its bits and becomes invalid. All maps share the loop of
 * {@link #apply}, in which the compiler cannot put them; one that nearly every flow has may repeat it with its own arithmetic inside.
 */
@ConsumerType
public abstract class NumberMap implements InPlace {
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
  public final Kind kind() {
    return kind;
  }

  @Override
  public void apply(SampleBatch samples) {
    int count = samples.size();
    for (int i = 0; i < count; i++) {
      Numbers.put(samples, i, map(samples.point[i], kind.toDouble(samples.bits[i])));
    }
  }
}
