package io.busbar.driver.iec60870.master;

import io.busbar.api.line.Line;
import io.busbar.testkit.driver.OwnLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A real TCP connection as a line; every piece of bytes is told. One thread. */
final class SocketLine extends OwnLine {
  private final InetSocketAddress address;
  private final BiConsumer<Boolean, byte[]> tap;
  private @Nullable Socket socket;
  private String failure = "";
  private long retryAtNs = System.nanoTime();

  SocketLine(int port, BiConsumer<Boolean, byte[]> tap) {
    this.address = new InetSocketAddress("127.0.0.1", port);
    this.tap = tap;
  }

  private Socket open() throws IOException {
    Socket now = socket;
    if (now == null) {
      throw new IOException("closed");
    }
    return now;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    open().getOutputStream().write(bytes, offset, length);
    tap.accept(true, java.util.Arrays.copyOfRange(bytes, offset, offset + length));
  }

  @Override
  public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
    open().setSoTimeout(timeoutMs);
    try {
      int count = open().getInputStream().read(into, offset, length);
      if (count > 0) {
        tap.accept(false, java.util.Arrays.copyOfRange(into, offset, offset + count));
      }
      return count;
    } catch (SocketTimeoutException expected) {
      return 0;
    }
  }

  @Override
  public String describe() {
    return "tcp " + address;
  }

  @Override
  public @Nullable Line line() {
    if (socket == null && System.nanoTime() - retryAtNs >= 0) {
      Socket fresh = new Socket();
      try {
        fresh.connect(address, 5_000);
        fresh.setTcpNoDelay(true);
        socket = fresh;
        failure = "";
      } catch (IOException e) {
        failure = "cannot connect to " + address + ": " + e.getMessage();
        retryAtNs = System.nanoTime() + 100_000_000L;
      }
    }
    return socket == null ? null : this;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public long retryAtNs() {
    return retryAtNs;
  }

  @Override
  public void reopen() {
    close();
  }

  @Override
  public void close() {
    Socket now = socket;
    socket = null;
    if (now != null) {
      try {
        now.close();
      } catch (IOException e) {
        failure = e.getMessage();
      }
    }
  }
}
