package io.busbar.uplink;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkStatus;
import io.busbar.uplink.feed.Uplink;
import io.busbar.uplink.feed.UplinkOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A way to central that is open: bearers, end point and feeds as the settings say. The uplink's thread, but for what is shown. */
final class OpenWay implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.uplink");
  private static final int KEEP_ALIVE_MS = 5_000;
  private static final int DEAD_AFTER_MS = 20_000;

  private final UplinkSettings settings;
  private final Bearer bearer;
  private final Uplink uplink;
  private final LinkEndpoint endpoint;

  private final BudgetBook budget;
  private final String centralKey;

  private OpenWay(UplinkSettings settings, Bearer bearer, Uplink uplink, LinkEndpoint endpoint, UplinkServices services) {
    this.settings = settings;
    this.budget = services.budget();
    this.centralKey = services.keys().trusted(settings.key());
    this.bearer = bearer;
    this.uplink = uplink;
    this.endpoint = endpoint;
  }

  /**
   * Opens it.
   *
   * @param condition how this end is, for central; asked on the uplink's thread
   * @throws IOException if that is not possible, with what to do
   */
  static OpenWay of(UplinkServices services, UplinkSettings settings, Supplier<@Nullable LinkCondition> condition) throws IOException {
    LinkSecurity security;
    try {
      security = services.keys().dialling(settings.key());
    } catch (IllegalArgumentException e) {
      throw new IOException("central's key cannot be used: " + e.getMessage() + ".", e);
    }
    if (security == null && !settings.isLoopback()) {
      throw new IOException("nothing is sent to " + settings.to() + " without encryption, and central's key is not known here. \"busbar key\" at"
          + " central shows a line: give it to this gateway with \"busbar key trust LINE\", or write it into site.yaml as central: {key: LINE}."
          + " The journal keeps everything.");
    }
    Bearer bearer = services.bearers().connect(settings.ways());
    try {
      return over(bearer, services, settings, security, condition);
    } catch (RuntimeException e) {
      bearer.close();
      throw e;
    }
  }

  private static OpenWay over(Bearer bearer, UplinkServices services, UplinkSettings settings, @Nullable LinkSecurity security,
      Supplier<@Nullable LinkCondition> condition) {
    boolean learned = settings.rateBitsPerSecond() == LinkConfig.LEARNED_RATE;
    Uplink uplink = new Uplink(services.journal().journal(), services.codec(), services.clock(), new UplinkOptions(settings.site(),
        learned ? UplinkSettings.DEFAULT_RATE : settings.rateBitsPerSecond()).order(settings.order()));
    uplink.pack(services.packing());
    uplink.condition(condition);
    uplink.commands(services.commands());
    BudgetBook budget = services.budget();
    LinkConfig config = new LinkConfig(true, settings.site(), settings.rateBitsPerSecond(), settings.roundTripMs(), KEEP_ALIVE_MS, DEAD_AFTER_MS,
        settings.options().spent(budget.lastDay(), budget.spent(budget.lastDay())));
    LinkEndpoint endpoint = security == null ? services.links().open(config, bearer, services.clock(), services.random(), uplink)
        : services.links().open(config, security, bearer, services.clock(), services.random(), uplink);
    LOG.log(System.Logger.Level.INFO, "calling central at {0} as {1}, {2}, {3}", settings.to(), settings.site(),
        learned ? "rate learned" : settings.rateBitsPerSecond() + " bit/s", security == null ? "not encrypted" : security.describe());
    return new OpenWay(settings, bearer, uplink, endpoint, services);
  }

  UplinkSettings settings() {
    return settings;
  }

  /** Fingerprint of central's key; empty if nothing is encrypted. Any thread. */
  String centralKey() {
    return centralKey;
  }

  Uplink uplink() {
    return uplink;
  }

  /** Works; when there is something to do again, monotonic ns. */
  long doWork(long now) throws IOException {
    long next = endpoint.doWork(now);
    if (uplink.doWork(now)) {
      next = endpoint.doWork(now);
    }
    return Math.min(next, uplink.deadlineNs());
  }

  /** Follows what changes slowly; about once a second. */
  void look() {
    for (LinkStatus link : endpoint.status()) {
      uplink.rate(link.figures().rateBitsPerSecond());
      budget.used(link.figures().day(), link.figures().usedTodayBytes(), settings.options().budget().bytesPerDay());
    }
  }

  /** How this end is, for central. */
  LinkCondition condition(double journalHoursLeft, double bytesPerSample) {
    LinkFigures figures = endpoint.status().stream().findFirst().map(LinkStatus::figures).orElse(LinkFigures.NONE);
    return new LinkCondition(journalHoursLeft, bytesPerSample, settings.options().budget().bytesPerDay(), figures.usedTodayBytes(),
        figures.rateBitsPerSecond(), figures.rateLearned(), figures.airtimeByLane(), settings.ways().size() > 1 ? figures.way() : "");
  }

  /** Waits for datagrams or {@link #wakeUp}. */
  void await(long ns) {
    bearer.await(ns);
  }

  /** Ends a wait. Any thread. */
  void wakeUp() {
    bearer.wakeUp();
  }

  /** The first position of a stream that central has not. */
  long firstMissing(StreamId stream) {
    return uplink.firstMissing(stream);
  }

  /** Any thread. */
  List<LinkStatus> status() {
    return endpoint.status();
  }

  /** Any thread. */
  List<BearerStatus> bearers() {
    return bearer.ways();
  }

  /** Any thread. */
  List<HealthReport> health() {
    List<HealthReport> reports = new ArrayList<>();
    if (!uplink.warning().isEmpty()) {
      reports.add(new HealthReport(UplinkAgent.PART, HealthReport.Level.CRITICAL, uplink.warning(), 0));
    }
    List<BearerStatus> ways = bearer.ways();
    // The only way is the link's own matter: one report, with the reason that is known.
    String why = ways.size() == 1 && !ways.get(0).detail().isEmpty() ? " " + ways.get(0).detail() : "";
    for (LinkStatus link : endpoint.status()) {
      reports.add(new HealthReport(UplinkAgent.PART, link.up() ? HealthReport.Level.OK : HealthReport.Level.CRITICAL,
          link.detail() + why, link.since()));
    }
    if (!budget.failure().isEmpty() && settings.options().budget().bytesPerDay() > 0) {
      reports.add(new HealthReport(UplinkAgent.PART, HealthReport.Level.WARNING, budget.failure(), 0));
    }
    for (BearerStatus each : ways.size() > 1 ? ways : List.<BearerStatus>of()) {
      if (!each.detail().isEmpty() || !each.alive()) {
        reports.add(new HealthReport(each.name(), HealthReport.Level.WARNING, !each.detail().isEmpty() ? each.detail()
            : "nothing comes back on this way" + (each.inUse() ? "" : ", the link goes over " + bearer.describe()) + ". Look at its radio, antenna"
                + " and cable, and whether central listens there.", each.lastHeard()));
      }
    }
    return reports;
  }

  /** Says goodbye and closes. */
  @Override
  public void close() {
    endpoint.close();
    for (LinkStatus link : endpoint.status()) {
      budget.finish(link.figures().day(), link.figures().usedTodayBytes(), settings.options().budget().bytesPerDay());
    }
    uplink.close();
    bearer.close();
  }
}
