package io.busbar.driver.iec60870.master;

import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.apci.Fault;
import io.busbar.iec60870.station.ControlledStation;
import io.busbar.iec60870.station.Outstation104;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A controlled station on a free port of the loopback interface, one connection at a time, on its own thread. */
final class StationServer implements AutoCloseable {
  final ControlledStation station;
  private final ServerSocket server;
  private final ApciTiming timing;
  private final ConcurrentLinkedQueue<Runnable> work = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean cut;
  private volatile boolean deaf;
  volatile int connections;

  StationServer(ControlledStation station, ApciTiming timing) throws IOException {
    this.station = station;
    this.timing = timing;
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(20);
    thread = new Thread(this::run, "station");
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Does something with the station on its thread and waits for it. */
  void with(java.util.function.Consumer<ControlledStation> what) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    work.add(() -> {
      what.accept(station);
      done.countDown();
    });
    if (!done.await(LiveMaster.WAIT_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the station's thread does not answer");
    }
  }

  /** Breaks the connection once, without a word. */
  void cut() {
    cut = true;
  }

  /** Reads nothing more, so that acknowledgements are lost, as when a network is cut one way. */
  void deaf(boolean now) {
    deaf = now;
  }

  private void run() {
    while (running) {
      drain();
      @Nullable Socket socket = accept();
      if (socket != null) {
        cut = false;
        connections++;
        serve(socket);
      }
    }
  }

  private void drain() {
    for (Runnable next = work.poll(); next != null; next = work.poll()) {
      next.run();
    }
  }

  private @Nullable Socket accept() {
    try {
      return server.accept();
    } catch (SocketTimeoutException expected) {
      return null;
    } catch (IOException e) {
      running = false;
      return null;
    }
  }

  private void serve(Socket socket) {
    Outstation104 connection = new Outstation104(station, timing, (bytes, offset, length) -> {
      try {
        socket.getOutputStream().write(bytes, offset, length);
      } catch (IOException e) {
        cut = true;
      }
    }, System.nanoTime());
    try (socket) {
      socket.setSoTimeout(5);
      socket.setTcpNoDelay(true);
      Fault fault = Fault.NONE;
      while (running && !cut && fault == Fault.NONE) {
        drain();
        if (!deaf && read(socket, connection) < 0) {
          break;
        }
        fault = connection.work(System.nanoTime());
        if (deaf) {
          Thread.sleep(2);
        }
      }
    } catch (IOException e) {
      cut = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.closed();
    }
  }

  private static int read(Socket socket, Outstation104 connection) throws IOException {
    try {
      int count = socket.getInputStream().read(connection.stream().bytes(), connection.stream().writeAt(), connection.stream().room());
      connection.stream().added(Math.max(0, count));
      return count;
    } catch (SocketTimeoutException expected) {
      return 0;
    }
  }

  @Override
  public void close() throws InterruptedException, IOException {
    running = false;
    thread.join(TimeUnit.SECONDS.toMillis(LiveMaster.WAIT_S));
    server.close();
  }
}
