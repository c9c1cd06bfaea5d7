package io.busbar.sim.server;

import io.busbar.sim.codec.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Devices behind a TCP port of the loopback interface, in any framing. */
public final class ModbusTcpServer implements AutoCloseable {
  /** Connections beyond this many are closed at once. */
  private static final int MAX_CONNECTIONS = 32;
  private static final System.Logger LOG = System.getLogger(ModbusTcpServer.class.getName());
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ByteStreamServer streams;
  private final ScheduledExecutorService later;
  private final Thread acceptor;

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is taken
   */
  public ModbusTcpServer(int port, Framing framing, SimLine line) throws IOException {
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    later = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "sim-late-" + listener.getLocalPort()));
    streams = new ByteStreamServer(line, framing, later);
    acceptor = daemon(this::acceptAll, "sim-accept-" + listener.getLocalPort());
    acceptor.start();
  }

  /** The port it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Breaks every open connection; clients may connect again. */
  public void disconnectAll() {
    open.forEach(ModbusTcpServer::closeQuietly);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (open.size() >= MAX_CONNECTIONS) {
          closeQuietly(socket);
        } else {
          open.add(socket);
          daemon(() -> serve(socket), "sim-connection-" + socket.getPort()).start();
        }
      } catch (SocketException closed) {
        LOG.log(System.Logger.Level.DEBUG, "simulated port {0} closed", String.valueOf(listener.getLocalPort()));
        return;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "simulated port " + listener.getLocalPort() + " cannot accept: " + e.getMessage());
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      streams.serve(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "client gone: {0}", e.getMessage());
    } finally {
      open.remove(socket);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "close: {0}", e.getMessage());
    }
  }

  /** Stops listening and breaks every connection. */
  @Override
  public void close() throws IOException {
    listener.close();
    disconnectAll();
    later.shutdownNow();
  }
}
