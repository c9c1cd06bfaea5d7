package io.busbar.sim.fault;

import io.busbar.sim.codec.ExceptionCode;
import java.util.random.RandomGenerator;

/** Decides the fate of each request to one device. One thread at a time. */
public final class FaultPlan {
  private final RandomGenerator random;
  private FaultRates rates;
  private CommFault ordered = CommFault.NONE;

  /**
   * A plan.
   *
   * @param random the device's own source of chance
   * @param rates  faults by chance
   */
  public FaultPlan(RandomGenerator random, FaultRates rates) {
    this.random = random;
    this.rates = rates;
  }

  /** Every request suffers this from now on, until {@link CommFault#NONE} is ordered. */
  public void order(CommFault fault) {
    ordered = fault;
  }

  /** What is ordered at present. */
  public CommFault ordered() {
    return ordered;
  }

  /** Changes how often chance strikes. */
  public void rates(FaultRates newRates) {
    rates = newRates;
  }

  /** The fate of the next request. */
  public CommFault next() {
    if (ordered.kind() != CommFault.Kind.NONE) {
      return ordered;
    }
    double lot = random.nextDouble();
    if (lot < rates.silent()) {
      return CommFault.SILENT;
    }
    lot -= rates.silent();
    if (lot < rates.late()) {
      return CommFault.late(rates.lateMs());
    }
    lot -= rates.late();
    if (lot < rates.exception()) {
      boolean busy = random.nextBoolean();
      return CommFault.exception(busy ? ExceptionCode.SERVER_DEVICE_BUSY : ExceptionCode.SERVER_DEVICE_FAILURE);
    }
    return lot - rates.exception() < rates.garbled() ? CommFault.GARBLED : CommFault.NONE;
  }
}
