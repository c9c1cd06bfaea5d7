package io.busbar.platform.ntp;

import io.busbar.api.time.BusClock;
import io.busbar.api.time.ClockState;
import io.busbar.platform.ClockReading;
import io.busbar.platform.ntp.NtpPacket.Offset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the site's time servers say of the machine's clock. A clock within {@value #AGREES_MS} ms of the server that answers
 * fastest is synchronised. When none answers any more the last finding counts as holdover for {@value #HOLD_MINUTES} minutes: as
 * long as a poor crystal (50 in a million) needs for those {@value #AGREES_MS} ms. One thread.
 */
final class NtpWatch {
  /** A clock that is further off, ms, is not called synchronised. */
  static final long AGREES_MS = 100;
  /** For this long a finding outlives its servers, minutes. */
  static final long HOLD_MINUTES = 30;
  /** Between two rounds of questions, ns (the least interval of RFC 5905 is 16 s). */
  static final long ROUND_NS = 64_000_000_000L;

  private static final long NS_PER_MS = 1_000_000;
  private static final long HOLD_NS = HOLD_MINUTES * 60_000 * NS_PER_MS;

  private final BusClock clock;
  private final NtpServers network;
  private final List<String> servers;
  private @Nullable ClockReading found;
  private long foundNs;

  NtpWatch(BusClock clock, NtpServers network, List<String> servers) {
    this.clock = clock;
    this.network = network;
    this.servers = List.copyOf(servers);
  }

  /** Asks each server once. Blocks, some seconds for each server that is silent. Null as long as none of them has answered. */
  @Nullable ClockReading round() {
    String fastest = "";
    Offset best = null;
    for (String server : servers) {
      Offset offset = network.ask(server);
      if (offset != null && (best == null || offset.delayNs() < best.delayNs())) {
        best = offset;
        fastest = server;
      }
    }
    if (best != null) {
      found = judge(fastest, best);
      foundNs = clock.monotonicNs();
      return found;
    }
    return coast();
  }

  private static ClockReading judge(String server, Offset offset) {
    long off = Math.abs(offset.offsetNs());
    String how = duration(off) + (offset.offsetNs() < 0 ? " ahead of" : " behind") + " ntp " + server;
    return off - offset.delayNs() / 2 <= AGREES_MS * NS_PER_MS
        ? new ClockReading(ClockState.SYNCHRONISED, "ntp " + server + ", checked: off by " + duration(off), "")
        : new ClockReading(ClockState.UNSYNCHRONISED, "this machine's clock is " + how, "the clock of this machine is " + how
            + ". Give its time daemon (chrony, systemd-timesyncd) the same server, and look why it does not set the clock.");
  }

  private @Nullable ClockReading coast() {
    ClockReading last = found;
    if (last == null || last.state() == ClockState.UNSYNCHRONISED || clock.monotonicNs() - foundNs >= HOLD_NS) {
      return null;
    }
    return new ClockReading(ClockState.HOLDOVER, silent() + "; before: " + last.source(), silentRemedy());
  }

  private String silent() {
    return "no answer from ntp " + String.join(", ", servers);
  }

  /** What is to be said when no server answers. */
  String silentRemedy() {
    return silent() + ". Check that the time server runs and that UDP port 123 to it is open, or mend time.ntp in site.yaml.";
  }

  private static String duration(long ns) {
    double ms = (double) ns / NS_PER_MS;
    return ms < 1000 ? String.format(Locale.ROOT, "%.1f ms", ms)
        : ms < 120_000 ? String.format(Locale.ROOT, "%.1f s", ms / 1000)
        : ms < 7_200_000 ? String.format(Locale.ROOT, "%.0f min", ms / 60_000)
        : ms < 172_800_000 ? String.format(Locale.ROOT, "%.1f h", ms / 3_600_000)
        : String.format(Locale.ROOT, "%.0f days", ms / 86_400_000);
  }
}
