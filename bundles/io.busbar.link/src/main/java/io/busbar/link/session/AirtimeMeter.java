package io.busbar.link.session;

import io.busbar.api.link.LinkLane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much of the configured rate is used lately, in all and by lane. */
final class AirtimeMeter {
  private static final long WINDOW_NS = 1_000_000_000L;
  private static final double WEIGHT = 0.3;

  private final double[] laneShare = new double[Limits.LANES];
  private final long[] laneBytes = new long[Limits.LANES];
  private double share;
  private long bytes;
  private double repair;
  private long repairBytes;
  private long sinceNs;

  AirtimeMeter(long nowNs) {
    this.sinceNs = nowNs;
  }

  void measure(Counters counters, PacketFiller filler, long bitsPerSecond, long nowNs) {
    long[] bytesByLane = filler.bytesByLane();
    long span = nowNs - sinceNs;
    if (span < WINDOW_NS) {
      return;
    }
    double capacity = bitsPerSecond / 8.0 * span / 1e9;
    share += WEIGHT * ((counters.bytesOut - bytes) / capacity - share);
    for (int lane = 0; lane < laneShare.length; lane++) {
      laneShare[lane] += WEIGHT * ((bytesByLane[lane] - laneBytes[lane]) / capacity - laneShare[lane]);
      laneBytes[lane] = bytesByLane[lane];
    }
    long sent = counters.bytesOut - bytes;
    repair += WEIGHT * ((sent == 0 ? 0 : (filler.repairBytes() - repairBytes) / (double) sent) - repair);
    repairBytes = filler.repairBytes();
    bytes = counters.bytesOut;
    sinceNs = nowNs;
  }

  /** Share per lane, 0…1. */
  List<Double> lanes() {
    List<Double> shares = new ArrayList<>();
    for (LinkLane lane : LinkLane.values()) {
      shares.add(Math.max(0, Math.min(1, laneShare[lane.code()])));
    }
    return shares;
  }

  /** Share of what is sent that repairs ahead of time, 0…1. */
  double repair() {
    return repair;
  }

  double share() {
    return Math.max(0, Math.min(1, share));
  }

  /** {@code airtime 64 %: event 1 %, live 40 %, history 20 %}. */
  String text() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "airtime %.0f %%", share() * 100));
    String mark = ": ";
    for (LinkLane lane : LinkLane.values()) {
      if (laneShare[lane.code()] >= 0.005) {
        text.append(mark).append(lane.name().toLowerCase(Locale.ROOT)).append(' ')
            .append(Math.round(laneShare[lane.code()] * 100)).append(" %");
        mark = ", ";
      }
    }
    return text.toString();
  }
}
