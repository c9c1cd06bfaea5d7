package io.busbar.transport.bearer;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Addresses of the network, and what to do where one cannot be used. Stateless. */
public final class HostPort {
  private static final int MAX_PORT = 65_535;

  private HostPort() {}

  /**
   * The address that a text means; may ask the name server.
   *
   * @throws IOException with what to write
   */
  public static InetSocketAddress of(String text) throws IOException {
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
    return port <= MAX_PORT ? port : -1;
  }

  /** Whether it is an address of IP version 6, with larger headers. */
  public static boolean isVersion6(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  /**
   * Why an address cannot be listened at, and what to do.
   *
   * @param kind {@code udp} or {@code tcp}
   * @param at as written
   */
  public static String explainBind(String kind, String at, InetSocketAddress own, IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    String key = kind + " " + at;
    if (cause instanceof BindException && text.contains("in use")) {
      String list = kind.equals("udp") ? "ss -ulnp" : "ss -tlnp";
      return key + " is in use by another process (\"" + list + "\" shows which). Stop that one or choose another port.";
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
