package io.busbar.transport.tcp;

import io.busbar.api.line.LineSpec;
import io.busbar.api.time.BusClock;
import io.busbar.transport.line.ByteWaits;
import io.busbar.transport.line.OpenLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One TCP connection as client. */
public final class TcpLine implements OpenLine {
  private static final System.Logger LOG = System.getLogger(TcpLine.class.getName());

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String name;
  private final BusClock clock;

  private TcpLine(Socket socket, String name, BusClock clock) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.name = name;
    this.clock = clock;
  }

  /**
   * Connects; blocks at most the connect time-out.
   *
   * @throws IOException with a text for a technician
   */
  public static TcpLine open(LineSpec.Tcp spec, BusClock clock) throws IOException {
    Socket socket = new Socket();
    try {
      InetAddress address = InetAddress.getByName(spec.host());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(address, spec.port()), Math.max(1, spec.connectTimeoutMs()));
      return new TcpLine(socket, spec.key(), clock);
    } catch (IOException | IllegalArgumentException e) {
      closeQuietly(socket);
      throw new IOException(TcpFailures.explain(spec, e), e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    out.flush();
  }

  @Override
  public int read(byte[] into, int offset, int length, int timeoutMs) throws IOException {
    socket.setSoTimeout(Math.max(1, timeoutMs));
    try {
      return in.read(into, offset, length);
    } catch (SocketTimeoutException expected) {
      return 0;
    }
  }

  @Override
  public int discardInput() throws IOException {
    int total = 0;
    for (int waiting = in.available(); waiting > 0; waiting = in.available()) {
      total += (int) in.skip(waiting);
    }
    return total;
  }

  @Override
  public boolean awaitSilence(int silenceMs, int limitMs) throws IOException {
    return ByteWaits.awaitSilence(this, clock, silenceMs, limitMs);
  }

  @Override
  public boolean isSerial() {
    return false;
  }

  @Override
  public long characterTimeNs() {
    return 0;
  }

  @Override
  public String describe() {
    return name;
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a socket failed; it is gone either way", e);
    }
  }
}
