package io.busbar.transport.tcp;

import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * Datagrams over one TCP connection, without waiting. At most one datagram waits here, for the rest of it to go; another
 * one is refused, so that what is under way stays with the link, where an alarm can overtake it. One thread.
 *
 * <pre>
 * +----------------+--------------------+
 * | length u16, BE | datagram (1 … max) |
 * +----------------+--------------------+
 * </pre>
 */
final class TcpConnection {
  /** What {@link #receive} gives when the connection is over. */
  static final int OVER = -1;
  /** What it gives when there is nothing. */
  static final int NOTHING = 0;
  /** What it gives with a datagram. */
  static final int DATAGRAM = 1;
  /** Bytes of the length. */
  static final int LENGTH_BYTES = 2;
  private static final int LEAST_BUFFER = 4_096;
  private static final System.Logger LOG = System.getLogger(TcpConnection.class.getName());

  private final SocketChannel channel;
  private final SelectionKey key;
  private final int maxDatagram;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final long openedNs;
  private long heardNs;
  private boolean heardAny;
  private String over = "";

  /**
   * Over a connected or connecting non-blocking channel.
   *
   * @param onReady called on the waiting thread when there may be something to read
   */
  TcpConnection(SocketChannel channel, int maxDatagram, Waiting waiting, Runnable onReady, long nowNs) throws IOException {
    this.channel = channel;
    this.maxDatagram = maxDatagram;
    this.in = ByteBuffer.allocate(Math.max(LEAST_BUFFER, 2 * (LENGTH_BYTES + maxDatagram)));
    this.out = ByteBuffer.allocate(LENGTH_BYTES + maxDatagram).limit(0);
    this.openedNs = nowNs;
    this.heardNs = nowNs;
    int operations = channel.isConnected() ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    this.key = waiting.register(channel, operations, onReady);
  }

  /** Whether it is connected by now. */
  boolean finishConnect() throws IOException {
    if (!channel.isConnected()) {
      if (!channel.finishConnect()) {
        return false;
      }
      key.interestOps(SelectionKey.OP_READ);
    }
    return true;
  }

  /**
   * Sends a datagram, or as much of it as goes.
   *
   * @return false if the one before is not gone yet: this one is dropped
   */
  boolean send(ByteBuffer datagram) {
    if (!flush() || datagram.remaining() > maxDatagram) {
      return false;
    }
    out.clear();
    out.putShort((short) datagram.remaining()).put(datagram).flip();
    flush();
    return over.isEmpty();
  }

  /** Sends what is left; whether nothing is. */
  private boolean flush() {
    if (!over.isEmpty()) {
      return false;
    }
    try {
      while (out.hasRemaining() && channel.write(out) > 0) {
        // Until it is gone or the system takes no more.
      }
      int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      if (key.isValid() && key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    } catch (IOException e) {
      over = String.valueOf(e.getMessage());
    }
    return over.isEmpty() && !out.hasRemaining();
  }

  /** Takes one datagram: {@link #DATAGRAM}, {@link #NOTHING} or {@link #OVER}. The buffer is cleared by the caller. */
  int receive(ByteBuffer into, long nowNs) {
    flush();
    if (!take(into) && over.isEmpty()) {
      fill(nowNs);
      if (!take(into)) {
        return over.isEmpty() ? NOTHING : OVER;
      }
    } else if (!over.isEmpty()) {
      return OVER;
    }
    return DATAGRAM;
  }

  private void fill(long nowNs) {
    try {
      int count = channel.read(in);
      if (count < 0) {
        over = "the far end closed it";
      } else if (count > 0) {
        heardNs = nowNs;
        heardAny = true;
      }
    } catch (IOException e) {
      over = String.valueOf(e.getMessage());
    }
  }

  private boolean take(ByteBuffer into) {
    in.flip();
    boolean whole = false;
    if (in.remaining() >= LENGTH_BYTES) {
      int length = in.getShort(in.position()) & 0xFFFF;
      if (length == 0 || length > maxDatagram) {
        over = "it does not speak the link's frames: a length of " + length + " bytes";
      } else if (in.remaining() >= LENGTH_BYTES + length) {
        int from = in.position() + LENGTH_BYTES;
        into.put(in.array(), from, Math.min(length, into.remaining()));
        in.position(from + length);
        whole = true;
      }
    }
    in.compact();
    return whole && over.isEmpty();
  }

  /** Why it is over. */
  String over() {
    return over;
  }

  long openedNs() {
    return openedNs;
  }

  /** Monotonic time of the last bytes, or of the opening. */
  long heardNs() {
    return heardNs;
  }

  boolean heardAny() {
    return heardAny;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a connection failed; it is gone either way", e);
    }
  }
}
