package io.busbar.container;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Modbus TCP device of one kind of answer: every holding register holds the number of requests so far. Read Holding
 * Registers only (Modbus Application Protocol V1.1b3 §6.3).
 */
final class HoldingRegister implements AutoCloseable {

  private static final int MBAP_LENGTH = 7;

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  HoldingRegister() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        start(() -> serve(socket));
      } catch (IOException expected) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket; DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      while (true) {
        int transaction = in.readUnsignedShort();
        in.readUnsignedShort();
        byte[] rest = new byte[in.readUnsignedShort()];
        in.readFully(rest);
        int count = (rest[4] & 0xFF) << 8 | rest[5] & 0xFF;
        int value = requests.incrementAndGet();
        byte[] reply = new byte[MBAP_LENGTH + 2 + 2 * count];
        java.nio.ByteBuffer.wrap(reply).putShort((short) transaction).putShort((short) 0).putShort((short) (3 + 2 * count))
            .put(rest[0]).put(rest[1]).put((byte) (2 * count));
        for (int i = 0; i < count; i++) {
          reply[MBAP_LENGTH + 2 + 2 * i] = (byte) (value >> 8);
          reply[MBAP_LENGTH + 3 + 2 * i] = (byte) value;
        }
        out.write(reply);
        out.flush();
      }
    } catch (IOException expected) {
      return; // the other side hung up
    }
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "test-modbus-device");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
