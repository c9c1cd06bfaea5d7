package io.busbar.driver.modbus.session;

import io.busbar.api.data.DeviceState;

/**
 * Whether one device is there. Counts failed tries in a row; after the configured number the device is lost until it
 * answers a probe. Probes begin a second after the loss and double their pause up to the configured longest.
 */
final class DeviceHealth {
  private static final long FIRST_PROBE_NS = 1_000_000_000L;

  private final int lostAfter;
  private final long backOffNs;
  private int failures;
  private int withoutFrame;
  private boolean lost;
  private boolean seen;
  private long probeAtNs;
  private long pauseNs = FIRST_PROBE_NS;

  DeviceHealth(int lostAfter, long backOffNs) {
    this.lostAfter = lostAfter;
    this.backOffNs = backOffNs;
  }

  boolean isLost() {
    return lost;
  }

  /** Whether it has answered since it was bound or lost. */
  boolean isSeen() {
    return seen;
  }

  long probeAtNs() {
    return probeAtNs;
  }

  int failures() {
    return failures;
  }

  /**
   * A try failed.
   *
   * @param bytesCame whether bytes came that made no frame
   * @return whether the device is lost by it
   */
  boolean failed(boolean bytesCame, long nowNs) {
    failures++;
    withoutFrame += bytesCame ? 1 : 0;
    if (lost) {
      pauseNs = Math.min(backOffNs, pauseNs * 2);
      probeAtNs = nowNs + pauseNs;
      return false;
    }
    return failures >= lostAfter && lose(nowNs);
  }

  /** The device is lost now, whatever was counted. */
  boolean lose(long nowNs) {
    if (lost) {
      return false;
    }
    lost = true;
    seen = false;
    pauseNs = Math.min(backOffNs, FIRST_PROBE_NS);
    probeAtNs = nowNs + pauseNs;
    return true;
  }

  /** {@link DeviceState#WRONG_REPLY} if most failures brought bytes, else {@link DeviceState#LOST}. */
  DeviceState lostState() {
    return withoutFrame * 2 > failures ? DeviceState.WRONG_REPLY : DeviceState.LOST;
  }

  /**
   * It answered.
   *
   * @return whether this is the first answer since it was bound or lost
   */
  boolean answered() {
    boolean first = !seen;
    failures = 0;
    withoutFrame = 0;
    lost = false;
    seen = true;
    return first;
  }

  /** Probe it now: the line is back. */
  void probeNow(long nowNs) {
    probeAtNs = nowNs;
    pauseNs = Math.min(backOffNs, FIRST_PROBE_NS);
  }
}
