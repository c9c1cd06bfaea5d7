package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.testkit.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.ie.IeQualifierOfInterrogation;

/** A control centre that nobody here wrote, under TLS: j60870 with sockets of the JDK. */
class TlsTest {
  private static final int POINTS = 400;

  @TempDir
  Path folder;
  private TestCertificates certificates;
  private RunningStation station;

  @BeforeEach
  void start() throws Exception {
    certificates = new TestCertificates(folder);
    StringBuilder points = new StringBuilder(RunningStation.POINTS);
    for (int i = 0; i < POINTS; i++) {
      points.append("oak,M-").append(i).append(",v,1,").append(10_000 + i).append(",float,3,,,,\n");
    }
    station = new RunningStation(folder, RunningStation.SETTINGS + "tls: {keyStore: " + certificates.keys("central") + ", trustStore: "
        + certificates.trusting("scada") + ", passwordFile: " + certificates.passwordFile() + "}\n", points.toString());
  }

  @AfterEach
  void stop() {
    station.close();
  }

  @Test
  void anImageOfManyPointsAndEventsComeUnderTls() throws Exception {
    for (int i = 0; i < POINTS; i++) {
      station.view.set("oak", "M-" + i, "v", i, RunningStation.CLOCK.wallNs(), Quality.GOOD);
    }
    try (ControlCentre centre = new ControlCentre(station.port(), certificates.context("scada", "central").getSocketFactory()).start()) {
      centre.await("M_EI_NA_1 INITIALIZED");
      centre.connection.interrogation(1, CauseOfTransmission.ACTIVATION, new IeQualifierOfInterrogation(23));
      centre.await("C_IC_NA_1 ACTIVATION_TERMINATION");
      long told = centre.heard.stream().filter(unit -> ControlCentre.words(unit).equals("M_ME_NC_1 INTERROGATED_BY_GROUP_3"))
          .mapToLong(unit -> unit.getInformationObjects().length).sum();
      assertThat(told).isEqualTo(POINTS);
      station.happens("oak", "BRK-1", "pos", io.busbar.api.data.Kind.DOUBLE_POINT, 2, 1_767_225_600_123_000_000L);
      assertThat(centre.await("M_DP_TB_1 SPONTANEOUS").toString()).contains("ON");
    }
  }

  @Test
  void whoShowsNoCertificateOrAnUnknownOneGetsNothing() throws Exception {
    assertThat(says(certificates.nameless("central").getSocketFactory())).isEqualTo("closed");
    assertThat(says(certificates.context("stranger", "central").getSocketFactory())).isEqualTo("closed");
    assertThat(says(SocketFactory.getDefault())).as("without TLS").isEqualTo("closed");
    assertThat(says(certificates.context("scada", "central").getSocketFactory())).as("the others go on").isEqualTo("STARTDT con");
  }

  /** What comes back for STARTDT act. */
  private String says(SocketFactory sockets) throws IOException {
    try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), station.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(new byte[] {0x68, 4, 0x07, 0, 0, 0});
      byte[] answer = socket.getInputStream().readNBytes(6);
      return answer.length == 6 && answer[0] == 0x68 && answer[2] == 0x0B ? "STARTDT con" : "closed";
    } catch (SocketTimeoutException leftOpen) {
      return "left open";
    } catch (IOException refused) {
      return "closed";
    }
  }
}
