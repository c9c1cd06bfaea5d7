package io.busbar.sim.rtu;

/**
 * What an RTU is.
 *
 * @param commonAddress 1 to 65,534; on 101 with one byte 1 to 254. On 101 it is the address of the link as well
 * @param breakers 1 to 99
 * @param selectFirst whether a breaker takes an execute only behind a select of the same object and state
 * @param operateMs from the execute to the new position, ms
 */
public record RtuSettings(int commonAddress, int breakers, boolean selectFirst, int operateMs) {
  /** Checks the ranges. */
  public RtuSettings {
    if (commonAddress < 1 || commonAddress > 65_534 || breakers < 1 || breakers > 99 || operateMs < 0) {
      throw new IllegalArgumentException("common address 1 to 65534, 1 to 99 breakers, operating time 0 ms or more; not " + commonAddress + ", "
          + breakers + ", " + operateMs);
    }
  }

  /** A breaker with select before operate that moves within 80 ms. */
  public static RtuSettings of(int commonAddress) {
    return new RtuSettings(commonAddress, 1, true, 80);
  }
}
