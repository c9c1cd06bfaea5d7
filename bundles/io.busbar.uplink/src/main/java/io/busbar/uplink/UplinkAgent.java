package io.busbar.uplink;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.bearer.Loopback;
import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.uplink.feed.Uplink;
import io.busbar.uplink.feed.UplinkOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The uplink's thread: runs end point and feeds, woken by datagrams and by commits of the journal, and makes them anew
 * when the model says another way to central or when they fail.
 */
final class UplinkAgent implements GatewayLinkView, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.uplink");
  private static final int KEEP_ALIVE_MS = 5_000;
  private static final int DEAD_AFTER_MS = 20_000;
  private static final long LONGEST_WAIT_NS = 200_000_000;
  private static final long RETRY_NS = 5_000_000_000L;
  private static final long OLDEST_EVERY_NS = 1_000_000_000L;
  private static final long END_MS = 5_000;

  private final UplinkServices services;
  private final JournalMeter meter;
  private final Thread thread;
  private volatile @Nullable UplinkSettings wanted;
  private volatile boolean known;
  private volatile boolean ended;
  private volatile @Nullable Way way;
  private volatile String failure = "";
  private volatile long failingSinceNs;
  private volatile long oldestNs;
  private long oldestAtNs = Long.MIN_VALUE;
  private long retryAtNs = Long.MIN_VALUE;

  /** A way to central that is open. */
  private record Way(UplinkSettings settings, Bearer bearer, Uplink uplink, LinkEndpoint endpoint) {}

  UplinkAgent(UplinkServices services) {
    this.services = services;
    this.meter = new JournalMeter(services.journal().journal(), services.codec(), services.clock().monotonicNs());
    this.thread = new Thread(this::run, "busbar-uplink");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The running model says that way to central; null for none. Any thread. */
  void follow(@Nullable UplinkSettings settings) {
    wanted = settings;
    known = true;
    wake();
  }

  /** There is something new in the journal. Any thread. */
  void wake() {
    Way current = way;
    if (current == null) {
      LockSupport.unpark(thread);
    } else {
      current.bearer().wakeUp();
    }
  }

  private void run() {
    while (!ended) {
      try {
        long now = services.clock().monotonicNs();
        followModel(now);
        long next = Math.min(work(now), now + LONGEST_WAIT_NS);
        rest(Math.max(0, next - services.clock().monotonicNs()));
      } catch (IOException e) {
        failed(String.valueOf(e.getMessage()), e);
      } catch (RuntimeException e) {
        failed("an internal error: " + e, e);
      }
    }
    shut();
    meter.close();
  }

  private void followModel(long now) throws IOException {
    UplinkSettings settings = wanted;
    Way current = way;
    if (current != null && !current.settings().equals(settings)) {
      shut();
      current = null;
      retryAtNs = now;
    }
    if (current == null && settings != null && retryAtNs <= now) {
      open(settings);
    }
  }

  private void open(UplinkSettings settings) throws IOException {
    Journal journal = services.journal().journal();
    LinkSecurity security = security(settings);
    Bearer bearer = services.bearers().connect(settings.to(), settings.mtu());
    // How much is put into the lanes ahead; what a fast link would like more of comes with the next duty cycle.
    boolean learned = settings.rateBitsPerSecond() == LinkConfig.LEARNED_RATE;
    Uplink uplink = new Uplink(journal, services.codec(), services.clock(),
        new UplinkOptions(settings.site(), learned ? UplinkSettings.DEFAULT_RATE : settings.rateBitsPerSecond()));
    uplink.pack(services.packing());
    LinkConfig config = new LinkConfig(true, settings.site(), settings.rateBitsPerSecond(), settings.roundTripMs(),
        KEEP_ALIVE_MS, DEAD_AFTER_MS, settings.options());
    LinkEndpoint endpoint = security == null ? services.links().open(config, bearer, services.clock(), services.random(), uplink)
        : services.links().open(config, security, bearer, services.clock(), services.random(), uplink);
    way = new Way(settings, bearer, uplink, endpoint);
    failure = "";
    LOG.log(System.Logger.Level.INFO, "calling central at {0} as {1}, {2} bit/s, datagrams of {3} bytes, {4}", settings.to(),
        settings.site(), settings.rateBitsPerSecond(), settings.mtu(), security == null ? "not encrypted" : security.describe());
  }

  private @Nullable LinkSecurity security(UplinkSettings settings) throws IOException {
    LinkSecurity security;
    try {
      security = services.keys().dialling(settings.key());
    } catch (IllegalArgumentException e) {
      throw new IOException("central's key cannot be used: " + e.getMessage() + ".", e);
    }
    if (security == null && !Loopback.isLoopback(settings.to())) {
      throw new IOException("nothing is sent to " + settings.to() + " without encryption, and central's key is not known here. \"busbar key\" at"
          + " central shows a line: give it to this gateway with \"busbar key trust LINE\", or write it into site.yaml as central: {key: LINE}."
          + " The journal keeps everything.");
    }
    return security;
  }

  private long work(long now) throws IOException {
    meter.look(now);
    Way current = way;
    if (current == null) {
      return Long.MAX_VALUE;
    }
    long next = current.endpoint().doWork(now);
    if (current.uplink().doWork(now)) {
      next = current.endpoint().doWork(now);
    }
    if (oldestAtNs <= now) {
      oldestAtNs = now + OLDEST_EVERY_NS;
      long event = meter.timeOf(StreamId.EVENTS, current.uplink().firstMissing(StreamId.EVENTS));
      long measurement = meter.timeOf(StreamId.MEASUREMENTS, current.uplink().firstMissing(StreamId.MEASUREMENTS));
      oldestNs = event == 0 ? measurement : measurement == 0 ? event : Math.min(event, measurement);
    }
    return Math.min(next, current.uplink().deadlineNs());
  }

  private void rest(long ns) {
    Way current = way;
    if (current == null) {
      LockSupport.parkNanos(Math.max(1_000_000, ns));
    } else {
      current.bearer().await(ns);
    }
  }

  private void failed(String why, Exception e) {
    if (failure.isEmpty()) {
      failingSinceNs = services.clock().wallNs();
      LOG.log(System.Logger.Level.WARNING, "the way to central is closed: " + why + " Trying again every 5 s.", e);
    }
    failure = why;
    shut();
    retryAtNs = services.clock().monotonicNs() + RETRY_NS;
    LockSupport.parkNanos(LONGEST_WAIT_NS);
  }

  private void shut() {
    Way current = way;
    way = null;
    if (current != null) {
      current.endpoint().close();
      current.uplink().close();
      current.bearer().close();
    }
  }

  @Override
  public List<LinkStatus> links() {
    Way current = way;
    if (current != null) {
      return current.endpoint().status();
    }
    boolean none = known && wanted == null && failure.isEmpty();
    return none ? List.of() : List.of(notOpen(!failure.isEmpty() ? failure : known ? "is being opened" : "no site runs yet"));
  }

  private LinkStatus notOpen(String why) {
    List<Long> nothing = Collections.nCopies(LinkLane.values().length, 0L);
    return new LinkStatus("central", false, failingSinceNs, why, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0, 0, 0, nothing, 0,
        LinkFigures.NONE);
  }

  List<HealthReport> health() {
    if (!failure.isEmpty()) {
      return List.of(new HealthReport("link to central", HealthReport.Level.CRITICAL, failure, failingSinceNs));
    }
    Way current = way;
    if (current == null) {
      return !known || wanted != null ? List.of() : List.of(new HealthReport("link to central", HealthReport.Level.WARNING,
          "site.yaml has no \"central:\": nothing is sent, the journal keeps what it can. Write for example"
          + " central: {to: 10.9.0.5, rate: 9600}.", 0));
    }
    List<HealthReport> reports = new ArrayList<>();
    if (!current.uplink().warning().isEmpty()) {
      reports.add(new HealthReport("link to central", HealthReport.Level.CRITICAL, current.uplink().warning(), 0));
    }
    List<BearerStatus> ways = current.bearer().ways();
    // The only way is the link's own matter: one report, with the reason that is known.
    String why = ways.size() == 1 && !ways.get(0).detail().isEmpty() ? " " + ways.get(0).detail() : "";
    for (LinkStatus link : current.endpoint().status()) {
      reports.add(new HealthReport("link to central", link.up() ? HealthReport.Level.OK : HealthReport.Level.CRITICAL,
          link.detail() + why, link.since()));
    }
    for (BearerStatus bearer : ways) {
      if (ways.size() > 1 && !bearer.detail().isEmpty()) {
        reports.add(new HealthReport(bearer.name(), HealthReport.Level.WARNING, bearer.detail(), 0));
      }
    }
    return reports;
  }

  @Override
  public List<BearerStatus> bearers() {
    Way current = way;
    return current == null ? List.of() : current.bearer().ways();
  }

  @Override
  public JournalStatus journal() {
    return services.journal().journal().status();
  }

  @Override
  public long backlogRecords() {
    Way current = way;
    if (current != null) {
      return current.uplink().backlogRecords();
    }
    Journal journal = services.journal().journal();
    return journal.head(StreamId.EVENTS) + journal.head(StreamId.MEASUREMENTS)
        - Math.max(0, journal.tail(StreamId.EVENTS) - 1) - Math.max(0, journal.tail(StreamId.MEASUREMENTS) - 1);
  }

  @Override
  public long oldestBacklogNs() {
    return oldestNs;
  }

  @Override
  public double journalHoursLeft() {
    return meter.hoursLeft();
  }

  @Override
  public long lastDeliveredNs() {
    Way current = way;
    return current == null ? 0 : current.uplink().lastDeliveredNs();
  }

  @Override
  public long samplesJournalled() {
    return meter.samples();
  }

  @Override
  public double bytesPerSample() {
    return meter.bytesPerSample();
  }

  @Override
  public void close() {
    ended = true;
    wake();
    LockSupport.unpark(thread);
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
