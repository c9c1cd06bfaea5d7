package io.busbar.sim.device;

import io.busbar.sim.codec.ExceptionCode;

/**
 * A transformer monitor: load, oil and winding temperature by a first-order thermal model (IEC 60076-7 in spirit, one exponent), fans with
 * hysteresis, an on-load tap changer that follows the voltage, dissolved hydrogen and moisture. The register map stands in the README.
 */
public final class TransformerMonitor extends SimulatedIed {
  private static final int STATUS_PLACE = 10_001;
  private static final int MEASUREMENT_PLACE = 30_001;
  private static final int MEASUREMENTS = 9;
  private static final int COUNTER_PLACE = 30_010;
  private static final int FAN_COILS = 1;
  private static final double OIL_RISE = 45;
  private static final double WINDING_RISE = 20;
  private static final double OIL_SECONDS = 9_000;
  private static final double FAN_ON = 62;
  private static final double FAN_OFF = 56;
  private static final double TAP_DELAY_SECONDS = 120;
  private static final int TAP_MIDDLE = 9;
  private static final int TAP_LAST = 17;

  private final Wander loadNoise;
  private final Wander voltageNoise;
  private final boolean[] fanByHand = new boolean[2];
  private double oil;
  private double hydrogen;
  private double moisture = 8;
  private boolean fans;
  private int tap = TAP_MIDDLE;
  private double offVoltageSeconds;
  private int tapOperations = 4_211;

  /** A transformer in the middle of its tap range. */
  public TransformerMonitor(DeviceSetup setup) {
    super(setup);
    loadNoise = new Wander(setup.random(), 0.03, 900);
    voltageNoise = new Wander(setup.random(), 0.008, 2_400);
    hydrogen = 20 + 10 * setup.random().nextDouble();
    oil = ambient() + OIL_RISE * 0.3;
    image.define(STATUS_PLACE, 5);
    image.define(MEASUREMENT_PLACE, MEASUREMENTS);
    image.defineScanCounter(COUNTER_PLACE);
    image.define(FAN_COILS, 2);
    measure(0);
  }

  @Override
  public String kind() {
    return "transformer";
  }

  @Override
  void pass(double seconds, long nowNs) {
    measure(seconds);
  }

  private double ambient() {
    return DayCurves.ambient(setup.time().hour(last));
  }

  private void measure(double seconds) {
    double load = Math.max(0.05, 0.95 * DayCurves.feederLoad(setup.time().hour(last)) + loadNoise.step(seconds));
    boolean fan1 = fans || fanByHand[0];
    boolean fan2 = fans || fanByHand[1];
    double cooling = 1 - 0.15 * (fan1 ? 1 : 0) - 0.15 * (fan2 ? 1 : 0);
    double target = ambient() + OIL_RISE * Math.pow(load, 1.6) * cooling + 12;
    oil += (target - oil) * (1 - Math.exp(-seconds / OIL_SECONDS));
    fans = fans ? oil > FAN_OFF : oil > FAN_ON;
    hydrogen += 1e-6 * seconds * (1 + Math.max(0, oil - 60));
    moisture = Math.max(3, moisture + 1e-5 * seconds * setup.random().nextGaussian());
    double perUnit = 1 + voltageNoise.step(seconds) - 0.03 * load + 0.0125 * (tap - TAP_MIDDLE);
    changeTap(perUnit, seconds);
    show(load, perUnit, fan1, fan2);
  }

  private void changeTap(double perUnit, double seconds) {
    boolean low = perUnit < 0.985;
    boolean high = perUnit > 1.015;
    offVoltageSeconds = low || high ? offVoltageSeconds + seconds : 0;
    int wanted = tap + (low ? 1 : 0) - (high ? 1 : 0);
    if (offVoltageSeconds > TAP_DELAY_SECONDS && wanted >= 1 && wanted <= TAP_LAST) {
      tap = wanted;
      tapOperations++;
      offVoltageSeconds = 0;
    }
  }

  private void show(double load, double perUnit, boolean fan1, boolean fan2) {
    double winding = oil + WINDING_RISE * Math.pow(load, 1.6);
    image.putBit(STATUS_PLACE, fan1);
    image.putBit(STATUS_PLACE + 1, fan2);
    image.putBit(STATUS_PLACE + 2, false);
    image.putBit(STATUS_PLACE + 3, false);
    image.putBit(STATUS_PLACE + 4, winding > 98);
    image.putBit(FAN_COILS, fanByHand[0]);
    image.putBit(FAN_COILS + 1, fanByHand[1]);
    if (frozen) {
      return;
    }
    double noise = 0.05 * setup.random().nextGaussian();
    image.putInt16(MEASUREMENT_PLACE, (oil + noise) * 10);
    image.putInt16(MEASUREMENT_PLACE + 1, (winding + noise) * 10);
    image.putInt16(MEASUREMENT_PLACE + 2, ambient() * 10);
    image.putInt16(MEASUREMENT_PLACE + 3, load * 1_000);
    image.putInt16(MEASUREMENT_PLACE + 4, perUnit * 2_000);
    image.putInt16(MEASUREMENT_PLACE + 5, tap);
    image.putInt16(MEASUREMENT_PLACE + 6, hydrogen);
    image.putInt16(MEASUREMENT_PLACE + 7, moisture);
    image.putInt16(MEASUREMENT_PLACE + 8, tapOperations);
  }

  @Override
  public int coilWritten(int place, boolean value) {
    fanByHand[place - FAN_COILS] = value;
    return ExceptionCode.NONE;
  }
}
