package io.busbar.transport.tcp;

import io.busbar.api.line.LineSpec;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Why a connection failed, in words that say what to do. */
final class TcpFailures {
  private TcpFailures() {}

  static String explain(LineSpec.Tcp spec, Exception cause) {
    String text = String.valueOf(cause.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    String key = spec.key();
    if (cause instanceof UnknownHostException) {
      return key + ": the name " + spec.host() + " is not known. Write the address in numbers or check this gateway's name server.";
    }
    if (cause instanceof SocketTimeoutException || lower.contains("timed out")) {
      return key + " does not answer within " + spec.connectTimeoutMs()
          + " ms. Check that the device has power, its address " + spec.host() + ", the cable, and firewalls between.";
    }
    if (cause instanceof NoRouteToHostException || lower.contains("no route") || lower.contains("unreachable")) {
      return key + ": there is no way to " + spec.host()
          + ". Check this gateway's own address and mask, its default route, and that the device is on the network.";
    }
    if (cause instanceof ConnectException && lower.contains("refused")) {
      return key + " refuses the connection. " + spec.host() + " is there, but nothing listens on port " + spec.port()
          + ": check the port, and that the service is switched on and has a connection free.";
    }
    return key + " cannot be connected: " + text + ".";
  }
}
