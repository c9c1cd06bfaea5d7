package io.busbar.driver.modbus.session;

import io.busbar.driver.modbus.config.ChannelSettings;

/**
 * How long a line has been impossible to open. Its devices are lost after as many attempts as a device has tries, or
 * after the time that those tries would have taken, whichever is first: one closed connection is not an alarm.
 */
final class LineOutage {
  private final int lostAfter;
  private final long limitNs;
  private boolean down;
  private boolean over;
  private int attempts;
  private long sinceNs;
  private long lastRetryAtNs;

  LineOutage(ChannelSettings settings) {
    this.lostAfter = settings.lostAfter();
    this.limitNs = (settings.retries() + 1) * settings.timing().timeoutNs();
  }

  /**
   * The line is not open.
   *
   * @param retryAtNs when it is tried next; a new value means that it was tried again
   * @return whether its devices are lost
   */
  boolean attempt(long retryAtNs, long nowNs) {
    if (!down) {
      down = true;
      over = false;
      attempts = 0;
      sinceNs = nowNs;
    }
    if (attempts == 0 || retryAtNs != lastRetryAtNs) {
      attempts++;
      lastRetryAtNs = retryAtNs;
    }
    over = over || attempts >= lostAfter || nowNs - overAtNs() >= 0;
    return over;
  }

  long overAtNs() {
    return sinceNs + limitNs;
  }

  /** The line is open, and not only for a moment: something came over it, or nothing for a whole time-out. */
  void ended() {
    down = false;
  }
}
