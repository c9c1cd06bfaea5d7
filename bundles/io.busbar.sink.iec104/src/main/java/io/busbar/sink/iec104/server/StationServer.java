package io.busbar.sink.iec104.server;

import io.busbar.api.health.HealthReport;
import io.busbar.api.model.Problem;
import io.busbar.sink.iec104.image.PresentImage;
import io.busbar.sink.iec104.session.Group;
import io.busbar.sink.iec104.session.Orders;
import io.busbar.sink.iec104.session.Scada104;
import io.busbar.sink.iec104.session.Station;
import io.busbar.sink.iec104.table.GroupSpec;
import io.busbar.sink.iec104.table.StationSettings;
import io.busbar.sink.iec104.table.StationTable;
import io.busbar.sink.iec104.table.TableFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Serves the folder's table to all clients on one thread; looks for changes of the files every second. */
public final class StationServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.busbar.sink.iec104");
  private static final long TICK_NS = 1_000_000_000L;
  private static final long END_MS = 5_000;

  private final TableFolder folder;
  private final Surroundings around;
  private final SinkRegistry registry;
  private final Selector selector;
  private final Listeners listeners;
  private final List<Connection> connections = new ArrayList<>();
  private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
  private final Status status = new Status();
  private final Thread thread;
  private @Nullable Serving serving;
  private @Nullable SSLContext tls;
  private long nextTickNs;
  private volatile boolean ended;

  /** What is there once a table could be read. */
  private record Serving(Station station, Picture picture, Groups groups, Orders orders) {}

  /** A server that begins with {@link #start}. */
  public StationServer(TableFolder folder, Surroundings around, SinkRegistry registry) throws IOException {
    this.folder = folder;
    this.around = around;
    this.registry = registry;
    this.selector = Selector.open();
    this.listeners = new Listeners(selector, around.clock());
    this.nextTickNs = around.clock().monotonicNs();
    this.thread = new Thread(this::run, "busbar-iec104");
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Runs something on the server's thread, soon. Any thread. */
  private void post(Runnable task) {
    mailbox.add(task);
    selector.wakeup();
  }

  private void run() {
    while (!ended) {
      try {
        work();
      } catch (IOException | RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "The IEC 104 server goes on after an internal error: " + e, e);
      }
    }
    shut();
  }

  private void work() throws IOException {
    selector.select(Math.max(1, (wakeAtNs() - around.clock().monotonicNs()) / 1_000_000));
    long now = around.clock().monotonicNs();
    for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
      task.run();
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.isAcceptable()) {
        accept(key);
      }
    }
    selector.selectedKeys().clear();
    if (now - nextTickNs >= 0) {
      nextTickNs = now + TICK_NS;
      tick();
    }
    Serving present = serving;
    if (present != null) {
      present.groups().owe();
      present.orders().tick(now);
    }
    serve(now);
  }

  private long wakeAtNs() {
    long wake = nextTickNs;
    for (Connection connection : connections) {
      wake = Math.min(wake, connection.deadline());
    }
    return wake;
  }

  /** Every connection is asked: whether it has something to send is known to itself only. */
  private void serve(long now) {
    for (Connection connection : List.copyOf(connections)) {
      String why = connection.work(now);
      if (why != null) {
        close(connection, why);
      }
    }
  }

  private void close(Connection connection, String why) {
    connections.remove(connection);
    connection.close();
    Scada104 session = connection.session();
    LOG.log(System.Logger.Level.INFO, "IEC 104 client " + session.remote() + " of group " + session.group().name() + " is gone: " + why + ".");
  }

  private void accept(SelectionKey key) throws IOException {
    SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
    Serving present = serving;
    if (channel == null || present == null) {
      return;
    }
    InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
    String client = remote.getAddress().getHostAddress();
    Group group = present.groups().of(String.valueOf(key.attachment()), client);
    long open = connections.stream().filter(each -> each.session().group() == group).count();
    if (group == null || open >= group.spec().connections()) {
      channel.close();
      status.refused(client, group == null ? "no group in iec104.yaml names it under clients:" : "group " + group.name() + " has its "
          + open + " connections already");
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SSLContext keys = tls;
    Wire wire = keys == null ? Wire.plain(channel) : new TlsWire(channel, Tls.engine(keys));
    Connection connection = new Connection(channel, channel.register(selector, SelectionKey.OP_READ), wire);
    connection.session(new Scada104(group, present.station(), present.orders(), client + ":" + remote.getPort(), connection,
        around.clock().monotonicNs()));
    connections.add(connection);
    LOG.log(System.Logger.Level.INFO, "IEC 104 client " + client + ":" + remote.getPort() + " is connected, group " + group.name() + ".");
  }

  private void tick() throws IOException {
    if (folder.hasChanged()) {
      read();
    }
    Serving present = serving;
    if (present != null) {
      listeners.tick(addresses(present.station().table().settings()), tls != null);
      present.picture().tick(around.view().get());
      present.groups().giveUp(around.view().get());
      status.update(present.station(), connections.stream().map(Connection::session).toList(), listeners.failures(), around.clock().wallNs());
    }
  }

  private static List<String> addresses(StationSettings settings) {
    return settings.groups().stream().map(GroupSpec::listen).distinct().toList();
  }

  private void read() throws IOException {
    if (!folder.isThere()) {
      if (serving != null) {
        LOG.log(System.Logger.Level.WARNING, "iec104.yaml is gone: what it said last is served on. To end it, write groups: {} and restart central.");
      }
      return;
    }
    TableFolder.Read read = folder.read();
    StationTable table = read.table();
    List<String> mistakes = new ArrayList<>(read.problems().stream().map(Problem::toString).toList());
    SSLContext keys = null;
    StationSettings.Tls files = table == null ? null : table.settings().tls();
    if (files != null) {
      try {
        keys = Tls.context(files);
      } catch (IOException | GeneralSecurityException e) {
        mistakes.add("iec104.yaml: the keys for tls cannot be read: " + e.getMessage());
        table = null;
      }
    }
    status.mistakes(table == null ? mistakes : List.of(), serving != null, around.clock().wallNs());
    if (table != null) {
      tls = keys;
      serve(table);
    }
  }

  private void serve(StationTable table) {
    PresentImage image = new PresentImage(table);
    Serving present = serving;
    if (present == null) {
      Station station = new Station(table, image, around.clock());
      present = new Serving(station, new Picture(station, selector::wakeup), new Groups(station, registry, selector::wakeup),
          new Orders(station, around.desk(), around.random(), this::post));
      serving = present;
    } else {
      present.station().serve(table, image);
    }
    present.groups().serve(table);
    present.picture().reload();
    present.picture().tick(around.view().get());
    listeners.want(addresses(table.settings()), tls != null);
    Groups groups = present.groups();
    for (Connection connection : List.copyOf(connections)) {
      Scada104 session = connection.session();
      String client = session.remote().substring(0, session.remote().lastIndexOf(':'));
      if (groups.of(session.group().spec().listen(), client) != session.group()) {
        close(connection, "iec104.yaml does not name it in this group any more");
      }
    }
    LOG.log(System.Logger.Level.INFO, "IEC 104 serves " + table.points().size() + " points under " + table.stations().size()
        + " common addresses to " + table.settings().groups().size() + " groups.");
  }

  /** The port that an address of the settings has got, for those that ask for any; 0 while it is not open. Waits for the server's thread. */
  public int port(String address) {
    java.util.concurrent.CompletableFuture<Integer> port = new java.util.concurrent.CompletableFuture<>();
    post(() -> {
      try {
        port.complete(listeners.port(address));
      } catch (IOException e) {
        port.complete(0);
      }
    });
    return port.join();
  }

  /** How it is doing. Any thread. */
  public List<HealthReport> health() {
    return status.health();
  }

  private void shut() {
    connections.forEach(Connection::close);
    connections.clear();
    listeners.close();
    Serving present = serving;
    if (present != null) {
      present.picture().close();
      present.groups().close();
    }
    try {
      selector.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The selector could not be closed", e);
    }
  }

  /** Closes all connections and ends the thread; waits at most 5 s. Idempotent. */
  @Override
  public void close() {
    ended = true;
    selector.wakeup();
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
