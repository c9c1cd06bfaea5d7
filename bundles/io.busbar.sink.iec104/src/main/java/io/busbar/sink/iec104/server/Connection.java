package io.busbar.sink.iec104.server;

import io.busbar.iec60870.apci.ApciSession;
import io.busbar.iec60870.apci.ApduStream;
import io.busbar.iec60870.apci.Fault;
import io.busbar.sink.iec104.session.Scada104;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One accepted socket with its session. Server's thread. */
final class Connection implements Scada104.Output {
  /** Bytes that wait for the network at most: a whole window of the longest frames, and some to spare. */
  private static final int MAX_WAITING = 256 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Wire wire;
  private ByteBuffer out = ByteBuffer.allocate(8 * 1024);
  private @Nullable Scada104 session;
  private boolean overrun;

  Connection(SocketChannel channel, SelectionKey key, Wire wire) {
    this.channel = channel;
    this.key = key;
    this.wire = wire;
  }

  void session(Scada104 newSession) {
    session = newSession;
  }

  Scada104 session() {
    Scada104 present = session;
    if (present == null) {
      throw new IllegalStateException("a connection has its session from the start on");
    }
    return present;
  }

  /** Reads, answers, writes. Returns why it has to be closed; null if it need not. */
  @Nullable String work(long nowNs) {
    try {
      boolean more = true;
      while (more) {
        ApduStream stream = session().stream();
        int count = wire.read(ByteBuffer.wrap(stream.bytes(), stream.writeAt(), stream.room()));
        if (count < 0) {
          session().work(nowNs);
          return "it was closed by the other side";
        }
        stream.added(count);
        Fault fault = session().work(nowNs);
        flush();
        if (fault != Fault.NONE) {
          return fault.words();
        }
        more = count > 0 && !overrun;
      }
      return overrun ? "it does not read what is sent to it" : null;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void flush() throws IOException {
    out.flip();
    wire.write(out);
    boolean waits = out.hasRemaining() || wire.wantsWrite();
    out.compact();
    int interest = waits ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.isValid() && key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (out.remaining() < length) {
      if (out.capacity() >= MAX_WAITING) {
        overrun = true;
        return;
      }
      ByteBuffer larger = ByteBuffer.allocate(out.capacity() * 2);
      out.flip();
      larger.put(out);
      out = larger;
    }
    out.put(bytes, offset, length);
  }

  /** When it wants to be looked after, monotonic ns. */
  long deadline() {
    return session == null ? ApciSession.NEVER : session().deadline();
  }

  void close() {
    session().closed();
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger("io.busbar.sink.iec104").log(System.Logger.Level.DEBUG, "A socket could not be closed", e);
    }
  }
}
