package io.busbar.api.link;

import java.util.List;

/**
 * How a link is doing.
 *
 * @param peer name of the peer, or the address that is tried
 * @param up whether a session is up
 * @param since wall time of the last change of {@code up}, ns
 * @param detail for a technician: why it is down and what to do, or how it goes
 * @param lossOut share of our packets that are lost, 0…1, recent; NaN if not known
 * @param lossIn share of the peer's packets that are lost, 0…1, recent; NaN if not known
 * @param roundTripMs smoothed, ms; NaN if not known
 * @param bytesOut sent on the air since the start with the bearer's overhead
 * @param bytesIn received since the start with the bearer's overhead
 * @param packetsOut packets sent since the start
 * @param packetsIn packets received since the start
 * @param airtime share of the configured rate used for sending lately, 0…1
 * @param queued bytes waiting per lane, in the order of {@link LinkLane}
 * @param lastReceived wall time of the last valid packet, ns; 0 if none
 * @param figures more of it
 */
public record LinkStatus(String peer, boolean up, long since, String detail, double lossOut, double lossIn,
    double roundTripMs, long bytesOut, long bytesIn, long packetsOut, long packetsIn, double airtime,
    List<Long> queued, long lastReceived, LinkFigures figures) {
  /** Copies the list. */
  public LinkStatus {
    queued = List.copyOf(queued);
  }
}
