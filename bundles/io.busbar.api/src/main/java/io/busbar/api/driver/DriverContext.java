package io.busbar.api.driver;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What the engine gives a driver for one channel. Used on the channel's thread except where said. */
@ProviderType
public interface DriverContext {
  /** The channel. */
  ChannelSpec channel();

  /** Lines. */
  LineService lines();

  /** The site clock: wall time for stamps, monotonic time for everything else. */
  SiteClock clock();

  /** Randomness, for jitter. */
  RandomSource random();

  /**
   * An empty batch to fill and {@link #offer}, or null when the engine's ring is full: the driver then leaves the
   * data where it is (in the device, in the socket) and tries again at its next step.
   *
   * @param samples room wanted, 1…65,536
   */
  @Nullable SampleBatch claim(int samples);

  /**
   * Hands a claimed batch to the engine, in order. A batch that stays empty may be offered with a token alone.
   *
   * @param batch from {@link #claim}; not the driver's any more
   * @param device the device that it came from
   * @param resumeToken stored in the same commit as the samples and given back by {@link Driver#settled} and, after a
   *     restart, {@link Driver#bind}; null if the device has nothing to release. At most 255 bytes
   */
  void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken);

  /**
   * How a device is doing. Only changes have an effect: they become one device-level record, and while the device is
   * lost the engine marks its points.
   *
   * @param reason for a technician, with what to do; part of the record
   */
  void deviceState(int device, DeviceState state, String reason);

  /** Counters of a device. */
  DeviceCounters counters(int device);

  /**
   * Something about one point that is wrong at the device: {@code exception 02. The relay answers, the register does
   * not exist. Check its map.} An empty text clears it. Shown with the point; repeats are free.
   */
  void pointFault(int inputHandle, String text);

  /** What the previous version of this driver handed over, empty at a fresh start. */
  byte[] takenOver();

  /**
   * So much of the present step the driver only listened for what a device may send by itself; it does not count as use of the
   * channel. A driver that waits for an answer uses its channel, and does not call it.
   *
   * @param ns time, ns, 0 or more
   */
  default void listened(long ns) {
    // Who measures no use has nothing to take off.
  }

  /** Asks for a step soon. Any thread. */
  void wakeUp();
}
