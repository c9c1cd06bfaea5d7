package io.busbar.benchmarks.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The kernel's TCP: one connection that is always full. {@code far PORT [beside]} or {@code near PORT SECONDS}. */
public final class TcpNode {
  /** First word of the lines where it runs beside our link. */
  static final String BESIDE = "BESIDE";
  private static final String FAR = "10.77.0.2";

  private TcpNode() {}

  /** Runs one end. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("far")) {
      receive(port, arguments.length > 2 ? BESIDE : Tally.WORD);
    } else {
      send(port, System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000L);
    }
  }

  private static void receive(int port, String word) throws IOException {
    Tally tally = new Tally(word, System.out);
    byte[] buffer = new byte[65_536];
    try (ServerSocket server = new ServerSocket(port); Socket socket = server.accept(); InputStream in = socket.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        tally.add(count);
      }
    }
  }

  private static void send(int port, long endNs) throws IOException {
    Thread watch = new Thread(() -> {
      long left = endNs - System.nanoTime();
      try {
        Thread.sleep(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(0);
    });
    watch.setDaemon(true);
    watch.start();
    byte[] chunk = new byte[1_000];
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(FAR, port), 0);
      OutputStream out = socket.getOutputStream();
      while (System.nanoTime() < endNs) {
        out.write(chunk);
      }
    }
  }
}
