package io.busbar.benchmarks.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;

/** QUIC (kwik): one stream that is always full. {@code far KEYSTORE} or {@code near SECONDS}. */
public final class QuicNode {
  /** Of the key store that the benchmark makes. */
  static final String PASSWORD = "benchmark";
  private static final String PROTOCOL = "bulk";
  private static final int PORT = 4433;
  private static final int IDLE_SECONDS = 120;
  private static final long MEBIBYTE = 1 << 20;

  private QuicNode() {}

  /** Runs one end. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
    if (arguments[0].equals("far")) {
      receive(Path.of(arguments[1]));
    } else {
      send(System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void receive(Path keys) throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Tally tally = new Tally(Tally.WORD, System.out);
    ServerConnectionConfig config = ServerConnectionConfig.builder().maxIdleTimeoutInSeconds(IDLE_SECONDS)
        .maxConnectionBufferSize(MEBIBYTE).maxBidirectionalStreamBufferSize(MEBIBYTE).maxUnidirectionalStreamBufferSize(MEBIBYTE)
        .maxOpenPeerInitiatedBidirectionalStreams(10).maxOpenPeerInitiatedUnidirectionalStreams(10).build();
    ServerConnector server = ServerConnector.builder().withPort(PORT).withKeyStore(store, "benchmark", PASSWORD.toCharArray())
        .withConfiguration(config).withLogger(new NullLogger()).build();
    server.registerApplicationProtocol(PROTOCOL, new ApplicationProtocolConnectionFactory() {
      @Override
      public ApplicationProtocolConnection createConnection(String protocol, QuicConnection connection) {
        return new Drain(tally);
      }
    });
    server.start();
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Reads what comes. */
  private static final class Drain implements ApplicationProtocolConnection {
    private final Tally tally;

    Drain(Tally tally) {
      this.tally = tally;
    }

    @Override
    public void acceptPeerInitiatedStream(QuicStream stream) {
      Thread reader = new Thread(() -> {
        byte[] buffer = new byte[65_536];
        try (InputStream in = stream.getInputStream()) {
          for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            tally.add(count);
          }
        } catch (IOException e) {
          System.out.println("OVER " + e);
        }
      });
      reader.setDaemon(true);
      reader.start();
    }
  }

  private static void send(long endNs) throws IOException {
    byte[] chunk = new byte[1_000];
    // A handshake may fail where much is lost: it is tried until the time is over, as a program would.
    while (System.nanoTime() < endNs) {
      try {
        QuicClientConnection connection = QuicClientConnection.newBuilder().uri(URI.create("https://10.77.0.2:" + PORT))
            .applicationProtocol(PROTOCOL).noServerCertificateCheck().connectTimeout(Duration.ofSeconds(IDLE_SECONDS))
            .maxIdleTimeout(Duration.ofSeconds(IDLE_SECONDS)).logger(new NullLogger()).build();
        Thread watch = new Thread(() -> halt(endNs));
        watch.setDaemon(true);
        watch.start();
        connection.connect();
        OutputStream out = connection.createStream(true).getOutputStream();
        while (System.nanoTime() < endNs) {
          out.write(chunk);
        }
      } catch (IOException e) {
        System.out.println("AGAIN " + e);
      }
    }
  }

  private static void halt(long endNs) {
    try {
      Thread.sleep(Math.max(1, (endNs - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
