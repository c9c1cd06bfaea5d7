package io.busbar.transport.bearer;

import io.busbar.api.line.LineSpec;
import java.io.IOException;

/** What an address of a bearer means: see {@link io.busbar.api.bearer.BearerFactory}. */
public sealed interface BearerAddress {
  /** How {@code tcp://} addresses begin. */
  String TCP = "tcp://";
  /** How {@code udp://} addresses may begin. */
  String UDP = "udp://";
  /** How {@code serial://} addresses begin. */
  String SERIAL = "serial://";

  /**
   * UDP.
   *
   * @param hostPort {@code host:port}
   */
  record Udp(String hostPort) implements BearerAddress {}

  /**
   * TCP.
   *
   * @param hostPort {@code host:port}
   */
  record Tcp(String hostPort) implements BearerAddress {}

  /**
   * A serial port.
   *
   * @param line what to open
   * @param keying how the transmitter is switched
   * @param mtu largest frame in bytes; 0 for that of the link
   */
  record Serial(LineSpec.Serial line, Keying keying, int mtu) implements BearerAddress {}

  /**
   * The address that a text means.
   *
   * @throws IOException with what to write instead
   */
  static BearerAddress parse(String text) throws IOException {
    if (text.startsWith(SERIAL)) {
      return SerialAddress.parse(text);
    }
    if (text.startsWith(TCP)) {
      return new Tcp(text.substring(TCP.length()));
    }
    if (text.startsWith(UDP)) {
      return new Udp(text.substring(UDP.length()));
    }
    if (text.contains("://")) {
      throw new IOException("\"" + text + "\" is no way to the far end that is known here. Write host:port for UDP, tcp://host:port,"
          + " or serial:///dev/ttyS1?baud=19200.");
    }
    return new Udp(text);
  }
}
