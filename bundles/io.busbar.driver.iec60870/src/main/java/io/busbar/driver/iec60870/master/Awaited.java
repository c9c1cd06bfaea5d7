package io.busbar.driver.iec60870.master;

import io.busbar.api.driver.DriverContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices of the driver before that are not bound yet, with what it said of them. */
final class Awaited {
  /** A device that is not bound within so long has gone while nobody was there. */
  private static final long LONGEST_NS = 30_000_000_000L;

  private final Map<Integer, byte[]> devices;
  private final long untilNs;

  Awaited(HandOver before, DriverContext context) {
    devices = new HashMap<>(before.devices());
    untilNs = context.clock().monotonicNs() + LONGEST_NS;
  }

  /** A device is bound, or gone; returns what was said of it, null if it was not awaited. */
  byte @Nullable [] take(int device) {
    return devices.remove(device);
  }

  /** Whether somebody is still to come. */
  boolean isWaiting(long nowNs) {
    if (!devices.isEmpty() && nowNs - untilNs >= 0) {
      devices.clear();
    }
    return !devices.isEmpty();
  }
}
