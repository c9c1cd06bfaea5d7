package io.busbar.central;

import java.util.Locale;

/** Whether an address can be reached from this machine only. */
final class Loopback {
  private Loopback() {}

  static boolean isLoopback(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    String host = (colon < 0 ? hostAndPort : hostAndPort.substring(0, colon)).toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
  }
}
