package io.busbar.sink.iec104.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** A connection under TLS (IEC 62351-3), as the server's side. Never blocks; server's thread. */
final class TlsWire implements Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer netIn;
  private final ByteBuffer netOut;
  private final ByteBuffer plainIn;
  private boolean ended;

  TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
    this.channel = channel;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.netIn = ByteBuffer.allocate(packet);
    this.netOut = ByteBuffer.allocate(2 * packet);
    this.plainIn = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    engine.beginHandshake();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!ended && netIn.hasRemaining()) {
      ended = channel.read(netIn) < 0;
    }
    boolean progress = true;
    while (progress) {
      progress = shake() || unwrap();
    }
    flushNet();
    plainIn.flip();
    int count = Math.min(plainIn.remaining(), into.remaining());
    for (int i = 0; i < count; i++) {
      into.put(plainIn.get());
    }
    plainIn.compact();
    return count == 0 && ended ? -1 : count;
  }

  /** Does what the handshake wants of us; false if it waits for the other side or is over. */
  private boolean shake() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
        task.run();
      }
      return true;
    }
    return status == HandshakeStatus.NEED_WRAP && wrap(NOTHING);
  }

  private boolean unwrap() throws IOException {
    if (netIn.position() == 0) {
      return false;
    }
    netIn.flip();
    SSLEngineResult result = engine.unwrap(netIn, plainIn);
    netIn.compact();
    ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
    return result.getStatus() == SSLEngineResult.Status.OK && result.bytesConsumed() > 0;
  }

  private boolean wrap(ByteBuffer from) throws IOException {
    SSLEngineResult result = engine.wrap(from, netOut);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      flushNet();
      return false;
    }
    ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
    return result.bytesProduced() > 0;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    boolean open = engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    while (open && from.hasRemaining() && wrap(from)) {
      flushNet();
    }
    flushNet();
  }

  private void flushNet() throws IOException {
    netOut.flip();
    channel.write(netOut);
    netOut.compact();
  }

  @Override
  public boolean wantsWrite() {
    return netOut.position() > 0;
  }
}
