package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmuc.j60870.CauseOfTransmission;
import org.openmuc.j60870.ie.IeQualifierOfCounterInterrogation;
import org.openmuc.j60870.ie.IeQualifierOfInterrogation;

/** A master that nobody here wrote, over real sockets. */
class J60870MasterTest {
  @TempDir
  Path folder;
  private RunningStation station;

  @BeforeEach
  void start() throws Exception {
    station = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS);
  }

  @AfterEach
  void stop() {
    station.close();
  }

  @Test
  void aStationInterrogationShowsThePresentStateWithItsQuality() throws Exception {
    long now = RunningStation.CLOCK.wallNs();
    station.view.set("oak", "BRK-1", "pos", 2, now, Quality.GOOD);
    station.view.set("oak", "FDR-1", "ia", 21_750, now, Quality.GOOD);
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      centre.await("M_EI_NA_1 INITIALIZED");
      centre.connection.interrogation(1, CauseOfTransmission.ACTIVATION, new IeQualifierOfInterrogation(20));
      centre.await("C_IC_NA_1 ACTIVATION_TERMINATION");
      assertThat(centre.words()).contains("C_IC_NA_1 ACTIVATION_CON");
      assertThat(centre.await("M_DP_NA_1 INTERROGATED_BY_STATION").toString()).contains("ON").contains("invalid: false");
      assertThat(centre.await("M_ME_NC_1 INTERROGATED_BY_STATION").toString()).contains("21.75").contains("invalid: false");
      assertThat(centre.await("M_SP_NA_1 INTERROGATED_BY_STATION").toString()).as("never heard of").contains("invalid: true")
          .contains("not topical: true");
    }
  }

  @Test
  void anEventIsToldWithItsOwnTimeAndSettledWhenItIsAcknowledged() throws Exception {
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      long position = station.happens("oak", "BRK-1", "pos", Kind.DOUBLE_POINT, 1, 1_767_225_600_123_000_000L);
      String event = centre.await("M_DP_TB_1 SPONTANEOUS").toString();
      assertThat(event).contains("OFF").contains("Time56: 01-01-26 00:00:00:123");
      Until.is("settled", () -> station.settled("scada") == position);
    }
  }

  @Test
  void groupsAndCountersAndSinglePointsAreAskedFor() throws Exception {
    station.view.set("oak", "FDR-1", "kwh", 123_456, 1, Quality.GOOD);
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      centre.connection.interrogation(1, CauseOfTransmission.ACTIVATION, new IeQualifierOfInterrogation(22));
      centre.await("C_IC_NA_1 ACTIVATION_TERMINATION");
      assertThat(centre.words()).contains("M_ME_NC_1 INTERROGATED_BY_GROUP_2").doesNotContain("M_DP_NA_1 INTERROGATED_BY_GROUP_2");
      centre.connection.counterInterrogation(1, CauseOfTransmission.ACTIVATION, new IeQualifierOfCounterInterrogation(5, 0));
      assertThat(centre.await("M_IT_NA_1 REQUESTED_BY_GENERAL_COUNTER").toString()).contains("123456");
      centre.connection.readCommand(1, 100);
      centre.await("M_DP_NA_1 REQUEST");
      centre.connection.readCommand(1, 4_711);
      centre.await("C_RD_NA_1 UNKNOWN_INFORMATION_OBJECT_ADDRESS negative");
      centre.connection.readCommand(77, 100);
      centre.await("C_RD_NA_1 UNKNOWN_COMMON_ADDRESS_OF_ASDU negative");
      centre.connection.testCommand(1);
      centre.await("C_TS_NA_1 ACTIVATION_CON");
    }
  }
}
