package io.busbar.uplink;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.view.GatewayLinkView;
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
  /** How health calls the link. */
  static final String PART = "link to central";

  private static final long LONGEST_WAIT_NS = 200_000_000;
  private static final long RETRY_NS = 5_000_000_000L;
  private static final long OLDEST_EVERY_NS = 1_000_000_000L;
  private static final long KEY_EVERY_NS = 5_000_000_000L;
  private static final long END_MS = 5_000;

  private final UplinkServices services;
  private final JournalMeter meter;
  private final Thread thread;
  private volatile @Nullable UplinkSettings wanted;
  private volatile boolean known;
  private volatile boolean ended;
  private volatile @Nullable OpenWay way;
  private volatile String failure = "";
  private volatile long failingSinceNs;
  private volatile long oldestNs;
  private volatile long deliveredNs;
  private long oldestAtNs = Long.MIN_VALUE;
  private long retryAtNs = Long.MIN_VALUE;
  private long keyAtNs = Long.MIN_VALUE;

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
    OpenWay current = way;
    if (current == null) {
      LockSupport.unpark(thread);
    } else {
      current.wakeUp();
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
    OpenWay current = way;
    if (current != null && (!current.settings().equals(settings) || hasOtherKey(current, now))) {
      shut();
      current = null;
      retryAtNs = now;
    }
    if (current == null && settings != null && retryAtNs <= now) {
      way = OpenWay.of(services, settings, this::condition);
      failure = "";
    }
  }

  /** Whether {@code busbar key trust} has put another central's line down meanwhile. */
  private boolean hasOtherKey(OpenWay current, long now) {
    if (now < keyAtNs) {
      return false;
    }
    keyAtNs = now + KEY_EVERY_NS;
    String trusted = services.keys().trusted(current.settings().key());
    return !trusted.isEmpty() && !trusted.equals(current.centralKey());
  }

  private long work(long now) throws IOException {
    meter.look(now);
    OpenWay current = way;
    if (current == null) {
      return Long.MAX_VALUE;
    }
    long next = current.doWork(now);
    if (oldestAtNs <= now) {
      oldestAtNs = now + OLDEST_EVERY_NS;
      current.look();
      long event = meter.timeOf(StreamId.EVENTS, current.firstMissing(StreamId.EVENTS));
      long measurement = meter.timeOf(StreamId.MEASUREMENTS, current.firstMissing(StreamId.MEASUREMENTS));
      oldestNs = event == 0 ? measurement : measurement == 0 ? event : Math.min(event, measurement);
    }
    return next;
  }

  private @Nullable LinkCondition condition() {
    OpenWay current = way;
    return current == null ? null : current.condition(meter.hoursLeft(), meter.bytesPerSample());
  }

  private void rest(long ns) {
    OpenWay current = way;
    if (current == null) {
      LockSupport.parkNanos(Math.max(1_000_000, ns));
    } else {
      current.await(ns);
    }
  }

  private void failed(String why, Exception e) {
    if (failure.isEmpty()) {
      failingSinceNs = services.clock().wallNs();
      String text = "the way to central is closed: " + why + (why.endsWith(".") ? "" : ".") + " Trying again every 5 s.";
      LOG.log(System.Logger.Level.WARNING, text, e instanceof IOException ? null : e);
    }
    failure = why;
    shut();
    retryAtNs = services.clock().monotonicNs() + RETRY_NS;
    LockSupport.parkNanos(LONGEST_WAIT_NS);
  }

  private void shut() {
    OpenWay current = way;
    way = null;
    if (current != null) {
      deliveredNs = Math.max(deliveredNs, current.uplink().lastDeliveredNs());
      current.close();
    }
  }

  @Override
  public List<LinkStatus> links() {
    OpenWay current = way;
    if (current != null) {
      return current.status();
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
    List<HealthReport> reports = new ArrayList<>();
    OpenWay current = way;
    if (!failure.isEmpty()) {
      reports.add(new HealthReport(PART, HealthReport.Level.CRITICAL, failure, failingSinceNs));
    } else if (current != null) {
      reports.addAll(current.health());
      reports.addAll(Diagnosis.of(current, this, services.clock().wallNs()));
    } else if (known && wanted == null) {
      reports.add(new HealthReport(PART, HealthReport.Level.WARNING, "site.yaml has no \"central:\": nothing is sent, the journal keeps"
          + " what it can. Write for example central: {to: 10.9.0.5, rate: 9600}.", 0));
    }
    reports.addAll(Diagnosis.ofJournal(meter, links()));
    return reports;
  }

  @Override
  public List<BearerStatus> bearers() {
    OpenWay current = way;
    return current == null ? List.of() : current.bearers();
  }

  @Override
  public JournalStatus journal() {
    return services.journal().journal().status();
  }

  @Override
  public long journalFreeBytes() {
    return meter.freeBytes();
  }

  @Override
  public long budgetPerDay() {
    OpenWay current = way;
    return current == null ? 0 : current.settings().options().budget().bytesPerDay();
  }

  @Override
  public String centralKey() {
    OpenWay current = way;
    return current == null ? "" : current.centralKey();
  }

  @Override
  public long backlogRecords() {
    OpenWay current = way;
    if (current != null) {
      return current.uplink().backlogRecords();
    }
    Journal journal = services.journal().journal();
    return journal.head(StreamId.EVENTS) + journal.head(StreamId.MEASUREMENTS)
        - Math.max(0, journal.tail(StreamId.EVENTS) - 1) - Math.max(0, journal.tail(StreamId.MEASUREMENTS) - 1);
  }

  @Override
  public Whereabouts whereabouts(int identity, long sourceNs, long gatewayNs) {
    SampleFinder finder = new SampleFinder(services.journal().journal(), services.codec(), identity, sourceNs, gatewayNs);
    try {
      for (StreamId stream : List.of(StreamId.EVENTS, StreamId.MEASUREMENTS)) {
        long position = finder.find(stream);
        if (position > 0) {
          OpenWay current = way;
          return new Whereabouts(current == null ? Way.WAITING : current.uplink().way(stream, position), stream, position);
        }
      }
    } catch (IOException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "the journal was read back for a sample", unreadable);
    }
    return Whereabouts.UNKNOWN;
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
    OpenWay current = way;
    return current == null ? deliveredNs : Math.max(deliveredNs, current.uplink().lastDeliveredNs());
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
