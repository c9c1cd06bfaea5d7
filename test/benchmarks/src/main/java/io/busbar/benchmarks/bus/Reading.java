package io.busbar.benchmarks.bus;

/** What a bus of objects carries. */
final class Reading {
  int point;
  double value;
  int quality;
  long sourceNs;
  long gatewayNs;
  byte timeQuality;
  byte cause;
  /** Whether the dead-band lets it through. */
  boolean passes = true;

  Reading() {}

  Reading(int point, double value, long nowNs) {
    this.point = point;
    this.value = value;
    this.sourceNs = nowNs;
    this.gatewayNs = nowNs;
    this.timeQuality = io.busbar.api.data.TimeQuality.POLL;
    this.cause = io.busbar.api.data.Cause.PERIODIC;
  }
}
