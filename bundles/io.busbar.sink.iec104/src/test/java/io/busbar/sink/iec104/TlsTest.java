package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.testkit.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
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
    assertThat(talks(certificates.nameless("central"))).isFalse();
    assertThat(talks(certificates.context("stranger", "central"))).isFalse();
    assertThat(talks(certificates.context("scada", "central"))).as("the others go on").isTrue();
  }

  private boolean talks(SSLContext context) throws InterruptedException {
    try (ControlCentre centre = new ControlCentre(station.port(), context.getSocketFactory()).start()) {
      Until.is("an answer or the end", () -> centre.closed || !centre.heard.isEmpty());
      return !centre.heard.isEmpty();
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void whoSpeaksWithoutTlsGetsNothing() throws Exception {
    try (ControlCentre centre = new ControlCentre(station.port())) {
      boolean started;
      try {
        centre.start();
        started = !centre.closed;
      } catch (IOException refused) {
        started = false;
      }
      assertThat(started).isFalse();
    }
  }
}
