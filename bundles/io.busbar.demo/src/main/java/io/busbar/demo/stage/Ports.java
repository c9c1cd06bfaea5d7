package io.busbar.demo.stage;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports of the demonstration on the loopback interface.
 *
 * @param gatewayPage page of the gateway, TCP
 * @param centralPage page of central, TCP
 * @param centralLink where central listens for the radio, UDP
 */
record Ports(int gatewayPage, int centralPage, int centralLink) {

  /**
   * Finds free ports, or takes the given ones for the pages.
   *
   * @param page first of the two page ports, 0 for any
   * @throws IOException when a given port is taken, in words for a person
   */
  static Ports choose(int page) throws IOException {
    int gateway = page == 0 ? freeTcp() : checkedTcp(page);
    int central = page == 0 ? freeTcp() : checkedTcp(page + 1);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return new Ports(gateway, central, socket.getLocalPort());
    }
  }

  private static int freeTcp() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int checkedTcp(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException e) {
      throw new IOException("port " + port + " is in use. Choose another with --page, or leave --page out.", e);
    }
  }
}
