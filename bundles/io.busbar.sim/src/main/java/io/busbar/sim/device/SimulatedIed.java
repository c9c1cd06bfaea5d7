package io.busbar.sim.device;

import io.busbar.sim.codec.DataModel;
import io.busbar.sim.codec.ExceptionCode;

/** What all simulated devices share: registers, and time that only goes forward. One thread at a time. */
abstract class SimulatedIed implements SimDevice, RegisterImage.WriteHandler {
  final DeviceSetup setup;
  final RegisterImage image = new RegisterImage(this);
  /** The moment that the model stands at, Unix nanoseconds. */
  long last;
  /** Whether measured values stand still. */
  boolean frozen;

  SimulatedIed(DeviceSetup setup) {
    this.setup = setup;
    last = setup.time().startNs();
  }

  /**
   * Lets the model go on from {@link #last} to a later moment.
   *
   * @param seconds simulated time in between
   */
  abstract void pass(double seconds, long nowNs);

  @Override
  public final void advance(long nowNs) {
    if (nowNs > last) {
      double seconds = setup.time().simulatedSeconds(nowNs - last);
      last = nowNs;
      pass(seconds, nowNs);
    }
  }

  @Override
  public final DataModel registers() {
    return image;
  }

  @Override
  public final void freeze(boolean on) {
    frozen = on;
  }

  @Override
  public void quiet(boolean on) {
    // most devices keep no events
  }

  @Override
  public int coilWritten(int place, boolean value) {
    return ExceptionCode.ILLEGAL_DATA_ADDRESS;
  }

  @Override
  public int registersWritten(int firstPlace, int count, byte[] values) {
    return ExceptionCode.ILLEGAL_DATA_ADDRESS;
  }
}
