package io.busbar.driver.modbus.session;

/** Keeps lost devices of a channel together within their share of the line's time. */
final class ProbeBudget {
  private final double share;
  private long notBeforeNs;

  /**
   * A budget.
   *
   * @param share of the time, 0…1 exclusive
   */
  ProbeBudget(double share, long nowNs) {
    this.share = share;
    this.notBeforeNs = nowNs;
  }

  long notBeforeNs() {
    return notBeforeNs;
  }

  /** A probe took the line for so long. */
  void spent(long beganNs, long endedNs) {
    long cost = Math.max(0, endedNs - beganNs);
    notBeforeNs = endedNs + (long) (cost * (1 - share) / share);
  }

  /** The line itself was gone and is back: what was spent does not count. */
  void renew(long nowNs) {
    notBeforeNs = nowNs;
  }
}
