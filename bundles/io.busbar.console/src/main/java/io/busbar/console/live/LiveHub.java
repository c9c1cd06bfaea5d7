package io.busbar.console.live;

import com.sun.net.httpserver.HttpExchange;
import io.busbar.api.view.CentralView;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.PointRow;
import io.busbar.console.json.Json;
import io.busbar.console.rest.Rows;
import io.busbar.console.rest.Status;
import io.busbar.console.rest.Views;
import io.busbar.console.web.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells all browsers what changes. Frames: {@code hello} at first, {@code status} each round, {@code points} with changed
 * rows and a sequence number, {@code devices} (gateway) or {@code events} (central) when they have changed, {@code reload}
 * when a page has to load the points again.
 */
public final class LiveHub implements AutoCloseable {
  /** Browsers and traces at a time. */
  public static final int MAX_CLIENTS = 24;

  private static final System.Logger LOG = System.getLogger("io.busbar.console");
  private static final long ROUND_NS = 1_000_000_000L;
  private static final long PATIENCE_NS = 15_000_000_000L;
  private static final int EVENTS_SHOWN = 200;
  private static final long END_MS = 3_000;

  private final Views views;
  private final boolean gateway;
  private final Status status;
  private final Gatherer gatherer;
  private final List<LiveClient> clients = new CopyOnWriteArrayList<>();
  private final List<LiveClient> traces = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean ended;
  private volatile long sequence;
  private volatile boolean greet;
  private List<DeviceRow> lastDevices = List.of();
  private @Nullable PointRow lastEvent;

  /** A hub of a role; starts its thread. */
  public LiveHub(Views views, boolean gateway) {
    this.views = views;
    this.gateway = gateway;
    this.status = new Status(views);
    this.gatherer = gateway ? new EngineGatherer(views) : new CentralGatherer(views);
    this.thread = new Thread(this::run, "busbar-console-live");
    thread.setDaemon(true);
    thread.start();
  }

  /** Number of the last update sent. Any thread. */
  public long sequence() {
    return sequence;
  }

  /** Takes a browser; null if its exchange was taken over. */
  public @Nullable Reply join(HttpExchange exchange) {
    if (clients.size() + traces.size() >= MAX_CLIENTS) {
      return Reply.text(503, "There are " + MAX_CLIENTS + " live pages open already. Close one.");
    }
    LiveClient client = new LiveClient(exchange, "busbar-console-page", views.clock(), null);
    client.offer(frame("hello", json -> json.put("sequence", sequence).put("startedNs", views.startedNs())));
    clients.add(client);
    greet = true;
    client.start();
    LockSupport.unpark(thread);
    return null;
  }

  /** Takes somebody who follows a device's requests and replies; null if the exchange was taken over. */
  public @Nullable Reply trace(HttpExchange exchange, String device) {
    EngineView engine = views.engine();
    if (!gateway) {
      return Reply.text(404, "A trace is of a device of a gateway; this is central. Ask the page of the gateway, or \"busbar trace\" there.");
    }
    if (engine == null) {
      return Reply.text(503, "The engine is not running.");
    }
    if (clients.size() + traces.size() >= MAX_CLIENTS) {
      return Reply.text(503, "There are " + MAX_CLIENTS + " live pages open already. Close one.");
    }
    AutoCloseable[] trace = new AutoCloseable[1];
    LiveClient client = new LiveClient(exchange, "busbar-console-trace", views.clock(), () -> closeQuietly(trace[0]));
    try {
      trace[0] = engine.trace(device, line -> client.offer(line(line)));
    } catch (IllegalArgumentException e) {
      return Reply.text(404, String.valueOf(e.getMessage()));
    }
    traces.add(client);
    client.start();
    return null;
  }

