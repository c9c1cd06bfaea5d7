package io.busbar.central;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.bearer.Loopback;
import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.sink.Sink;
import io.busbar.api.storage.Storage;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.PointRow;
import io.busbar.central.inbox.Inbox;
import io.busbar.central.inbox.InboxOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs central: opens journal and link, lends its thread to the inbox, and gives each sink a thread. What cannot be
 * opened (folder not there, port in use) is said once, shown as health, and tried again.
 */
final class CentralAgent implements CentralView, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.central");
  private static final long RETRY_NS = 5_000_000_000L;
  private static final long LONGEST_WAIT_NS = 50_000_000L;
  private static final long END_MS = 10_000;
  private static final int SEGMENT_BYTES = 4 << 20;
  private static final String PICTURE_FOLDER = "-picture";
  private static final int KEEP_ALIVE_MS = 5_000;
  private static final int DEAD_AFTER_MS = 20_000;

  private final CentralServices services;
  private final CentralOptions options;
  private final SinkCrew sinks;
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final Object opening = new Object();
  private final Thread thread;
  private volatile @Nullable Inbox inbox;
  private volatile @Nullable Journal journal;
  private volatile @Nullable Bearer bearer;
  private @Nullable PictureKeeper keeper;
  private @Nullable Storage pictureFolder;
  private volatile String failure = "";
  private volatile long failingSinceNs;
  private volatile boolean ended;

  /** A subscriber, and what ends its subscription once there is one. */
  private static final class Waiting {
    final Consumer<List<PointRow>> changes;
    volatile @Nullable AutoCloseable active;

    Waiting(Consumer<List<PointRow>> changes) {
      this.changes = changes;
    }
  }

  CentralAgent(CentralServices services, CentralOptions options) {
    this.services = services;
    this.options = options;
    this.sinks = new SinkCrew(services);
    this.thread = new Thread(this::run, "busbar-central");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!ended) {
      try {
        open();
        work();
      } catch (IOException e) {
        failed(String.valueOf(e.getMessage()), e);
      } catch (RuntimeException e) {
        failed("an internal error: " + e, e);
      } finally {
        shut();
      }
      long until = services.clock().monotonicNs() + RETRY_NS;
      while (!ended && services.clock().monotonicNs() < until) {
        LockSupport.parkNanos(LONGEST_WAIT_NS);
      }
    }
  }

  private void failed(String text, Exception e) {
    if (!text.equals(failure)) {
      failingSinceNs = services.clock().wallNs();
      LOG.log(System.Logger.Level.ERROR, "Central is not running: " + text + (text.endsWith(".") ? "" : ".") + " It tries again every "
          + TimeUnit.NANOSECONDS.toSeconds(RETRY_NS) + " s.", e);
      failure = text;
    }
  }

  private void open() throws IOException {
    Journal opened = openJournal();
    journal = opened;
    PictureKeeper keeping = new PictureKeeper(openPictureFolder());
    keeping.hold(opened);
    Inbox box = new Inbox(opened, services.codec(), services.clock(), InboxOptions.DEFAULT, keeping.load());
    box.unpack(services.packing());
    box.commands(services.commands());
    keeper = keeping;
    Bearer listening = services.bearers().listen(options.listen(), options.mtu());
    bearer = listening;
    boolean plainToo = options.listen().stream().allMatch(Loopback::isLoopback);
    CentralOptions.Channel channel = options.channel();
    LinkEndpoint endpoint = services.links().open(new LinkConfig(false, "central", channel.rate(), channel.roundTripMs(),
        KEEP_ALIVE_MS, DEAD_AFTER_MS, channel.options()), services.keys().waiting(plainToo), listening, services.clock(), services.random(), box);
    box.attach(endpoint);
    synchronized (opening) {
      inbox = box;
      sinks.open(box, opened);
      waiting.forEach(w -> w.active = box.picture().subscribe(w.changes));
    }
    failure = "";
    LOG.log(System.Logger.Level.INFO, "Central hears gateways at {0}, {1}, journal in {2}.", listening.describe(),
        plainToo ? "encrypted or, from this machine itself, not" : "encrypted only", options.folder());
  }

  private Journal openJournal() throws IOException {
    Storage storage = services.journals().folder(options.folder());
    try {
      return services.journals().open(storage, new JournalOptions(SEGMENT_BYTES, options.capacityBytes()),
          services.clock(), services.random());
    } catch (IOException | RuntimeException e) {
      if (storage instanceof AutoCloseable lock) {
        closeQuietly(lock);
      }
      throw e;
    }
  }

  private Storage openPictureFolder() throws IOException {
    Storage folder = services.journals().folder(options.folder() + PICTURE_FOLDER);
    pictureFolder = folder;
    return folder;
  }

  private void work() {
    Inbox box = inbox;
    Bearer listening = bearer;
    long nextSaveNs = services.clock().monotonicNs() + PictureKeeper.EVERY_NS;
    while (!ended && box != null && listening != null) {
      long now = services.clock().monotonicNs();
      long records = box.statistics().records.sum();
      long next = box.doWork(now);
      if (now >= nextSaveNs) {
        savePicture(box);
        nextSaveNs = now + PictureKeeper.EVERY_NS;
      }
      if (box.statistics().records.sum() != records || next <= now) {
        sinks.wakeUp();
      }
      long wait = Math.min(LONGEST_WAIT_NS, next - services.clock().monotonicNs());
      if (wait > 0) {
        listening.await(wait);
      }
    }
  }

  private void savePicture(Inbox box) {
    PictureKeeper keeping = keeper;
    Journal opened = journal;
    if (keeping != null && opened != null) {
      keeping.save(box.picture(), opened);
    }
  }

  /** There is something to send. Any thread. */
  void wake() {
    Bearer listening = bearer;
    if (listening != null) {
      listening.wakeUp();
    }
  }

  void addSink(String name, Sink sink) {
    sinks.add(name, sink);
  }

  void removeSink(String name, Sink sink) {
    sinks.remove(name, sink);
  }

  private void shut() {
    Inbox box;
    synchronized (opening) {
      box = inbox;
      inbox = null;
      waiting.forEach(w -> w.active = null);
    }
    sinks.shut();
    if (box != null) {
      box.close();
      savePicture(box);
    }
    keeper = null;
    closeQuietly(pictureFolder instanceof AutoCloseable lock ? lock : null);
    pictureFolder = null;
    closeQuietly(bearer);
    bearer = null;
    closeQuietly(journal);
    journal = null;
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    if (resource == null) {
      return;
    }
    try {
      resource.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "Central could not close " + resource + ": " + e.getMessage(), e);
    }
  }

  List<HealthReport> health() {
    List<HealthReport> reports = new ArrayList<>();
    Inbox box = inbox;
    Journal opened = journal;
    String inability = !failure.isEmpty() || box == null ? failure : box.statistics().failure();
    if (!inability.isEmpty()) {
      reports.add(new HealthReport("central", HealthReport.Level.CRITICAL, inability, failingSinceNs));
    }
    Bearer listening = bearer;
    for (BearerStatus each : listening == null ? List.<BearerStatus>of() : listening.ways()) {
      if (!each.detail().isEmpty()) {
        reports.add(new HealthReport(each.name(), HealthReport.Level.WARNING, each.detail(), 0));
      }
    }
    if (opened != null && !opened.status().failure().isEmpty()) {
      reports.add(new HealthReport("journal", HealthReport.Level.CRITICAL, opened.status().failure(), 0));
    }
    if (box != null && box.statistics().unreadable.sum() > 0) {
      reports.add(new HealthReport("journal", HealthReport.Level.WARNING, box.statistics().unreadable.sum()
          + " books or dictionary pieces could not be read: some points may be shown by number", 0));
    }
    if (box != null) {
      reports.addAll(box.statistics().health(services.clock().wallNs()));
    }
    reports.addAll(sinks.health());
    return reports;
  }

  @Override
  public List<SinkRow> sinks() {
    return sinks.rows();
  }

  @Override
  public void forgetSink(String name) {
    sinks.forget(name);
  }

  @Override
  public Listening listening() {
    return new Listening(inbox != null, inbox == null ? failure : "");
  }

  @Override
  public List<GatewayRow> gateways() {
    Inbox box = inbox;
    return box == null ? List.of() : box.gateways();
  }

  @Override
  public List<DeviceRow> devices(String gateway) {
    Inbox box = inbox;
    return box == null ? List.of() : box.picture().devices(gateway);
  }

  @Override
  public List<PointRow> points(String filter, int limit) {
    Inbox box = inbox;
    return box == null ? List.of() : box.picture().points(filter, limit);
  }

  @Override
  public List<PointRow> events(int limit) {
    Inbox box = inbox;
    return box == null ? List.of() : box.picture().events(limit);
  }

  @Override
  public AutoCloseable subscribe(Consumer<List<PointRow>> changes) {
    Waiting subscriber = new Waiting(changes);
    synchronized (opening) {
      waiting.add(subscriber);
      Inbox box = inbox;
      if (box != null) {
        subscriber.active = box.picture().subscribe(changes);
      }
    }
    return () -> {
      synchronized (opening) {
        waiting.remove(subscriber);
        closeQuietly(subscriber.active);
      }
    };
  }

  /** Ends all threads and closes what is open; bounded in time; may be repeated. */
  @Override
  public void close() {
    ended = true;
    Bearer listening = bearer;
    if (listening != null) {
      listening.wakeUp();
    }
    LockSupport.unpark(thread);
    try {
      thread.join(END_MS);
      if (thread.isAlive()) {
        LOG.log(System.Logger.Level.WARNING, "Central's thread does not end within " + END_MS + " ms.");
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
