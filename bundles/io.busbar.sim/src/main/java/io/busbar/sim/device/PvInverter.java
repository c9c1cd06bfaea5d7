package io.busbar.sim.device;

import io.busbar.sim.codec.ExceptionCode;

/**
 * A photovoltaic inverter: power by sun and passing clouds, an operating state as SunSpec numbers it (1 off, 2 sleeping, 3 starting,
 * 4 tracking, 5 throttled, 6 shutting down, 7 fault, 8 standby), the same figures once as integers with scale factors (as SunSpec model 103)
 * and once as float32 (as model 113). A write limits the power. The register map stands in the README of this bundle.
 */
public final class PvInverter extends SimulatedIed {
  private static final int INTEGER_PLACE = 40_070;
  private static final int INTEGERS = 16;
  private static final int INTEGER_COUNTER = 40_086;
  private static final int FLOAT_PLACE = 40_301;
  private static final int FLOATS = 6;
  private static final int FLOAT_COUNTER = 40_313;
  private static final int LIMIT_PLACE = 40_401;
  private static final int SCALE_MINUS_1 = -1;
  private static final int SCALE_MINUS_2 = -2;
  private static final int SCALE_PLUS_1 = 1;
  private static final double VOLTS = 400;

  private final double ratedWatts;
  private final Wander clouds;
  private final Wander volts;
  private final Wander hertz;
  private double limitPercent = 100;
  private double watts;
  private double energyWh;
  private double cabinet;

  /** An inverter of some rated power in watts, up to 300 kW. */
  public PvInverter(DeviceSetup setup, double ratedWatts) {
    super(setup);
    this.ratedWatts = ratedWatts;
    clouds = new Wander(setup.random(), 0.25, 300);
    volts = new Wander(setup.random(), 2, 600);
    hertz = new Wander(setup.random(), 0.015, 60);
    energyWh = 2e8 * setup.random().nextDouble();
    cabinet = 25;
    image.define(INTEGER_PLACE, INTEGERS);
    image.defineScanCounter(INTEGER_COUNTER);
    image.define(FLOAT_PLACE, 2 * FLOATS);
    image.defineScanCounter(FLOAT_COUNTER);
    image.define(LIMIT_PLACE, 1);
    image.putInt16(LIMIT_PLACE, limitPercent);
    measure(0);
  }

  @Override
  public String kind() {
    return "inverter";
  }

  @Override
  void pass(double seconds, long nowNs) {
    measure(seconds);
  }

  private void measure(double seconds) {
    double sun = DayCurves.sun(setup.time().hour(last));
    double sky = Math.max(0.1, Math.min(1, 0.9 + clouds.step(seconds)));
    double possible = 0.97 * ratedWatts * sun * sky;
    double allowed = ratedWatts * limitPercent / 100;
    watts = Math.min(possible, allowed);
    energyWh += watts * seconds / 3_600;
    double target = DayCurves.ambient(setup.time().hour(last)) + 25 * watts / ratedWatts;
    cabinet += (target - cabinet) * (1 - Math.exp(-seconds / 1_200));
    double voltage = VOLTS + volts.step(seconds);
    double frequency = 50 + hertz.step(seconds);
    if (!frozen) {
      show(state(sun, possible > allowed), voltage, frequency);
    }
  }

  private static int state(double sun, boolean throttled) {
    if (sun <= 0) {
      return 2;
    }
    if (sun < 0.02) {
      return 3;
    }
    return throttled ? 5 : 4;
  }

  private void show(int state, double voltage, double frequency) {
    double amps = watts / voltage / Math.sqrt(3);
    double dcVolts = watts > 0 ? 620 + 60 * watts / ratedWatts : 0;
    image.putInt16(INTEGER_PLACE, amps * 10);
    image.putInt16(INTEGER_PLACE + 1, SCALE_MINUS_1);
    image.putInt16(INTEGER_PLACE + 2, voltage * 10);
    image.putInt16(INTEGER_PLACE + 3, SCALE_MINUS_1);
    image.putInt16(INTEGER_PLACE + 4, watts / 10);
    image.putInt16(INTEGER_PLACE + 5, SCALE_PLUS_1);
    image.putInt16(INTEGER_PLACE + 6, frequency * 100);
    image.putInt16(INTEGER_PLACE + 7, SCALE_MINUS_2);
    image.putUint32(INTEGER_PLACE + 8, (long) energyWh);
    image.putInt16(INTEGER_PLACE + 10, 0);
    image.putInt16(INTEGER_PLACE + 11, dcVolts * 10);
    image.putInt16(INTEGER_PLACE + 12, SCALE_MINUS_1);
    image.putInt16(INTEGER_PLACE + 13, cabinet * 10);
    image.putInt16(INTEGER_PLACE + 14, SCALE_MINUS_1);
    image.putInt16(INTEGER_PLACE + 15, state);
    double[] floats = {amps, voltage, watts, frequency, dcVolts, cabinet};
    for (int i = 0; i < FLOATS; i++) {
      image.putFloat32(FLOAT_PLACE + 2 * i, floats[i]);
    }
  }

  @Override
  public int registersWritten(int firstPlace, int count, byte[] values) {
    if (firstPlace != LIMIT_PLACE || count != 1) {
      return ExceptionCode.ILLEGAL_DATA_ADDRESS;
    }
    int percent = ((values[0] & 0xFF) << 8) | (values[1] & 0xFF);
    if (percent > 100) {
      return ExceptionCode.ILLEGAL_DATA_VALUE;
    }
    limitPercent = percent;
    return ExceptionCode.NONE;
  }
}
