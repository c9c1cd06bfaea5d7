package io.busbar.sim.device;

/** Typical curves over a day, all as a share from 0 to about 1. */
final class DayCurves {
  private static final double[] FEEDER_BY_HOUR = {
    0.38, 0.34, 0.32, 0.31, 0.32, 0.37, 0.50, 0.66, 0.72, 0.70, 0.68, 0.69,
    0.71, 0.67, 0.63, 0.62, 0.66, 0.78, 0.92, 1.00, 0.96, 0.83, 0.64, 0.48,
  };
  private static final double SUNRISE = 5.5;
  private static final double SUNSET = 20.5;
  private static final double WARMEST_HOUR = 15;

  private DayCurves() {
  }

  /** Load of a mixed residential feeder: low at night, a morning shoulder, the peak at 19 h. */
  static double feederLoad(double hour) {
    int from = (int) hour % 24;
    double share = hour - Math.floor(hour);
    return FEEDER_BY_HOUR[from] * (1 - share) + FEEDER_BY_HOUR[(from + 1) % 24] * share;
  }

  /** Clear-sky irradiance on a fixed array. */
  static double sun(double hour) {
    if (hour <= SUNRISE || hour >= SUNSET) {
      return 0;
    }
    return Math.pow(Math.sin(Math.PI * (hour - SUNRISE) / (SUNSET - SUNRISE)), 1.3);
  }

  /** Ambient temperature in degrees Celsius, coolest at 3 h, warmest at 15 h. */
  static double ambient(double hour) {
    return 17 + 7 * Math.cos(2 * Math.PI * (hour - WARMEST_HOUR) / 24);
  }
}
