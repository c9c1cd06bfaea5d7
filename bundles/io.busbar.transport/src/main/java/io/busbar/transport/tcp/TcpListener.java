package io.busbar.transport.tcp;

import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.Health;
import io.busbar.transport.bearer.SocketBearer;
import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waiting end over TCP. A connection is a peer; there are at most {@link #MAX_PEERS}, the one that was silent longest
 * gives way. One that says nothing in our frames soon after it was made, or nothing at all for long, is closed. One thread.
 */
final class TcpListener extends SocketBearer {
  /** Most connections. */
  static final int MAX_PEERS = 1_024;
  /** A connection on which nothing came for that long after it was made is closed. */
  static final long FIRST_WORD_NS = 15_000_000_000L;
  /** A connection on which nothing came for that long is closed. */
  static final long SILENT_NS = 120_000_000_000L;
  private static final int ACCEPTS_AT_ONCE = 16;
  private static final long SWEEP_NS = 1_000_000_000L;
  private static final System.Logger LOG = System.getLogger(TcpListener.class.getName());

  private final ServerSocketChannel server;
  private final BusClock clock;
  private final Map<Integer, TcpConnection> connections = new LinkedHashMap<>();
  private final Deque<Integer> ready = new ArrayDeque<>();
  private int lastNumber;
  private long sweptNs;
  private boolean closed;

  // The parts of one socket, made at one place.
  @SuppressWarnings("checkstyle:ParameterNumber")
  TcpListener(ServerSocketChannel server, String name, int maxPayloadBytes, int overheadBytes, Waiting waiting, BusClock clock)
      throws IOException {
    super(maxPayloadBytes, overheadBytes, waiting, new Health(name, clock));
    waiting.join();
    this.server = server;
    this.clock = clock;
    waiting.register(server, SelectionKey.OP_ACCEPT, this::accept);
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
        SocketChannel channel = server.accept();
        if (channel == null) {
          return;
        }
        admit(channel);
      }
    } catch (IOException e) {
      health().trouble(health().name() + ": a connection could not be taken: " + e.getMessage() + ".");
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    long now = clock.monotonicNs();
    if (connections.size() >= MAX_PEERS) {
      connections.entrySet().stream().min((a, b) -> Long.compare(a.getValue().heardNs(), b.getValue().heardNs()))
          .ifPresent(silent -> drop(silent.getKey(), "others came"));
    }
    lastNumber = lastNumber == Integer.MAX_VALUE ? 1 : lastNumber + 1;
    int number = lastNumber;
    try {
      TcpBearers.prepare(channel);
      connections.put(number, new TcpConnection(channel, maxPayloadBytes(), waiting(), () -> readable(number), now));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void readable(int number) {
    if (!ready.contains(number)) {
      ready.add(number);
    }
  }

  private void drop(int number, String why) {
    TcpConnection gone = connections.remove(number);
    ready.remove(number);
    if (gone != null) {
      gone.close();
      LOG.log(System.Logger.Level.DEBUG, "{0}: connection {1} closed: {2}", health().name(), number, why);
    }
  }

  @Override
  protected boolean hand(int peer, ByteBuffer datagram) {
    @Nullable TcpConnection to = connections.get(peer);
    return to != null && to.send(datagram);
  }

  @Override
  public int receive(ByteBuffer into) {
    if (closed) {
      into.clear().limit(0);
      return -1;
    }
    long now = clock.monotonicNs();
    if (ready.isEmpty()) {
      waiting().look();
      sweep(now);
    }
    for (Integer number = ready.peek(); number != null; number = ready.peek()) {
      ready.remove();
      TcpConnection from = connections.get(number);
      if (from == null) {
        continue;
      }
      into.clear();
      int got = from.receive(into, now);
      into.flip();
      if (got == TcpConnection.DATAGRAM) {
        ready.add(number);
        health().received();
        health().well();
        return number;
      }
      if (got == TcpConnection.OVER) {
        drop(number, from.over());
      }
    }
    into.clear().limit(0);
    return -1;
  }

  /** Closes connections that say nothing. */
  private void sweep(long now) {
    if (now - sweptNs < SWEEP_NS) {
      return;
    }
    sweptNs = now;
    connections.entrySet().removeIf(entry -> {
      TcpConnection each = entry.getValue();
      boolean silent = now - each.heardNs() > (each.heardAny() ? SILENT_NS : FIRST_WORD_NS);
      if (silent) {
        each.close();
      }
      return silent;
    });
  }

  @Override
  public void await(long maxNs) {
    super.await(ready.isEmpty() ? maxNs : 0);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    List.copyOf(connections.keySet()).forEach(number -> drop(number, "this end closed"));
    try {
      server.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a socket failed; it is gone either way", e);
    }
    waiting().leave();
  }
}
