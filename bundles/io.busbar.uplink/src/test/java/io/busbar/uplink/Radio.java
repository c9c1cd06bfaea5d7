package io.busbar.uplink;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.function.Supplier;

/** Passes datagrams between a gateway and central's port on while it is switched on. Real sockets, two threads. */
final class Radio implements AutoCloseable {
  private final DatagramSocket near = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final DatagramSocket far = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  volatile boolean on = true;
  private volatile InetSocketAddress gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  Radio(int centralPort) throws SocketException {
    InetSocketAddress central = new InetSocketAddress(InetAddress.getLoopbackAddress(), centralPort);
    relay(near, far, () -> central);
    relay(far, near, () -> gateway);
  }

  String address() {
    return "127.0.0.1:" + near.getLocalPort();
  }

  private void relay(DatagramSocket from, DatagramSocket out, Supplier<InetSocketAddress> to) {
    Thread thread = new Thread(() -> {
      byte[] buffer = new byte[2_000];
      while (!from.isClosed()) {
        try {
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          from.receive(packet);
          if (from == near) {
            gateway = (InetSocketAddress) packet.getSocketAddress();
          }
          if (on) {
            out.send(new DatagramPacket(buffer, packet.getLength(), to.get()));
          }
        } catch (IOException lostOrClosed) {
          // A radio loses datagrams, and says nothing when it is gone.
        }
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
