package io.busbar.api.filter;

import org.osgi.annotation.versioning.ProviderType;

/** A state column of longs, indexed by row. The engine owns and grows it. Shard's thread only. */
@ProviderType
public interface LongColumn {
  /** The state of a row. */
  long get(int row);

  /** Sets the state of a row. */
  void set(int row, long value);
}
