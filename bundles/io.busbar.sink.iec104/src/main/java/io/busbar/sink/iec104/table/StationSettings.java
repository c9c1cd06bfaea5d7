package io.busbar.sink.iec104.table;

import io.busbar.iec60870.apci.ApciTiming;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code iec104.yaml} says.
 *
 * @param zone of the times on the line
 * @param confirmClock whether a clock synchronisation is confirmed; the time itself is never taken
 * @param timing k, w, t1 to t3
 * @param commands how commands are taken
 * @param groups redundancy groups, at least one
 * @param tls keys; null for none
 */
public record StationSettings(ZoneId zone, boolean confirmClock, ApciTiming timing, Commands commands, List<GroupSpec> groups, @Nullable Tls tls) {
  /** Copies the list. */
  public StationSettings {
    groups = List.copyOf(groups);
  }

  /**
   * How commands are taken.
   *
   * @param allowed whether there are any
   * @param timeToLiveMs from here to the device, ms; 0 for each point's own
   * @param maxAgeNs a command with a time older than this, or as far ahead, is refused, ns
   * @param returnNs how long the termination waits for the return information, ns
   */
  public record Commands(boolean allowed, long timeToLiveMs, long maxAgeNs, long returnNs) {}

  /**
   * TLS with certificates of both sides (IEC 62351-3).
   *
   * @param keyStore PKCS#12 file with our key and certificate
   * @param trustStore PKCS#12 file with the certificates that clients' certificates are signed by
   * @param passwordFile file whose first line is the password of both
   */
  public record Tls(String keyStore, String trustStore, String passwordFile) {}
}
