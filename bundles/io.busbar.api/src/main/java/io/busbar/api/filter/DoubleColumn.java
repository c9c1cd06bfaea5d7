package io.busbar.api.filter;

import org.osgi.annotation.versioning.ProviderType;

/** A state column of doubles, indexed by row. The engine owns and grows it. Shard's thread only. */
@ProviderType
public interface DoubleColumn {
  /** The state of a row. */
  double get(int row);

  /** Sets the state of a row. */
  void set(int row, double value);
}
