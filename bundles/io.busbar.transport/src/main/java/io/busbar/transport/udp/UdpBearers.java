package io.busbar.transport.udp;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.HostPort;
import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Opens UDP bearers, or says why not and what to do. Stateless. */
public final class UdpBearers {
  /** IPv4 and UDP headers, bytes. */
  static final int OVERHEAD_V4 = 28;
  /** IPv6 and UDP headers, bytes. */
  static final int OVERHEAD_V6 = 48;
  /** Least payload that the link can use, bytes: an mtu of 92 over IPv4, 112 over IPv6. */
  static final int MIN_PAYLOAD = 64;
  /** Greatest mtu, bytes: a jumbo frame, as in the site format. */
  static final int MAX_MTU = 9_000;
  private static final int BUFFER_BYTES = 1 << 18;

  private final BusClock clock;

  /** With the time, for people's figures. */
  public UdpBearers(BusClock clock) {
    this.clock = clock;
  }

  /** Opens a bearer with one far end; see {@link io.busbar.api.bearer.BearerFactory#connect(String, int)}. */
  public Bearer connect(String to, int mtu, Waiting waiting) throws IOException {
    InetSocketAddress far = HostPort.of(to);
    checkMtu(to, mtu, overhead(far));
    DatagramChannel channel = open(far);
    try {
      channel.connect(far);
      return new UdpBearer(channel, false, mtu, overhead(far), "udp " + to, waiting, clock);
    } catch (IOException e) {
      channel.close();
      throw new IOException("udp " + to + " cannot be reached: " + e.getMessage()
          + ". Check this machine's own address and its default route.", e);
    }
  }

  /** Opens a bearer that listens for many; see {@link io.busbar.api.bearer.BearerFactory#listen(String, int)}. */
  public Bearer listen(String at, int mtu, Waiting waiting) throws IOException {
    InetSocketAddress own = HostPort.of(at);
    checkMtu(at, mtu, overhead(own));
    DatagramChannel channel = open(own);
    try {
      channel.bind(own);
      String name = "udp " + own.getAddress().getHostAddress() + ":" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
      return new UdpBearer(channel, true, mtu, overhead(own), name, waiting, clock);
    } catch (IOException e) {
      channel.close();
      throw new IOException(HostPort.explainBind("udp", at, own, e), e);
    }
  }

  private static DatagramChannel open(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open(
        HostPort.isVersion6(address) ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    return channel;
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
    int overhead = overhead(HostPort.of(to));
    checkMtu(to, mtu, overhead);
    return mtu - overhead;
  }

  private static void checkMtu(String address, int mtu, int overheadBytes) throws IOException {
    int least = MIN_PAYLOAD + overheadBytes;
    if (mtu < least || mtu > MAX_MTU) {
      throw new IOException("udp " + address + ": an mtu of " + mtu + " bytes is not possible; write " + least + " to " + MAX_MTU
          + ", usually 296 to 1500.");
    }
  }
}
