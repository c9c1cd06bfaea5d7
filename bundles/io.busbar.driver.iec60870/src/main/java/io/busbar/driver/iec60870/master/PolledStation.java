package io.busbar.driver.iec60870.master;

import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.ft12.Ft12Frame;
import io.busbar.iec60870.ft12.UnbalancedPrimary;

/** One station on a polled line: its link, the unit that waits for it, what of its data is not settled, and when it is asked next. */
final class PolledStation implements UnitOutput {
  private static final long FIRST_PROBE_NS = 1_000_000_000L;
  private static final long LONGEST_PROBE_NS = 30_000_000_000L;
  private static final long SETTLED = -1;

  private final StationMaster station;
  private final UnbalancedPrimary link;
  private final byte[] unit = new byte[255];
  private int unitBytes;
  private long unsettled = SETTLED;
  private long probeAtNs;
  private long probePauseNs = FIRST_PROBE_NS;
  private long downSinceNs;
  private int burst;
  private boolean unitSent;

  PolledStation(StationMaster station, UnbalancedPrimary link, long nowNs) {
    this.station = station;
    this.link = link;
    this.downSinceNs = nowNs;
    this.probeAtNs = nowNs;
  }

  StationMaster station() {
    return station;
  }

  UnbalancedPrimary link() {
    return link;
  }

  @Override
  public boolean isReady() {
    return link.isUp() && !link.isOpen() && !link.isFull() && unitBytes == 0;
  }

  @Override
  public void send(AsduWriter writer) {
    System.arraycopy(writer.bytes(), 0, unit, 0, writer.length());
    unitBytes = writer.length();
  }

  /** Whether it may be asked now: what it sent is settled, and if it does not answer, it is time for a probe. */
  boolean isDue(long nowNs) {
    return unsettled == SETTLED && (link.isUp() || nowNs - probeAtNs >= 0);
  }

  long probeAtNs() {
    return probeAtNs;
  }

  /** The frame that it gets now. */
  Ft12Frame next(int classOneBurst) {
    if (link.isUp() && !link.isOpen() && unitBytes > 0 && !link.isFull()) {
      Ft12Frame frame = link.send(unit, 0, unitBytes);
      unitBytes = 0;
      unitSent = true;
      return frame;
    }
    unitSent = false;
    boolean classOne = link.hasDemand() && burst < classOneBurst;
    burst = classOne ? burst + 1 : 0;
    return link.request(classOne);
  }

  /** Whether it keeps its turn. */
  boolean wantsMore() {
    return link.isOpen() || !link.isUp() || unitBytes > 0 || burst > 0 || (unitSent && link.hasDemand());
  }

  void waitsFor(long number) {
    unsettled = number;
  }

  void settledBefore(long count) {
    if (unsettled != SETTLED && unsettled < count) {
      unsettled = SETTLED;
    }
  }

  /** It came up. */
  void up() {
    probePauseNs = FIRST_PROBE_NS;
  }

  /** It does not answer. */
  void down(long nowNs, boolean wasUp) {
    unitBytes = 0;
    burst = 0;
    if (wasUp) {
      downSinceNs = nowNs;
      probePauseNs = FIRST_PROBE_NS;
    }
    probeAtNs = nowNs + probePauseNs;
    probePauseNs = Math.min(LONGEST_PROBE_NS, probePauseNs * 2);
  }

  long downSinceNs() {
    return downSinceNs;
  }
}
