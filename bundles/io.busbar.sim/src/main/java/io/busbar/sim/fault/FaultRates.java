package io.busbar.sim.fault;

/**
 * How often a request goes wrong by chance. Probabilities per request, 0 to 1, together at most 1.
 *
 * @param silent    no reply
 * @param late      late reply
 * @param lateMs    how late, milliseconds
 * @param exception exception reply, with code 04 or 06 by lot
 * @param garbled   wrong checksum or foreign transaction
 */
public record FaultRates(double silent, double late, int lateMs, double exception, double garbled) {
  /** Nothing goes wrong by chance. */
  public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0);

  /** Checks that the probabilities are probabilities. */
  public FaultRates {
    double sum = silent + late + exception + garbled;
    if (!(silent >= 0 && late >= 0 && exception >= 0 && garbled >= 0 && sum <= 1)) {
      throw new IllegalArgumentException("fault probabilities must be 0 to 1 and add up to at most 1, but are " + sum);
    }
  }
}
