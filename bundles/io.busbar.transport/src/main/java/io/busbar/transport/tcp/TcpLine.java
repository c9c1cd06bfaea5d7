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
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One TCP connection as client, plain or under TLS. */
public final class TcpLine implements OpenLine {
  private static final System.Logger LOG = System.getLogger(TcpLine.class.getName());

  private static final long NS_PER_MS = 1_000_000;

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
    return new TcpLine(connect(spec), spec.key(), clock);
  }

  /**
   * Connects and shakes hands, both sides with certificates; blocks at most twice the connect time-out.
   *
   * @throws IOException with a text for a technician
   */
  public static TcpLine open(LineSpec.Tls spec, BusClock clock) throws IOException {
    SSLSocketFactory factory = TlsFiles.context(spec).getSocketFactory();
    Socket plain = connect(spec.tcp());
    try {
      plain.setSoTimeout(Math.max(1, spec.tcp().connectTimeoutMs()));
      SSLSocket socket = (SSLSocket) factory.createSocket(plain, spec.tcp().host(), spec.tcp().port(), true);
      socket.setEnabledProtocols(TlsFiles.PROTOCOLS);
      socket.setUseClientMode(true);
      socket.startHandshake();
      // The JDK does not look at the dates of a certificate that is itself what is trusted.
      ((X509Certificate) socket.getSession().getPeerCertificates()[0]).checkValidity(Date.from(Instant.ofEpochMilli(clock.wallNs() / NS_PER_MS)));
      return new TcpLine(socket, spec.key(), clock);
    } catch (IOException | CertificateException e) {
      closeQuietly(plain);
      throw new IOException(TlsFailures.explain(spec, e), e);
    }
  }

  private static Socket connect(LineSpec.Tcp spec) throws IOException {
    Socket socket = new Socket();
    try {
      InetAddress address = InetAddress.getByName(spec.host());
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(address, spec.port()), Math.max(1, spec.connectTimeoutMs()));
      return socket;
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
    } catch (SSLException e) {
      // In TLS 1.3 the other side judges our certificate only after the handshake.
      throw new IOException(TlsFailures.alert(e), e);
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
