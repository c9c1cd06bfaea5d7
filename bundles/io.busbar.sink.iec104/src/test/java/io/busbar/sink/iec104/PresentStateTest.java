package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.Quality;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last word is the present state, and nothing old passes for it. */
class PresentStateTest {
  private static final long OLD_NS = 1_767_225_600_000_000_000L;

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
  void aLateEventIsFollowedByThePresentState() throws Exception {
    station.view.set("oak", "FDR-1", "ia", 50_000, OLD_NS + 60_000_000_000L, Quality.GOOD);
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      station.deliver(new Batch("oak", Lane.HISTORY).with("FDR-1", "ia", Kind.DOUBLE, 10_000, OLD_NS));
      assertThat(centre.await("M_ME_TF_1 SPONTANEOUS").toString()).contains("10.0").contains("00:00:00:000");
      assertThat(centre.await("M_ME_NC_1 SPONTANEOUS").toString()).contains("50.0");
      assertThat(centre.words().indexOf("M_ME_NC_1 SPONTANEOUS")).isGreaterThan(centre.words().indexOf("M_ME_TF_1 SPONTANEOUS"));
    }
  }

  @Test
  void anAnswerToAnInterrogationBelowIsNoEventHere() throws Exception {
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      station.view.set("oak", "BRK-1", "pos", 2, OLD_NS, Quality.GOOD);
      station.deliver(new Batch("oak", Lane.EVENT).with("BRK-1", "pos", Kind.DOUBLE_POINT, 2, OLD_NS).as(Cause.INTERROGATED, Quality.GOOD));
      assertThat(centre.await("M_DP_NA_1 SPONTANEOUS").toString()).contains("ON");
      assertThat(centre.words()).doesNotContain("M_DP_TB_1 SPONTANEOUS");
    }
  }

  @Test
  void aLostGatewayMakesItsPointsNotTopicalAndLeavesTheConnectionOpen() throws Exception {
    station.view.set("oak", "BRK-1", "pos", 2, OLD_NS, Quality.GOOD);
    station.view.set("elm", "BRK-1", "pos", 1, OLD_NS, Quality.GOOD);
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      centre.await("M_EI_NA_1 INITIALIZED");
      station.view.heard("oak", false);
      assertThat(centre.await("M_DP_NA_1 SPONTANEOUS").toString()).contains("Common address: 1").contains("ON").contains("not topical: true");
      assertThat(centre.heard.stream().filter(asdu -> asdu.getCommonAddress() == 2).map(ControlCentre::words))
          .as("the other gateway is not concerned").doesNotContain("M_DP_NA_1 SPONTANEOUS");
      station.view.heard("oak", true);
      Until.is("topical again", () -> centre.heard.stream().anyMatch(asdu -> asdu.toString().contains("M_DP_NA_1")
          && asdu.toString().contains("not topical: false")));
      assertThat(centre.closed).isFalse();
    }
  }

  @Test
  void aTableThatIsEditedIsServedAtOnceAndOneWithMistakesIsNot() throws Exception {
    try (ControlCentre centre = new ControlCentre(station.port()).start()) {
      centre.await("M_EI_NA_1 INITIALIZED");
      station.write(RunningStation.SETTINGS, RunningStation.POINTS + "oak,BRK-1,pos,1,100,duble,,,,,\n");
      Until.is("mistakes are told", () -> station.server.health().stream().anyMatch(report -> report.text().contains("Did you mean \"double\"?")));
      station.write(RunningStation.SETTINGS, RunningStation.POINTS + "fir,BRK-9,pos,7,100,single,,,,,\n");
      station.view.set("fir", "BRK-9", "pos", 1, OLD_NS, Quality.GOOD);
      Until.is("the new station answers", () -> {
        try {
          centre.connection.readCommand(7, 100);
        } catch (java.io.IOException e) {
          throw new AssertionError(e);
        }
        return centre.words().contains("M_SP_NA_1 REQUEST");
      });
      assertThat(centre.closed).isFalse();
    }
  }
}
