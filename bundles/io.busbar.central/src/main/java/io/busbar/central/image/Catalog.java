package io.busbar.central.image;

import org.jspecify.annotations.Nullable;

/** Explains what an envelope in central's journal names by number. Any thread. */
public interface Catalog {
  /** Name of the gateway with that number; null if the books do not know it. */
  @Nullable String gateway(int number);

  /** Dictionary of a gateway's journal epoch; null if the books do not know it. */
  @Nullable Dictionary dictionary(int number, long epoch);
}
