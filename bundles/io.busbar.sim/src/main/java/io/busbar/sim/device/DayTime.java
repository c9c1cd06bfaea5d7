package io.busbar.sim.device;

/**
 * The simulated time of day: real time since the start, stretched, so that a day's curve can pass in a minute. Time stamps of events are
 * never stretched.
 *
 * @param startNs   Unix nanoseconds at which the simulation began
 * @param startHour hour of the simulated day at that moment, 0 to 24
 * @param speed     simulated seconds per real second, above 0; 1,440 makes a day of a minute
 */
public record DayTime(long startNs, double startHour, double speed) {
  private static final double NS_PER_HOUR = 3.6e12;

  /** The simulated hour, 0 up to 24. */
  public double hour(long nowNs) {
    double hours = startHour + (nowNs - startNs) * speed / NS_PER_HOUR;
    return hours - Math.floor(hours / 24) * 24;
  }

  /** Simulated seconds in a stretch of real nanoseconds. */
  public double simulatedSeconds(long realNs) {
    return realNs * speed / 1e9;
  }
}
