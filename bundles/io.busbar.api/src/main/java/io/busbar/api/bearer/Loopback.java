package io.busbar.api.bearer;

import java.util.Locale;

/** Whether an address can be reached from this machine only: there, and nowhere else, a link may go without encryption. */
public final class Loopback {
  private Loopback() {}

  /** Of an address of a bearer; what goes over a serial port can be heard by others. */
  public static boolean isLoopback(String address) {
    if (address.startsWith("serial:")) {
      return false;
    }
    String hostAndPort = address.substring(address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3);
    int colon = hostAndPort.lastIndexOf(':');
    String host = (colon < 0 ? hostAndPort : hostAndPort.substring(0, colon)).toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
  }
}