  /** Takes somebody who hears what passes the nodes of a flow; null if the exchange was taken over. */
  public @Nullable Reply tap(HttpExchange exchange, FlowTaps.Place place) {
    FlowTaps taps = views.taps();
    if (!gateway) {
      return Reply.text(404, "A tap is at a node of a gateway; this is central. Ask the page of the gateway, or \"busbar tap\" there.");
    }
    if (taps == null) {
      return Reply.text(503, "The engine is not running.");
    }
    if (clients.size() + traces.size() >= MAX_CLIENTS) {
      return Reply.text(503, "There are " + MAX_CLIENTS + " live pages open already. Close one.");
    }
    FlowTaps.Tap tap;
    try {
      tap = taps.open(place, () -> { });
    } catch (IllegalArgumentException e) {
      return Reply.text(404, String.valueOf(e.getMessage()));
    }
    LiveClient client = new LiveClient(exchange, "busbar-console-tap", views.clock(), () -> closeQuietly(tap), new TapPump(tap));
    traces.add(client);
    client.start();
    return null;
  }

  private static void closeQuietly(@Nullable AutoCloseable trace) {
    try {
      if (trace != null) {
        trace.close();
      }
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "A trace could not be ended", e);
    }
  }

  private void run() {
    while (!ended) {
      long now = views.clock().monotonicNs();
      try {
        round(now);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "The live stream missed a round", e);
      }
      long left = ROUND_NS;
      while (left > 0 && !ended && !greet) {
        LockSupport.parkNanos(left);
        left = now + ROUND_NS - views.clock().monotonicNs();
      }
    }
    gatherer.rest();
  }

  private void round(long nowNs) {
    clients.forEach(client -> client.endIfStuck(nowNs, PATIENCE_NS));
    traces.forEach(client -> client.endIfStuck(nowNs, PATIENCE_NS));
    clients.removeIf(LiveClient::hasEnded);
    traces.removeIf(LiveClient::hasEnded);
    // Whoever follows a trace has to be heard from now and then, or nobody notices that he has gone.
    traces.forEach(client -> client.offer(": still here\n\n".getBytes(StandardCharsets.UTF_8)));
    boolean greeting = greet;
    greet = false;
    if (clients.isEmpty()) {
      gatherer.rest();
      return;
    }
    List<PointRow> changes = gatherer.changes();
    if (changes == null) {
      sequence++;
      broadcast(frame("reload", json -> json.put("sequence", sequence)));
    } else if (!changes.isEmpty()) {
      sequence++;
      broadcast(frame("points", json -> json.put("sequence", sequence).put("nowNs", views.clock().wallNs())
          .objects("points", changes, Rows::point)));
    }
    if (gateway) {
      devices(greeting);
    } else {
      events(greeting);
    }
    broadcast(frame("status", gateway ? status::gateway : status::central));
  }

  private void devices(boolean greeting) {
    EngineView engine = views.engine();
    List<DeviceRow> devices = engine == null ? List.of() : engine.devices();
    if (greeting || !devices.equals(lastDevices)) {
      lastDevices = devices;
      broadcast(frame("devices", json -> json.put("nowNs", views.clock().wallNs())
          .objects("devices", devices, Rows::device)));
    }
  }

  private void events(boolean greeting) {
    CentralView central = views.central();
    List<PointRow> events = central == null ? List.of() : central.events(EVENTS_SHOWN);
    PointRow newest = events.isEmpty() ? null : events.get(0);
    if (greeting || !java.util.Objects.equals(newest, lastEvent)) {
      lastEvent = newest;
      broadcast(frame("events", json -> json.put("nowNs", views.clock().wallNs())
          .objects("events", events, Rows::point)));
    }
  }

  private void broadcast(byte[] frame) {
    clients.forEach(client -> client.offer(frame));
  }

  private static byte[] frame(String event, Consumer<Json> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(Json.object(fields));
    out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] line(String text) {
    return ("data: " + text.replace('\n', ' ').replace('\r', ' ') + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Ends all streams; bounded in time. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
    clients.forEach(LiveClient::end);
    traces.forEach(LiveClient::end);
    try {
      thread.join(END_MS);
      for (LiveClient client : clients) {
        client.join(END_MS);
      }
      for (LiveClient client : traces) {
        client.join(END_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
