package io.busbar.transport.udp;

import io.busbar.api.bearer.Bearer;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams over one UDP socket. One thread, except {@link #wakeUp()} and {@link #close()}. An error of the network
 * (no route, far end not listening) is a lost datagram, as on a radio; it is counted, and logged once until
 * something is received again.
 */
final class UdpBearer implements Bearer {
  private static final System.Logger LOG = System.getLogger(UdpBearer.class.getName());
  /** Most far ends that a listening bearer tells apart. */
  static final int MAX_PEERS = 1024;
  private static final long MS = 1_000_000L;

  private final DatagramChannel channel;
  private final Selector selector;
  private final @Nullable PeerTable peers;
  private final int maxPayloadBytes;
  private final int overheadBytes;
  private final String name;
  private long failures;
  private boolean failing;

  /**
   * Over an open non-blocking channel.
   *
   * @param listening whether it hears many; else the channel is connected to its one far end
   */
  UdpBearer(DatagramChannel channel, boolean listening, int mtu, int overheadBytes, String name) throws IOException {
    this.channel = channel;
    this.selector = channel.provider().openSelector();
    channel.register(selector, SelectionKey.OP_READ);
    this.peers = listening ? new PeerTable(MAX_PEERS) : null;
    this.maxPayloadBytes = mtu - overheadBytes;
    this.overheadBytes = overheadBytes;
    this.name = name;
  }

  @Override
  public int maxPayloadBytes() {
    return maxPayloadBytes;
  }

  @Override
  public int overheadBytes() {
    return overheadBytes;
  }

  @Override
  public boolean send(int peer, ByteBuffer datagram) {
    if (datagram.remaining() > maxPayloadBytes) {
      throw new IllegalArgumentException("a datagram of " + datagram.remaining() + " bytes does not fit into " + maxPayloadBytes);
    }
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
        failing &= count <= 0;
        return count > 0 ? DEFAULT_PEER : -1;
      }
      SocketAddress from = channel.receive(into);
      into.flip();
      failing &= from == null;
      return from == null ? -1 : peers.number(from);
    } catch (PortUnreachableException e) {
      into.flip();
      failed("receiving", e);
      return -1;
    } catch (ClosedChannelException e) {
      into.flip();
      return -1;
    } catch (IOException e) {
      into.flip();
      failed("receiving", e);
      return -1;
    }
  }

  private void failed(String doing, IOException cause) {
    failures++;
    if (!failing) {
      failing = true;
      String why = cause instanceof PortUnreachableException ? "nothing listens there" : String.valueOf(cause.getMessage());
      LOG.log(System.Logger.Level.INFO, name + ": " + doing + " fails: " + why
          + ". Is the far end running and the network up? It is tried again by itself.");
    }
  }

  /** How many calls of the system failed. */
  long failures() {
    return failures;
  }

  @Override
  public void await(long maxNs) {
    if (!selector.isOpen()) {
      return;
    }
    try {
      long ms = (maxNs + MS - 1) / MS;
      if (ms <= 0) {
        selector.selectNow();
      } else {
        selector.select(ms);
      }
      selector.selectedKeys().clear();
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      LOG.log(System.Logger.Level.DEBUG, name + ": waiting ended: " + e);
    }
  }

  @Override
  public void wakeUp() {
    selector.wakeup();
  }

  @Override
  public String describe() {
    return name;
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, name + ": closing failed; it is gone either way", e);
    }
  }
}
