package io.busbar.api.driver;

import io.busbar.api.data.Kind;

/**
 * What one input of a point gives.
 *
 * @param kind of its raw values
 * @param minimum least raw value, for range checks; NaN if not known
 * @param maximum greatest raw value; NaN if not known
 */
public record InputType(Kind kind, double minimum, double maximum) {
  /** An input whose range is not known. */
  public static InputType of(Kind kind) {
    return new InputType(kind, Double.NaN, Double.NaN);
  }
}
