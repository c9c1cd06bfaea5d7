package io.busbar.sink.iec104.server;

import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The addresses where clients are awaited. One that cannot be opened is said once, tried again, and shown. Server's thread but for the texts. */
final class Listeners {
  private static final System.Logger LOG = System.getLogger("io.busbar.sink.iec104");
  private static final long RETRY_NS = 5_000_000_000L;
  private static final int BACKLOG = 16;

  private final Selector selector;
  private final BusClock clock;
  private final Map<String, ServerSocketChannel> open = new HashMap<>();
  private final Map<String, String> failures = new TreeMap<>();
  private long retryNs;

  Listeners(Selector selector, BusClock clock) {
    this.selector = selector;
    this.clock = clock;
  }

  /** Opens and closes until exactly these are open. */
  void want(List<String> addresses, boolean isProtected) {
    open.entrySet().removeIf(entry -> {
      boolean gone = !addresses.contains(entry.getKey());
      if (gone) {
        close(entry.getValue());
      }
      return gone;
    });
    synchronized (failures) {
      failures.keySet().retainAll(addresses);
    }
    retryNs = clock.monotonicNs();
    tick(addresses, isProtected);
  }

  /** Tries again what could not be opened. */
  void tick(List<String> addresses, boolean isProtected) {
    if (clock.monotonicNs() - retryNs < 0) {
      return;
    }
    retryNs = clock.monotonicNs() + RETRY_NS;
    for (String address : addresses) {
      if (!open.containsKey(address)) {
        listen(address, isProtected);
      }
    }
  }

  private void listen(String address, boolean isProtected) {
    ServerSocketChannel channel = null;
    try {
      int colon = address.lastIndexOf(':');
      String host = address.substring(0, colon).replace("[", "").replace("]", "");
      InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(address.substring(colon + 1)));
      channel = ServerSocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(socket, BACKLOG);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_ACCEPT, address);
      open.put(address, channel);
      boolean alone = socket.getAddress().isLoopbackAddress();
      LOG.log(alone || isProtected ? System.Logger.Level.INFO : System.Logger.Level.WARNING, "IEC 104 clients are awaited at " + text(channel)
          + (isProtected ? ", TLS with certificates of both sides." : alone ? "." : ", over the network and without TLS: whoever reaches this port "
          + "from an allowed address can command. Name clients: for each group, keep it in a network of its own, or add tls: to iec104.yaml."));
      synchronized (failures) {
        failures.remove(address);
      }
    } catch (IOException | RuntimeException e) {
      close(channel);
      synchronized (failures) {
        if (failures.put(address, String.valueOf(e.getMessage())) == null) {
          LOG.log(System.Logger.Level.ERROR, "IEC 104 clients cannot be awaited at " + address + ": " + e.getMessage()
              + ". Is the address one of this machine, and is the port free? It is tried again every 5 s.");
        }
      }
    }
  }

  private static String text(ServerSocketChannel channel) throws IOException {
    InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
    return bound.getAddress().getHostAddress() + ":" + bound.getPort();
  }

  private static void close(@Nullable ServerSocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "A listener could not be closed", e);
      }
    }
  }

  /** The port that an address has got; 0 while it is not open. Server's thread. */
  int port(String address) throws IOException {
    ServerSocketChannel channel = open.get(address);
    return channel == null ? 0 : ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** What is not open and why. Any thread. */
  Map<String, String> failures() {
    synchronized (failures) {
      return Map.copyOf(failures);
    }
  }

  void close() {
    open.values().forEach(Listeners::close);
    open.clear();
  }
}
