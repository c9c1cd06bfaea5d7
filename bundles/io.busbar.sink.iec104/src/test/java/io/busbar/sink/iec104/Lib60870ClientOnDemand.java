package io.busbar.sink.iec104;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.api.data.Quality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against the example master of lib60870, which nobody here wrote and which is not part of this project: build it somewhere and say where by
 * {@code -Dbusbar.lib60870=FOLDER} (the one with {@code examples} in it).
 */
class Lib60870ClientOnDemand {
  private static final String FOLDER = System.getProperty("busbar.lib60870", "");
  @TempDir
  Path folder;

  @Test
  void itsClientInterrogatesAndTests() throws Exception {
    Path program = Path.of(FOLDER).resolve("examples").resolve("cs104_client").resolve("cs104_client");
    assumeTrue(!FOLDER.isEmpty() && Files.isExecutable(program), "build lib60870 and say -Dbusbar.lib60870=FOLDER to run this");
    try (RunningStation station = new RunningStation(folder, RunningStation.SETTINGS, RunningStation.POINTS)) {
      station.view.set("oak", "BRK-1", "pos", 2, RunningStation.CLOCK.wallNs(), Quality.GOOD);
      Process client = new ProcessBuilder(program.toString(), "127.0.0.1", Integer.toString(station.port())).redirectErrorStream(true).start();
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("M_EI_NA_1(70)", "M_DP_NA_1(3)", "M_ME_NC_1(13)", "test command with timestamp");
      assertThat(said.split("C_IC_NA_1\\(100\\)", -1)).as("confirmation and termination: " + said).hasSize(3);
    }
  }
}
