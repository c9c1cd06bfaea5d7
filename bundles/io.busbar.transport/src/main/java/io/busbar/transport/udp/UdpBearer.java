package io.busbar.transport.udp;

import io.busbar.api.time.BusClock;
import io.busbar.transport.bearer.Health;
import io.busbar.transport.bearer.SocketBearer;
import io.busbar.transport.bearer.Waiting;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams over one UDP socket. One thread, except {@link #wakeUp()} and {@link #close()}. An error of the network
 * (no route, far end not listening) is a lost datagram, as on a radio; it is counted, and logged once until
 * something is received again.
 */
final class UdpBearer extends SocketBearer {
  private static final System.Logger LOG = System.getLogger(UdpBearer.class.getName());
  /** Most far ends that a listening bearer tells apart. */
  static final int MAX_PEERS = 1024;

  private final DatagramChannel channel;
  private final @Nullable PeerTable peers;
  private boolean closed;

  /**
   * Over an open non-blocking channel.
   *
   * @param listening whether it hears many; else the channel is connected to its one far end
   */
  // The parts of one socket, made at one place.
  @SuppressWarnings("checkstyle:ParameterNumber")
  UdpBearer(DatagramChannel channel, boolean listening, int mtu, int overheadBytes, String name, Waiting waiting, BusClock clock)
      throws IOException {
    super(mtu - overheadBytes, overheadBytes, waiting, new Health(name, clock));
    this.channel = channel;
    waiting.register(channel, SelectionKey.OP_READ, null);
    waiting.join();
    this.peers = listening ? new PeerTable(MAX_PEERS) : null;
  }

  @Override
  protected boolean hand(int peer, ByteBuffer datagram) {
    try {
      int sent;
      if (peers == null) {
        sent = channel.write(datagram);
      } else {
        SocketAddress to = peers.address(peer);
        if (to == null) {
          return false;
        }
        sent = channel.send(datagram, to);
      }
      return sent > 0;
    } catch (IOException e) {
      failed("sending", e);
      return false;
    }
  }

  @Override
  public int receive(ByteBuffer into) {
    into.clear();
    try {
      if (peers == null) {
        int count = channel.read(into);
        into.flip();
        return count > 0 ? heard(DEFAULT_PEER) : -1;
      }
      SocketAddress from = channel.receive(into);
      into.flip();
      return from == null ? -1 : heard(peers.number(from));
    } catch (ClosedChannelException e) {
      into.flip();
      return -1;
    } catch (IOException e) {
      into.flip();
      failed("receiving", e);
      return -1;
    }
  }

  private int heard(int peer) {
    health().received();
    health().well();
    return peer;
  }

  private void failed(String doing, IOException cause) {
    String why = cause instanceof PortUnreachableException ? "nothing listens there" : String.valueOf(cause.getMessage());
    health().trouble(health().name() + ": " + doing + " fails: " + why + ". Is the far end running and the network up?");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a socket failed; it is gone either way", e);
    }
    waiting().leave();
  }
}
