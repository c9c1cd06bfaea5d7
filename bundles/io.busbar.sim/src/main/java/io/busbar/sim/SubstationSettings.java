package io.busbar.sim;

import io.busbar.sim.fault.FaultRates;

/**
 * What a simulation follows from.
 *
 * @param seed              of everything left to chance
 * @param startHour         hour of the simulated day at the start, 0 to 24
 * @param daySpeed          simulated seconds per real second; 1,440 makes a day of a minute
 * @param faultEverySeconds mean real seconds between short circuits on each feeder, 0 for none
 * @param faults            communication faults by chance, for every device
 */
public record SubstationSettings(long seed, double startHour, double daySpeed, double faultEverySeconds, FaultRates faults) {
  /** A substation at ten in the morning, in real time, where nothing goes wrong by itself. */
  public static SubstationSettings calm(long seed) {
    return new SubstationSettings(seed, 10, 1, 0, FaultRates.NONE);
  }
}
