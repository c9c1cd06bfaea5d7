package io.busbar.control.rules;

import org.jspecify.annotations.Nullable;

/** Present values of points, for interlocks and feedback. Any thread; may take a moment. */
@FunctionalInterface
public interface Image {
  /** The present value of {@code device/point}; null if there is none. */
  @Nullable Reading read(String point);

  /**
   * A value.
   *
   * @param value as number
   * @param quality {@link io.busbar.api.data.Quality} bits
   * @param receivedNs wall time at which it came, ns
   */
  record Reading(double value, int quality, long receivedNs) {}
}
