package io.busbar.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.line.LineSpec;
import io.busbar.testkit.tls.TestCertificates;
import io.busbar.transport.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line under TLS, and what is said of keys and certificates that do not fit. */
class TlsLineTest {
  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void make() throws IOException {
    certificates = new TestCertificates(folder);
  }

  private LineSpec.Tls spec(int port, Path keys, Path trust) {
    return new LineSpec.Tls(new LineSpec.Tcp("127.0.0.1", port, 10_000), keys.toString(), trust.toString(), certificates.passwordFile().toString());
  }

  private static SSLServerSocket server(SSLContext context) throws IOException {
    SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    return server;
  }

  /** Sends back what comes, a byte at a time. */
  private static CompletableFuture<String> echo(SSLServerSocket server) {
    return CompletableFuture.supplyAsync(() -> {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        for (int read = socket.getInputStream().read(); read >= 0; read = socket.getInputStream().read()) {
          socket.getOutputStream().write(read);
        }
        return "closed";
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      }
    });
  }

  @Test
  void bytesGoThereAndBackAndATimeOutBetweenLosesNothing() throws Exception {
    try (SSLServerSocket server = server(certificates.context("station", "gateway"))) {
      CompletableFuture<String> peer = echo(server);
      TcpLine line = TcpLine.open(spec(server.getLocalPort(), certificates.keys("gateway"), certificates.trusting("station")), TestClock.real());
      byte[] into = new byte[300];
      assertThat(line.read(into, 0, 300, 1)).as("nothing came").isZero();
      byte[] out = new byte[300];
      for (int i = 0; i < out.length; i++) {
        out[i] = (byte) i;
      }
      line.write(out, 0, out.length);
      int got = 0;
      while (got < out.length) {
        int count = line.read(into, got, out.length - got, 1);
        assertThat(count).isNotNegative();
        got += count;
      }
      assertThat(into).isEqualTo(out);
      assertThat(line.describe()).isEqualTo("tls 127.0.0.1:" + server.getLocalPort());
      line.close();
      assertThat(peer.get()).isEqualTo("closed");
    }
  }

  @Test
  void aStrangerIsNotTalkedTo() throws Exception {
    try (SSLServerSocket server = server(certificates.context("stranger", "gateway"))) {
      CompletableFuture<String> unused = echo(server);
      Path trust = certificates.trusting("station");
      LineSpec.Tls spec = spec(server.getLocalPort(), certificates.keys("gateway"), trust);
      assertThatThrownBy(() -> TcpLine.open(spec, TestClock.real())).isInstanceOf(IOException.class)
          .hasMessageContaining("the other side's certificate is signed by nobody in " + trust);
    }
  }

  @Test
  void anExpiredCertificateIsCalledSo() throws Exception {
    certificates.expired("station");
    try (SSLServerSocket server = server(certificates.context("station", "gateway"))) {
      CompletableFuture<String> unused = echo(server);
      LineSpec.Tls spec = spec(server.getLocalPort(), certificates.keys("gateway"), certificates.trusting("station"));
      assertThatThrownBy(() -> TcpLine.open(spec, TestClock.real())).hasMessageContaining("has expired");
    }
  }

  @Test
  void aStationThatDoesNotTakeOurCertificateIsQuoted() throws Exception {
    try (SSLServerSocket server = server(certificates.context("station", "another"))) {
      CompletableFuture<String> unused = echo(server);
      LineSpec.Tls spec = spec(server.getLocalPort(), certificates.keys("gateway"), certificates.trusting("station"));
      assertThatThrownBy(() -> {
        try (TcpLine line = TcpLine.open(spec, TestClock.real())) {
          line.read(new byte[1], 0, 1, 60_000);
        }
      }).hasMessageContaining("It does not take our certificate");
    }
  }

  @Test
  void filesThatAreNotThereOrDoNotOpenAreNamed() throws Exception {
    Path keys = certificates.keys("gateway");
    Path trust = certificates.trusting("gateway");
    Path missing = folder.resolve("missing.p12");
    assertThatThrownBy(() -> TcpLine.open(spec(1, missing, trust), TestClock.real())).hasMessageContaining("keyStore " + missing + " is not there.");
    Path text = Files.writeString(folder.resolve("text.p12"), "no store");
    assertThatThrownBy(() -> TcpLine.open(spec(1, keys, text), TestClock.real())).hasMessageContaining("trustStore " + text + " cannot be read");
    Files.writeString(certificates.passwordFile(), "wrong\n");
    assertThatThrownBy(() -> TcpLine.open(spec(1, keys, trust), TestClock.real()))
        .hasMessageContaining("the first line of " + certificates.passwordFile() + " does not open keyStore " + keys);
  }

  @Test
  void aPortWithoutTlsIsCalledSo() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
        try (var socket = server.accept()) {
          socket.getOutputStream().write("104 without TLS".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          socket.getInputStream().readNBytes(1);
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      });
      LineSpec.Tls spec = spec(server.getLocalPort(), certificates.keys("gateway"), certificates.trusting("gateway"));
      assertThatThrownBy(() -> TcpLine.open(spec, TestClock.real())).hasMessageContaining("Does it speak TLS");
    }
  }
}
