package io.busbar.uplink;

import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthReport.Level;
import io.busbar.api.link.LinkStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a technician should do something about though the link is up: each thing with its figures and the remedy. Any thread. */
final class Diagnosis {
  /** Of our packets lost or of central's: beyond that a radio is worth looking at. */
  static final double BAD_LOSS = 0.5;
  /** Hours of journal left below which somebody should know. */
  static final double FEW_HOURS = 8;
  /** So long nothing was delivered though something waits, ns. */
  static final long STUCK_NS = 600_000_000_000L;
  /** Reports of an end that has just begun mean little. */
  private static final long LEAST_PACKETS = 100;

  private Diagnosis() {}

  /** Of a way that is open. */
  static List<HealthReport> of(OpenWay way, UplinkAgent agent, long wallNs) {
    List<HealthReport> reports = new ArrayList<>();
    for (LinkStatus link : way.status()) {
      if (link.up()) {
        loss(link, reports);
        budget(link, way, reports);
        long since = Math.max(link.since(), agent.lastDeliveredNs());
        // What waits for a window or the budget is told with these.
        if (agent.backlogRecords() > 0 && link.figures().bulkWaits().isEmpty() && wallNs - since > STUCK_NS) {
          reports.add(new HealthReport(UplinkAgent.PART, Level.CRITICAL, String.format(Locale.ROOT, "the link is up, but central has confirmed"
              + " nothing for %d min and %d records wait: look at central's page, whether its journal can be written",
              (wallNs - since) / 60_000_000_000L, agent.backlogRecords()), since));
        }
      }
    }
    return reports;
  }

  private static void loss(LinkStatus link, List<HealthReport> reports) {
    boolean out = link.packetsOut() > LEAST_PACKETS && link.lossOut() > BAD_LOSS;
    boolean in = link.packetsIn() > LEAST_PACKETS && link.lossIn() > BAD_LOSS;
    if (out || in) {
      reports.add(new HealthReport(UplinkAgent.PART, Level.WARNING, String.format(Locale.ROOT, "%.0f %% of the packets to central are lost, %.0f %%"
          + " of those from there%s: look at signal, antenna and cable, and whether rate: (%d bit/s) is more than the radio carries",
          100 * link.lossOut(), 100 * link.lossIn(), out && in ? "" : out ? "; the way out is the worse" : "; the way in is the worse",
          link.figures().rateBitsPerSecond()), 0));
    }
  }

  private static void budget(LinkStatus link, OpenWay way, List<HealthReport> reports) {
    if (way.settings().options().budget().bytesPerDay() > 0 && link.figures().budgetLeftBytes() == 0) {
      reports.add(new HealthReport(UplinkAgent.PART, Level.WARNING, link.figures().bulkWaits(), 0));
    }
  }

  /** Of the journal: while nothing fills it but what is delivered soon, only a disk that is nearly full is worth a word. */
  static List<HealthReport> ofJournal(JournalMeter meter, List<LinkStatus> links) {
    boolean delivers = links.stream().anyMatch(link -> link.up() && link.figures().bulkWaits().isEmpty());
    if (!(meter.hoursLeft() < FEW_HOURS) || (delivers && !meter.isLimitedByDisk())) {
      return List.of();
    }
    String hours = String.format(Locale.ROOT, "%.1f", meter.hoursLeft());
    return List.of(new HealthReport("journal space", Level.WARNING, meter.isLimitedByDisk()
        ? "the file system of the journal is full in " + hours + " hours at the present rate if nothing is delivered (" + (meter.freeBytes() >> 20)
            + " MiB free, less than journal: capacity allows): free space there"
        : "the journal is full in " + hours + " hours at the present rate if nothing is delivered: bring the link up, or raise journal: {capacity:"
            + " …} in site.yaml; then the oldest measurements go first, events last", 0));
  }
}
