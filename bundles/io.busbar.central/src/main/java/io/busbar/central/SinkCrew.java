package io.busbar.central;

import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.Journal;
import io.busbar.api.sink.Sink;
import io.busbar.api.view.CentralView.SinkRow;
import io.busbar.central.inbox.Inbox;
import io.busbar.central.sinks.SinkCursors;
import io.busbar.central.sinks.SinkPump;
import io.busbar.central.sinks.SinkThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sinks: each that is installed has a pump and a thread while the journal is open, and each that ever was has a cursor until it is
 * forgotten. Any thread; a lock for coming and going.
 */
final class SinkCrew {
  private static final System.Logger LOG = System.getLogger("io.busbar.central");
  /** At a start sinks come one after the other: one that is missing after this time is missing. */
  private static final long ALL_WITHIN_NS = 60_000_000_000L;

  private final CentralServices services;
  private final Map<String, Sink> sinks = new ConcurrentHashMap<>();
  private final Map<String, SinkThread> pumps = new ConcurrentHashMap<>();
  private volatile @Nullable Open open;

  /** What the pumps draw from, since when. */
  private record Open(Inbox inbox, Journal journal, long sinceNs) {}

  SinkCrew(CentralServices services) {
    this.services = services;
  }

  /** The journal is open: all sinks are fed. */
  synchronized void open(Inbox inbox, Journal journal) {
    Open opened = new Open(inbox, journal, services.clock().monotonicNs());
    open = opened;
    sinks.forEach((name, sink) -> start(name, sink, opened));
  }

  private void start(String name, Sink sink, Open from) {
    SinkPump pump = new SinkPump(name, sink, from.journal(), from.inbox().catalog(), services.codec(), services.clock());
    pumps.put(name, new SinkThread(pump, services.clock(), from.inbox()::cursorMoved));
  }

  /** Ends all pumps, before the journal is closed. Blocks while sinks finish what they are at. */
  void shut() {
    List<SinkThread> ending;
    synchronized (this) {
      open = null;
      ending = List.copyOf(pumps.values());
      pumps.clear();
    }
    ending.forEach(SinkThread::close);
  }

  synchronized void add(String name, Sink sink) {
    if (sinks.putIfAbsent(name, sink) != null) {
      LOG.log(System.Logger.Level.ERROR, "There are two sinks named " + name + ": the second gets nothing. Give it"
          + " another value of the property " + Sink.NAME + ".");
      return;
    }
    Open from = open;
    if (from != null) {
      start(name, sink, from);
    }
  }

  void remove(String name, Sink sink) {
    SinkThread pump = null;
    synchronized (this) {
      if (sinks.remove(name, sink)) {
        pump = pumps.remove(name);
      }
    }
    if (pump != null) {
      pump.close();
    }
  }

  /** There are new records. */
  void wakeUp() {
    pumps.values().forEach(SinkThread::wakeUp);
  }

  /** See {@link io.busbar.api.view.CentralView#sinks}. */
  List<SinkRow> rows() {
    Open from = open;
    List<SinkRow> rows = new ArrayList<>();
    if (from != null) {
      for (String name : SinkCursors.names(from.journal())) {
        SinkThread thread = pumps.get(name);
        Sink sink = sinks.get(name);
        rows.add(new SinkRow(name, sink != null, SinkCursors.waiting(from.journal(), name),
            thread == null ? "" : thread.pump().failure(), sink == null ? "" : sink.describe()));
      }
    }
    return rows;
  }

  /** See {@link io.busbar.api.view.CentralView#forgetSink}. */
  synchronized void forget(String name) {
    Open from = open;
    if (from == null) {
      throw new IllegalArgumentException("central's journal is not open. See what central says about itself.");
    }
    List<String> known = SinkCursors.names(from.journal());
    if (!known.contains(name)) {
      throw new IllegalArgumentException("there is no sink \"" + name + "\"." + (known.isEmpty() ? "" : " There are: " + String.join(", ", known)
          + "."));
    }
    if (sinks.containsKey(name)) {
      throw new IllegalArgumentException("sink \"" + name + "\" is installed. Uninstall its bundle first.");
    }
    SinkCursors.forget(from.journal(), name);
    from.inbox().cursorMoved();
    LOG.log(System.Logger.Level.INFO, "Sink " + name + " is forgotten: what was kept for it alone is freed.");
  }

  /** Sinks that fail, and those that are missing. */
  List<HealthReport> health() {
    List<HealthReport> reports = new ArrayList<>();
    for (SinkThread sink : pumps.values()) {
      SinkPump pump = sink.pump();
      if (!pump.failure().isEmpty()) {
        reports.add(new HealthReport("sink " + pump.name(), HealthReport.Level.WARNING, pump.failure() + " (" + records(pump.backlog())
            + ")", pump.failingSinceNs()));
      }
    }
    Open from = open;
    if (from != null && services.clock().monotonicNs() - from.sinceNs() > ALL_WITHIN_NS) {
      rows().stream().filter(sink -> !sink.installed()).forEach(sink -> reports.add(new HealthReport("sink " + sink.name(),
          HealthReport.Level.WARNING, "is not installed, and central's journal keeps its records: " + records(sink.waiting()) + ". Install it "
          + "again; or, if it shall not come back, free their space with: busbar sinks --forget " + sink.name(), 0)));
    }
    return reports;
  }

  private static String records(long waiting) {
    return waiting == 1 ? "1 record waits" : waiting + " records wait";
  }
}
