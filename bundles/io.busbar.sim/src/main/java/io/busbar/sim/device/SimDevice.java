package io.busbar.sim.device;

import io.busbar.sim.codec.DataModel;

/** A simulated device. Not thread-safe. */
public interface SimDevice {
  /** Kind, as in the reply log: {@code feeder}, {@code transformer} or {@code inverter}. */
  String kind();

  /**
   * Brings the model up to a moment.
   *
   * @param nowNs Unix nanoseconds; an earlier moment than before changes nothing
   */
  void advance(long nowNs);

  /** What a client reads and writes. */
  DataModel registers();

  /** Lets the measured values stand still ("stuck") or move again. Events and scan counters go on. */
  void freeze(boolean on);

  /** While quiet a device generates no event by itself. */
  void quiet(boolean on);

  /** Events that wait to be released; 0 for a device without an event buffer. */
  default int eventsWaiting() {
    return 0;
  }
}
