package io.busbar.transport.tcp;

import io.busbar.api.line.LineSpec;
import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.Health;
import io.busbar.transport.bearer.SocketBearer;
import io.busbar.transport.bearer.Waiting;
import io.busbar.transport.line.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The calling end over TCP: connects without waiting, again with back-off when it fails, and anew when the connection
 * stands but nothing comes back. While there is no connection datagrams are lost, as on a radio. One thread.
 */
final class TcpBearer extends SocketBearer {
  /** Longest time for a connection to be made. */
  static final long CONNECT_NS = 15_000_000_000L;
  /** Silence after which a connection is given up, if we sent meanwhile: longer than the link's own limit. */
  static final long SILENT_NS = 25_000_000_000L;
  private static final int MS_PER_NS = 1_000_000;

  private final InetSocketAddress far;
  private final BusClock clock;
  private final Backoff backoff;
  private final LineSpec.Tcp spec;
  private @Nullable TcpConnection connection;
  private boolean connected;
  private long unansweredSinceNs;
  private boolean unanswered;
  private boolean closed;

  // The parts of one connection, made at one place.
  @SuppressWarnings("checkstyle:ParameterNumber")
  TcpBearer(InetSocketAddress far, String to, int maxPayloadBytes, int overheadBytes, Waiting waiting, BusClock clock) {
    super(maxPayloadBytes, overheadBytes, waiting, new Health("tcp " + to, clock));
    waiting.join();
    this.far = far;
    this.clock = clock;
    this.backoff = new Backoff(clock.monotonicNs());
    this.spec = new LineSpec.Tcp(to.substring(0, to.lastIndexOf(':')), far.getPort(), (int) (CONNECT_NS / MS_PER_NS));
    drive(clock.monotonicNs());
  }

  /** Connects where it is time to; the connection if it stands. */
  private @Nullable TcpConnection drive(long now) {
    TcpConnection current = connection;
    if (closed) {
      return null;
    }
    try {
      if (current == null) {
        if (backoff.mayTry(now)) {
          connection = begin(now);
        }
        return null;
      }
      if (!connected) {
        connected = current.finishConnect();
        if (!connected && now - current.openedNs() > CONNECT_NS) {
          throw new IOException("connect timed out");
        }
        if (connected) {
          unanswered = false;
          health().well();
        }
      }
      if (connected && unanswered && now - unansweredSinceNs > SILENT_NS) {
        drop(now, health().name() + ": the connection stands but nothing has come back for " + SILENT_NS / 1_000_000_000
            + " s. Look at the network between, and whether central runs.");
        return null;
      }
      return connected ? current : null;
    } catch (IOException e) {
      drop(now, TcpFailures.explain(spec, e));
      return null;
    }
  }

  private @Nullable TcpConnection begin(long now) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      TcpBearers.prepare(channel);
      channel.connect(far);
      connected = false;
      return new TcpConnection(channel, maxPayloadBytes(), waiting(), () -> {}, now);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void drop(long now, String why) {
    TcpConnection current = connection;
    health().trouble(why);
    if (current == null) {
      backoff.failed(now, now);
      return;
    }
    current.close();
    if (connected) {
      backoff.lost(current.openedNs(), now, current.heardAny());
    } else {
      backoff.failed(now, now);
    }
    connection = null;
    connected = false;
  }

  @Override
  protected boolean hand(int peer, ByteBuffer datagram) {
    long now = clock.monotonicNs();
    TcpConnection current = drive(now);
    if (current == null) {
      return false;
    }
    if (!unanswered) {
      unanswered = true;
      unansweredSinceNs = now;
    }
    return current.send(datagram);
  }

  @Override
  public int receive(ByteBuffer into) {
    into.clear();
    long now = clock.monotonicNs();
    TcpConnection current = drive(now);
    int got = current == null ? TcpConnection.NOTHING : current.receive(into, now);
    into.flip();
    if (got == TcpConnection.DATAGRAM) {
      unanswered = false;
      health().received();
      health().well();
      return DEFAULT_PEER;
    }
    if (got == TcpConnection.OVER && current != null) {
      drop(now, health().name() + ": the connection is over (" + current.over() + "). Is central running and the network up?");
    }
    return -1;
  }

  @Override
  public void await(long maxNs) {
    long now = clock.monotonicNs();
    drive(now);
    boolean resting = connection == null && !closed;
    super.await(resting ? Math.min(maxNs, Math.max(0, backoff.retryAtNs() - now)) : maxNs);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      TcpConnection current = connection;
      if (current != null) {
        current.close();
      }
      waiting().leave();
    }
  }
}
