package io.busbar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmuc.j60870.ASdu;
import org.openmuc.j60870.ASduType;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.Connection;
import org.openmuc.j60870.ConnectionEventListener;
import org.openmuc.j60870.Server;
import org.openmuc.j60870.ServerEventListener;
import org.openmuc.j60870.ie.IeQuality;
import org.openmuc.j60870.ie.IeShortFloat;
import org.openmuc.j60870.ie.IeSinglePointWithQuality;
import org.openmuc.j60870.ie.IeTime56;
import org.openmuc.j60870.ie.InformationObject;

/** The whole way: a 104 station of j60870, a gateway and a central as installed, and what central has of it. */
class Iec104GatewayTest {
  private static final long EVENT_MS = 1_700_000_000_123L;
  private static final int STATION = 3;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
    }
    for (Process process : processes) {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private Server station(int port, ServerSocketFactory sockets) throws IOException {
    Server server = Server.builder().setPort(port).setBindAddr(InetAddress.getLoopbackAddress()).setSocketFactory(sockets).build();
    server.start(new ServerEventListener() {
      @Override
      public void connectionIndication(Connection connection) {
        connection.setConnectionListener(new Answering(connection));
        connections.add(connection);
      }

      @Override
      public void serverStoppedListeningIndication(IOException e) {
        // the test ends it
      }

      @Override
      public void connectionAttemptFailed(IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    return server;
  }

  /** Answers an interrogation with a single point and a float, and sends an event with its time behind it. */
  private record Answering(Connection connection) implements ConnectionEventListener {
    @Override
    public void newASdu(ASdu unit) {
      try {
        if (unit.getTypeIdentification() == ASduType.C_IC_NA_1) {
          connection.sendConfirmation(unit);
          send(ASduType.M_SP_NA_1, CauseOfTransmission.INTERROGATED_BY_STATION,
              new InformationObject(1001, new IeSinglePointWithQuality(false, false, false, false, false)));
          send(ASduType.M_ME_NC_1, CauseOfTransmission.INTERROGATED_BY_STATION,
              new InformationObject(2001, new IeShortFloat(12.5f), new IeQuality(false, false, false, false, false)));
          connection.sendActivationTermination(unit);
          send(ASduType.M_SP_TB_1, CauseOfTransmission.SPONTANEOUS, new InformationObject(1001,
              new IeSinglePointWithQuality(true, false, true, false, false), new IeTime56(EVENT_MS, java.util.TimeZone.getTimeZone("UTC"), false)));
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void send(ASduType type, CauseOfTransmission cause, InformationObject object) throws IOException {
      connection.send(new ASdu(type, false, cause, false, false, 0, STATION, object));
    }

    @Override
    public void connectionClosed(IOException e) {
      // the gateway comes again
    }

    @Override
    public void dataTransferStateChanged(boolean stopped) {
      // nothing is sent unasked
    }
  }

  private void busbar(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("busbar.image"), "bin", "busbar").toString()));
    command.addAll(List.of(arguments));
    processes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(arguments[0] + ".log").toFile()).start());
  }

  private String atCentral(String page) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + page + "/api/points?limit=100")).timeout(Duration.ofSeconds(20)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException ignored) {
      return ""; // not started yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Test
  void centralHasTheImageAndTheEventWithItsTimeAndQualityAndSeesTheStationGo() throws Exception {
    theWholeWay(ServerSocketFactory.getDefault(), "");
  }

  /** IEC 62351-3: the station asks for our certificate, we look at its. */
  @Test
  void theSameUnderTls() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    ServerSocketFactory sockets = certificates.context("station", "gateway").getServerSocketFactory();
    theWholeWay(new AskingForCertificates(sockets), ", keyStore: %s, trustStore: %s, passwordFile: %s".formatted(certificates.keys("gateway"),
        certificates.trusting("station"), certificates.passwordFile()));
  }

  /** Server sockets that want a certificate of who connects. */
  private static final class AskingForCertificates extends ServerSocketFactory {
    private final ServerSocketFactory sockets;

    AskingForCertificates(ServerSocketFactory sockets) {
      this.sockets = sockets;
    }

    private static ServerSocket asking(ServerSocket socket) {
      ((SSLServerSocket) socket).setNeedClientAuth(true);
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return asking(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return asking(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
      return asking(sockets.createServerSocket(port, backlog, address));
    }
  }

  private void theWholeWay(ServerSocketFactory sockets, String more) throws Exception {
    int link = Peer.freePort();
    int port = Peer.freePort();
    String page = "127.0.0.1:" + Peer.freePort();
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("site.yaml"), """
        site: telecontrol
        central: {to: "127.0.0.1:%d", rate: 64000, mtu: 576}
        channels:
          rtu: {type: iec104, host: 127.0.0.1, port: %d, lostAfter: 2s%s}
        templates:
          bay:
            points:
              breaker: {read: 1001 single, publish: event}
              current: {read: 2001 float, unit: A}
        devices:
          BAY-1: {template: bay, channel: rtu, station: 3}
        """.formatted(link, port, more));
    Server server = station(port, sockets);
    busbar("central", folder.resolve("central").toString(), "--listen", "127.0.0.1:" + link, "--page", page);
    busbar("gateway", site.toString(), "--page", "127.0.0.1:0");
    String on = "\"point\":\"breaker\",\"value\":\"on\"";
    assertThat(Station.await(() -> atCentral(page).contains(on) && atCentral(page).contains("\"value\":\"12.5\""))).as(logs()).isTrue();
    String breaker = atCentral(page).substring(atCentral(page).indexOf(on));
    assertThat(breaker).contains("substituted").contains("\"sourceNs\":" + EVENT_MS + "000000").contains("\"timeQuality\":\"sync\"")
        .contains("\"cause\":\"spontaneous\"");
    server.stop();
    connections.forEach(Connection::close);
    assertThat(Station.await(() -> atCentral(page).contains("commLost"))).as(logs()).isTrue();
  }

  private String logs() throws IOException {
    return Files.readString(folder.resolve("central.log")) + Files.readString(folder.resolve("gateway.log"));
  }
}
