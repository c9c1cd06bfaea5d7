package io.busbar.api.filter.support;

import io.busbar.api.describe.Descriptor;
import org.osgi.annotation.versioning.ConsumerType;

/** An operation on one input whose stages work {@linkplain #isRowByRow row by row}. Immutable, thread-safe. */
@ConsumerType
public abstract class RowOperation extends Operation {
  /** An operation on one input. */
  protected RowOperation(Takes takes, Descriptor descriptor) {
    super(takes, descriptor);
  }

  @Override
  public final boolean isRowByRow() {
    return true;
  }
}
