package io.busbar.sim.device;

import io.busbar.sim.codec.ExceptionCode;

/**
 * A 20 kV feeder with its protection relay: measurements that follow a residential day, faults with pickup, trip, automatic reclosing
 * and lockout, and an {@link EventBuffer} with the exact time of each. The register map stands in the README of this bundle.
 */
public final class FeederRelay extends SimulatedIed {
  private static final int EVENT_CAPACITY = 1_000;
  private static final int STATUS_PLACE = 10_011;
  private static final int STATUS_BITS = 9;
  private static final int MEASUREMENT_PLACE = 40_101;
  private static final int MEASUREMENTS = 13;
  private static final int MEASUREMENT_COUNTER = 40_114;
  private static final int ENERGY_PLACE = 40_200;
  private static final int ENERGY_COUNTER = 40_204;
  private static final int COIL_OPEN = 1;
  private static final int COIL_CLOSE = 2;
  private static final double NOMINAL_KV = 20;
  private static final double SQRT3 = Math.sqrt(3);

  private final EventBuffer events;
  private final FeederProtection protection;
  private final double ratedAmps;
  private final double[] phaseShare = new double[3];
  private final Wander loadNoise;
  private final Wander voltageNoise;
  private final Wander frequencyNoise;
  private double importedWh;
  private double exportedWh;

  /**
   * A feeder with its breaker closed.
   *
   * @param ratedAmps         current at the daily peak, amperes
   * @param faultEverySeconds mean real time between faults on the line, 0 for none
   */
  public FeederRelay(DeviceSetup setup, double ratedAmps, double faultEverySeconds) {
    super(setup);
    this.ratedAmps = ratedAmps;
    events = new EventBuffer(setup.number(), EVENT_CAPACITY, image, setup.log());
    loadNoise = new Wander(setup.random(), 0.03, 600);
    voltageNoise = new Wander(setup.random(), 0.08, 1_800);
    frequencyNoise = new Wander(setup.random(), 0.015, 60);
    for (int phase = 0; phase < phaseShare.length; phase++) {
      phaseShare[phase] = 0.95 + 0.1 * setup.random().nextDouble();
    }
    image.define(STATUS_PLACE, STATUS_BITS);
    image.define(MEASUREMENT_PLACE, MEASUREMENTS);
    image.defineScanCounter(MEASUREMENT_COUNTER);
    image.define(ENERGY_PLACE, 4);
    image.defineScanCounter(ENERGY_COUNTER);
    image.define(COIL_OPEN, 2);
    protection = new FeederProtection(setup.random(), faultEverySeconds, events, last);
    importedWh = 1e9 * setup.random().nextDouble();
    exportedWh = importedWh / 50;
    measure(0);
    showStatus();
  }

  @Override
  public String kind() {
    return "feeder";
  }

  @Override
  void pass(double seconds, long nowNs) {
    protection.advance(nowNs);
    showStatus();
    measure(seconds);
  }

  private void showStatus() {
    boolean[] status = protection.status();
    for (int i = 0; i < STATUS_BITS; i++) {
      image.putBit(STATUS_PLACE + i, status[i]);
    }
  }

  private void measure(double seconds) {
    double hour = setup.time().hour(last);
    double share = Math.max(0.02, DayCurves.feederLoad(hour) + loadNoise.step(seconds));
    double amps = ratedAmps * share * protection.currentFactor();
    double kv = NOMINAL_KV * protection.voltageFactor() + voltageNoise.step(seconds) - 0.3 * share;
    double powerFactor = 0.97 - 0.04 * share;
    double kw = SQRT3 * kv * amps * powerFactor;
    if (kw >= 0) {
      importedWh += kw * seconds / 3.6;
    } else {
      exportedWh -= kw * seconds / 3.6;
    }
    double hertz = 50 + frequencyNoise.step(seconds);
    if (!frozen) {
      show(amps, kv, powerFactor, hertz);
    }
  }

  private void show(double amps, double kv, double powerFactor, double hertz) {
    double imbalance = 0;
    for (int phase = 0; phase < 3; phase++) {
      double current = amps * phaseShare[phase] * (1 + 0.002 * setup.random().nextGaussian());
      image.putInt16(MEASUREMENT_PLACE + phase, current * 10);
      imbalance += Math.abs(phaseShare[phase] - 1) * amps;
      image.putInt16(MEASUREMENT_PLACE + 4 + phase, (kv + 0.01 * setup.random().nextGaussian()) * 100);
    }
    double kw = SQRT3 * kv * amps * powerFactor;
    double kvar = SQRT3 * kv * amps * Math.sqrt(1 - powerFactor * powerFactor);
    image.putInt16(MEASUREMENT_PLACE + 3, imbalance * 10);
    image.putInt16(MEASUREMENT_PLACE + 7, kw);
    image.putInt16(MEASUREMENT_PLACE + 8, kvar);
    image.putInt16(MEASUREMENT_PLACE + 9, powerFactor * 1_000);
    image.putInt16(MEASUREMENT_PLACE + 10, hertz * 1_000);
    image.putInt16(MEASUREMENT_PLACE + 11, protection.lastFaultFactor() * ratedAmps);
    image.putInt16(MEASUREMENT_PLACE + 12, protection.operations());
    image.putUint32(ENERGY_PLACE, (long) (importedWh / 1_000));
    image.putUint32(ENERGY_PLACE + 2, (long) (exportedWh / 1_000));
  }

  /**
   * A fault on the line now.
   *
   * @param nowNs     Unix nanoseconds
   * @param permanent whether it is still there after the first reclosing
   */
  public void fault(long nowNs, boolean permanent) {
    advance(nowNs);
    protection.fault(nowNs, permanent);
    advance(nowNs + 1);
  }

  /**
   * An avalanche: many single signals within a short time.
   *
   * @param count  number of events, at least 1
   * @param spanMs milliseconds over which they spread evenly
   */
  public void avalanche(long nowNs, int count, int spanMs) {
    protection.avalanche(nowNs, count, spanMs);
  }

  @Override
  public int coilWritten(int place, boolean value) {
    if (value) {
      protection.command(last, place == COIL_CLOSE);
    }
    return ExceptionCode.NONE;
  }

  @Override
  public int registersWritten(int firstPlace, int count, byte[] values) {
    if (firstPlace != EventBuffer.RELEASE_PLACE || count != 2) {
      return ExceptionCode.ILLEGAL_DATA_ADDRESS;
    }
    long upTo = 0;
    for (byte value : values) {
      upTo = (upTo << 8) | (value & 0xFF);
    }
    events.release(upTo, last);
    return ExceptionCode.NONE;
  }

  @Override
  public void quiet(boolean on) {
    protection.quiet(on);
  }

  @Override
  public int eventsWaiting() {
    return events.waiting();
  }
}
