package io.busbar.api.link;

import java.util.List;

/**
 * More about a link, for a technician.
 *
 * @param way the bearer that is used for sending now; empty if not known
 * @param rateBitsPerSecond rate at which is paced now, bit/s; 0 if not known
 * @param rateLearned whether that rate is learned and not configured
 * @param airtimeByLane share of the rate used lately per lane, 0…1, in the order of {@link LinkLane}; empty if not known
 * @param repairShare share of the bytes sent lately that repaired losses ahead of time, 0…1
 * @param budgetLeftBytes what is left of today's bytes; −1 if there is no such limit
 * @param bulkWaits why measurements and backfill wait, with what to do; empty if they do not
 * @param nextWindow wall time at which the next window opens, ns; 0 if one is open or there are none
 * @param day the day that {@code usedTodayBytes} is of: days since 1970-01-01 in the zone of the options; 0 if not known
 * @param usedTodayBytes bytes of that day, both ways together with the bearer's overhead
 * @param peerKey fingerprint of the key that the peer has proven to have; empty if the session is not encrypted, or there is none
 */
public record LinkFigures(String way, long rateBitsPerSecond, boolean rateLearned, List<Double> airtimeByLane,
    double repairShare, long budgetLeftBytes, String bulkWaits, long nextWindow, long day, long usedTodayBytes, String peerKey) {
  /** Nothing known. */
  public static final LinkFigures NONE = new LinkFigures("", 0, false, List.of(), 0, -1, "", 0, 0, 0, "");

  /** Copies the list. */
  public LinkFigures {
    airtimeByLane = List.copyOf(airtimeByLane);
  }
}
