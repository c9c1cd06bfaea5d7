package io.busbar.transport.udp;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import java.util.stream.Collectors;

/** Opens UDP bearers, or says why not and what to do. Stateless. */
public final class UdpBearers implements BearerFactory {
  /** IPv4 and UDP headers, bytes. */
  static final int OVERHEAD_V4 = 28;
  /** IPv6 and UDP headers, bytes. */
  static final int OVERHEAD_V6 = 48;
  /** Least payload that the link can use, bytes: an mtu of 92 over IPv4, 112 over IPv6. */
  static final int MIN_PAYLOAD = 64;
  /** Greatest mtu, bytes: a jumbo frame, as in the site format. */
  static final int MAX_MTU = 9_000;
  private static final int BUFFER_BYTES = 1 << 18;

  @Override
  public Bearer connect(String to, int mtu) throws IOException {
    InetSocketAddress far = address(to);
    checkMtu(to, mtu, overhead(far));
    DatagramChannel channel = open(far);
    try {
      channel.connect(far);
      return new UdpBearer(channel, false, mtu, overhead(far), "udp " + to);
    } catch (IOException e) {
      channel.close();
      throw new IOException("udp " + to + " cannot be reached: " + e.getMessage()
          + ". Check this machine's own address and its default route.", e);
    }
  }

  @Override
  public Bearer listen(String at, int mtu) throws IOException {
    InetSocketAddress own = address(at);
    checkMtu(at, mtu, overhead(own));
    DatagramChannel channel = open(own);
    try {
      channel.bind(own);
      String name = "udp " + own.getAddress().getHostAddress() + ":" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
      return new UdpBearer(channel, true, mtu, overhead(own), name);
    } catch (IOException e) {
      channel.close();
      throw new IOException(explainBind(at, own, e), e);
    }
  }

  private static DatagramChannel open(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open(
        address.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    return channel;
  }

  private static int overhead(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address ? OVERHEAD_V6 : OVERHEAD_V4;
  }

  private static void checkMtu(String address, int mtu, int overheadBytes) throws IOException {
    int least = MIN_PAYLOAD + overheadBytes;
    if (mtu < least || mtu > MAX_MTU) {
      throw new IOException("udp " + address + ": an mtu of " + mtu + " bytes is not possible; write " + least + " to " + MAX_MTU
          + ", usually 296 to 1500.");
    }
  }

  private static InetSocketAddress address(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    int port = colon < 0 ? -1 : port(text.substring(colon + 1));
    if (port < 0) {
      throw new IOException("\"" + text + "\" is not an address. Write host:port with a port of 0 to 65535, for example 10.9.0.5:20500.");
    }
    String host = text.substring(0, colon);
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IOException("the name " + host + " is not known. Write the address in numbers or check this machine's name server.", e);
    }
  }

  private static int port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int port = Integer.parseInt(text);
    return port <= 65_535 ? port : -1;
  }

  private static String explainBind(String at, InetSocketAddress own, IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    String key = "udp " + at;
    if (cause instanceof BindException && text.contains("in use")) {
      return key + " is in use by another process (\"ss -ulnp\" shows which). Stop that one or choose another port.";
    }
    if (text.contains("cannot assign")) {
      return key + ": this machine does not have the address " + own.getAddress().getHostAddress() + ". It has " + ownAddresses() + ".";
    }
    if (text.contains("permission") || text.contains("denied")) {
      return key + ": ports below 1024 need a special right. Choose a port of 1024 or more.";
    }
    return key + " cannot be opened: " + cause.getMessage() + ".";
  }

  private static String ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    } catch (SocketException e) {
      return "addresses that cannot be listed (" + e.getMessage() + ")";
    }
  }
}
