package io.busbar.shell.run;

import io.busbar.shell.words.Address;
import io.busbar.shell.words.CannotDo;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Whether ports are free, before a component would find out for itself and could only log it. */
final class Ports {
  private Ports() {}

  /** A TCP port that can be listened on; port 0 becomes one that is free now. */
  static Address freeTcp(Address wanted, String option) throws CannotDo {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host(wanted, option), wanted.port()));
      return new Address(wanted.host(), socket.getLocalPort());
    } catch (IOException e) {
      throw inUse(wanted, option, e);
    }
  }

  /** A UDP port that can be listened on; port 0 becomes one that is free now. */
  static Address freeUdp(Address wanted, String option) throws CannotDo {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host(wanted, option), wanted.port()))) {
      return new Address(wanted.host(), socket.getLocalPort());
    } catch (IOException e) {
      throw inUse(wanted, option, e);
    }
  }

  private static InetAddress host(Address wanted, String option) throws CannotDo {
    try {
      return InetAddress.getByName(wanted.host());
    } catch (UnknownHostException e) {
      throw new CannotDo("\"" + wanted.host() + "\" is not an address of this machine. Choose another with " + option + ".", e);
    }
  }

  private static CannotDo inUse(Address wanted, String option, IOException e) {
    String why = e instanceof java.net.BindException && String.valueOf(e.getMessage()).contains("in use")
        ? "is in use by another program" : "cannot be listened on (" + e.getMessage() + ")";
    return new CannotDo(wanted + " " + why + ". Stop it, or choose another address with " + option + " HOST:PORT.", e);
  }
}
