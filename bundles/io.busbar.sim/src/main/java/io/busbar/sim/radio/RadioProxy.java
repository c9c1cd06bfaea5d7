package io.busbar.sim.radio;

import io.busbar.api.time.BusClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The radio with real sockets: gateway ⇄ UDP port here ⇄ medium ⇄ UDP port of central, all on the loopback interface. One thread.
 * Central sees one address for the gateway; the gateway may change its port (a restart), the newest counts.
 */
public final class RadioProxy implements AutoCloseable {
  /** Largest datagram taken. */
  private static final int MAX_DATAGRAM_BYTES = 65_507;
  private static final long MS = 1_000_000L;
  private static final long LONGEST_WAIT_MS = 200;
  private static final System.Logger LOG = System.getLogger(RadioProxy.class.getName());

  private final BusClock clock;
  private final RadioMedium medium;
  private final DatagramChannel gatewaySide;
  private final DatagramChannel centralSide;
  private final SocketAddress central;
  private final Selector selector;
  private final Thread thread;
  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
  private @Nullable SocketAddress gateway;
  private volatile boolean running = true;

  /**
   * Opens the sockets and starts the thread.
   *
   * @param gatewayPort port that the gateway sends to, 0 for any free one
   * @param centralPort port that central listens on
   * @throws IOException when a port is taken
   */
  public RadioProxy(int gatewayPort, int centralPort, RadioSettings settings, RandomGenerator random, BusClock clock)
      throws IOException {
    this.clock = clock;
    medium = new RadioMedium(settings, random, clock.monotonicNs());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    central = new InetSocketAddress(loopback, centralPort);
    selector = Selector.open();
    gatewaySide = open(loopback, gatewayPort);
    centralSide = open(loopback, 0);
    thread = new Thread(this::run, "sim-radio");
    thread.setDaemon(true);
    thread.start();
  }

  private DatagramChannel open(InetAddress address, int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress(address, port));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    return channel;
  }

  /** The port that the gateway sends to. */
  public int gatewayPort() {
    return gatewaySide.socket().getLocalPort();
  }

  /** Kills or revives the radio. Any thread. */
  public void dead(boolean dead) {
    synchronized (medium) {
      medium.dead(dead, clock.monotonicNs());
    }
  }

  /** What happened one way: up is from the gateway to central. Any thread. */
  public RadioCounters counters(boolean upward) {
    synchronized (medium) {
      return medium.counters(upward);
    }
  }

  private void run() {
    try {
      while (running) {
        pump();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "radio emulator stopped: " + e.getMessage(), e);
    }
  }

  private void pump() throws IOException {
    synchronized (medium) {
      receive();
      deliver();
    }
    long wait = nextWaitMs();
    if (wait > 0) {
      selector.select(wait);
    } else {
      selector.selectNow();
    }
    selector.selectedKeys().clear();
  }

  private long nextWaitMs() {
    synchronized (medium) {
      long next = medium.nextEventNs();
      long now = clock.monotonicNs();
      return next <= now ? 0 : Math.min(LONGEST_WAIT_MS, (next - now) / MS + 1);
    }
  }

  private void receive() throws IOException {
    for (byte[] packet = take(gatewaySide, true); packet != null; packet = take(gatewaySide, true)) {
      medium.offer(true, packet, clock.monotonicNs());
    }
    for (byte[] packet = take(centralSide, false); packet != null; packet = take(centralSide, false)) {
      medium.offer(false, packet, clock.monotonicNs());
    }
  }

  private byte @Nullable [] take(DatagramChannel channel, boolean fromGateway) throws IOException {
    buffer.clear();
    SocketAddress from = channel.receive(buffer);
    if (from == null) {
      return null;
    }
    if (fromGateway) {
      gateway = from;
    }
    buffer.flip();
    byte[] packet = new byte[buffer.remaining()];
    buffer.get(packet);
    return packet;
  }

  private void deliver() throws IOException {
    long now = clock.monotonicNs();
    for (byte[] packet = medium.arrived(true, now); packet != null; packet = medium.arrived(true, now)) {
      send(centralSide, packet, central);
    }
    SocketAddress back = gateway;
    for (byte[] packet = medium.arrived(false, now); packet != null; packet = medium.arrived(false, now)) {
      if (back != null) {
        send(gatewaySide, packet, back);
      }
    }
  }

  /** Sends; a receiver that is not there yet is a lost packet, not an error. */
  private static void send(DatagramChannel channel, byte[] packet, SocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(packet), to);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "nobody at {0}: {1}", to, e.getMessage());
    }
  }

  /** Stops the thread and closes the sockets. */
  @Override
  public void close() throws IOException {
    running = false;
    selector.wakeup();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gatewaySide.close();
    centralSide.close();
    selector.close();
  }
}
