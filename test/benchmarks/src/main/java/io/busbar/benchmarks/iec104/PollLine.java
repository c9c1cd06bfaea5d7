package io.busbar.benchmarks.iec104;

import io.busbar.testkit.driver.OwnLine;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection that never waits, so that one thread can serve many drivers: it waits for all of them when none had anything. */
final class PollLine extends OwnLine {
  private static final int BYTES = 16 * 1024;

  private final SocketChannel socket;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BYTES);
  private boolean moved;

  PollLine(SocketChannel socket) throws IOException {
    this.socket = socket;
    socket.configureBlocking(false);
    socket.socket().setTcpNoDelay(true);
  }

  /** Whether bytes came since the last question. */
  boolean hasMoved() {
    boolean now = moved;
    moved = false;
    return now;
  }

  /** Wakes the selector when bytes come. */
  void register(Selector selector) throws IOException {
    socket.register(selector, SelectionKey.OP_READ);
  }

  /** Keeps frames until {@link #flush}: as a driver's line may. */
  void put(byte[] bytes, int offset, int length) {
    out.put(bytes, offset, length);
  }

  void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      socket.write(out);
    }
    out.clear();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    put(bytes, offset, length);
    flush();
  }

  @Override
  public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
    in.clear().limit(Math.min(length, BYTES));
    int count = socket.read(in);
    if (count < 0) {
      throw new EOFException("closed");
    }
    moved |= count > 0;
    in.flip().get(into, offset, count);
    return count;
  }

  @Override
  public String describe() {
    return "loopback";
  }

  @Override
  public void release(String channel) {
    // closed by the benchmark
  }

  @Override
  public void reopen() {
    throw new IllegalStateException("a session broke");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
