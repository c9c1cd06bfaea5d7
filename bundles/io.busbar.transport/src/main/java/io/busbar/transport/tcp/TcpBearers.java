package io.busbar.transport.tcp;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.HostPort;
import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Opens TCP bearers, or says why not and what to do. Stateless. */
public final class TcpBearers {
  /** IPv4, TCP with time stamps, and the length: bytes. */
  static final int OVERHEAD_V4 = 54;
  /** The same over IPv6. */
  static final int OVERHEAD_V6 = 74;
  /** Least payload that the link can use, bytes. TCP carries it whatever the mtu is. */
  static final int MIN_PAYLOAD = 64;
  private static final int MIN_MTU = 68;
  private static final int MAX_MTU = 9_000;
  /** What the system may keep of ours beyond what is under way: small, or an alarm waits behind it. */
  private static final int SEND_BUFFER = 16_384;

  private final BusClock clock;

  /** With the time, for back-off and silence. */
  public TcpBearers(BusClock clock) {
    this.clock = clock;
  }

  /** A connection that is made, and made again, by itself; see {@link io.busbar.api.bearer.BearerFactory#connect(String, int)}. */
  public Bearer connect(String to, int mtu, Waiting waiting) throws IOException {
    InetSocketAddress far = HostPort.of(to);
    int overhead = overhead(far);
    return new TcpBearer(far, to, payload(to, mtu, overhead), overhead, waiting, clock);
  }

  /** A server; see {@link io.busbar.api.bearer.BearerFactory#listen(String, int)}. */
  public Bearer listen(String at, int mtu, Waiting waiting) throws IOException {
    InetSocketAddress own = HostPort.of(at);
    int overhead = overhead(own);
    int payload = payload(at, mtu, overhead);
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.configureBlocking(false);
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(own);
      String name = "tcp " + own.getAddress().getHostAddress() + ":" + ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new TcpListener(server, name, payload, overhead, waiting, clock);
    } catch (IOException e) {
      server.close();
      throw new IOException(HostPort.explainBind("tcp", at, own, e), e);
    }
  }

  static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
  }

  private static int overhead(InetSocketAddress address) {
    return HostPort.isVersion6(address) ? OVERHEAD_V6 : OVERHEAD_V4;
  }

  /**
   * Payload of one datagram at that mtu.
   *
   * @throws IOException with what to write
   */
  public static int payload(String to, int mtu) throws IOException {
    return payload(to, mtu, overhead(HostPort.of(to)));
  }

  private static int payload(String address, int mtu, int overhead) throws IOException {
    if (mtu < MIN_MTU || mtu > MAX_MTU) {
      throw new IOException("tcp " + address + ": an mtu of " + mtu + " bytes is not possible; write " + MIN_MTU + " to " + MAX_MTU
          + ", usually 576 to 1500.");
    }
    return Math.max(MIN_PAYLOAD, mtu - overhead);
  }
}
