package io.busbar.sim.rtu;

import io.busbar.api.time.BusClock;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.Fault;
import io.busbar.iec60870.station.Outstation104;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** An RTU on a TCP port of the loopback interface: one master at a time, one thread. Without power nobody listens there. */
public final class Rtu104 implements AutoCloseable {
  private static final int ACCEPT_MS = 20;
  private static final int READ_MS = 5;
  private static final System.Logger LOG = System.getLogger(Rtu104.class.getName());

  private final Rtu rtu;
  private final BusClock clock;
  private final int port;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean cut;
  private @Nullable ServerSocket listener;

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken
   */
  public Rtu104(int port, Rtu rtu, BusClock clock) throws IOException {
    this.rtu = rtu;
    this.clock = clock;
    ServerSocket first = listen(port);
    this.listener = first;
    this.port = first.getLocalPort();
    this.thread = new Thread(this::run, "sim-rtu-" + this.port);
    thread.setDaemon(true);
    thread.start();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.setSoTimeout(ACCEPT_MS);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
    return socket;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Breaks the connection once, without a word. */
  public void cut() {
    cut = true;
  }

  private void run() {
    try {
      while (running) {
        rtu.advance(clock.wallNs());
        ServerSocket open = listener;
        if (!rtu.isPowered()) {
          shut();
          Thread.sleep(ACCEPT_MS);
        } else if (open == null) {
          listener = listen(port);
        } else {
          accept(open);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "simulated RTU at port " + port + " stopped: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      shut();
    }
  }

  private void shut() {
    try {
      if (listener != null) {
        listener.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "close: {0}", e.getMessage());
    }
    listener = null;
  }

  private void accept(ServerSocket open) throws IOException {
    try (Socket socket = open.accept()) {
      socket.setSoTimeout(READ_MS);
      socket.setTcpNoDelay(true);
      cut = false;
      serve(socket);
    } catch (SocketTimeoutException nobody) {
      // The next look is due anyway.
    }
  }

  private void serve(Socket socket) {
    Outstation104 connection = new Outstation104(rtu.station(), ApciTiming.STANDARD, (bytes, offset, length) -> {
      try {
        socket.getOutputStream().write(bytes, offset, length);
      } catch (IOException e) {
        cut = true;
      }
    }, clock.monotonicNs());
    try {
      Fault fault = Fault.NONE;
      while (running && !cut && fault == Fault.NONE && rtu.isPowered() && read(socket, connection) >= 0) {
        synchronized (rtu) {
          rtu.advance(clock.wallNs());
          fault = connection.work(clock.monotonicNs());
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "master gone: {0}", e.getMessage());
    } finally {
      synchronized (rtu) {
        connection.closed();
      }
    }
  }

  private static int read(Socket socket, Outstation104 connection) throws IOException {
    try {
      int count = socket.getInputStream().read(connection.stream().bytes(), connection.stream().writeAt(), connection.stream().room());
      connection.stream().added(Math.max(0, count));
      return count;
    } catch (SocketTimeoutException nothing) {
      return 0;
    }
  }

  /** Breaks the connection and stops listening. */
  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join(2_000);
  }
}
