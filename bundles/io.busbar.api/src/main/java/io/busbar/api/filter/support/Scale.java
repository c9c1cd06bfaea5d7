package io.busbar.api.filter.support;

/** {@link Numbers#scale} for a factor that is nearly always the same: its reciprocal is worked out when it changes. One thread. */
public final class Scale {
  private double factor = Double.NaN;
  private double divisor;
  private boolean divides;

  /** The value times the factor, decimal where the factor is. */
  public double of(double x, double by) {
    if (by != factor) {
      factor = by;
      divisor = Math.rint(1 / by);
      divides = 1 / divisor == by;
    }
    return divides ? x / divisor : x * by;
  }
}
