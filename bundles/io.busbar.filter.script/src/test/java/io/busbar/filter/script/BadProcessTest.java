package io.busbar.filter.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.api.health.HealthReport.Level;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that are slow, die or are not there: marked samples and a report, never a wait. */
class BadProcessTest {
  private static final int BROKEN = Quality.INVALID | Quality.PROCESSING_ERROR;

  private static String body(String statement) {
    return "import time\ndef process(samples, state, parameters):\n    if samples[0].value > 5:\n        " + statement + "\n    return samples\n";
  }

  @Test
  void aCallThatNeverEndsIsStopped() {
    try (Rig rig = new Rig()) {
      StageHarness stage = rig.stage("slow.py", body("while True: pass"), Rig.arguments("limit", "8s")).start();
      assertThat(rig.await(stage.send(0, 1), 1)).extracting(Emitted::quality).containsExactly(0);
      assertThat(rig.await(stage.send(0, 9), 1)).extracting(Emitted::quality).containsExactly(BROKEN);
      assertThat(rig.health("scripts scripts/slow.py").text()).contains("scripts/slow.py: one call took longer than 8000 ms")
          .contains("started again after 1 s");
      Rig.await(() -> {
        stage.send(0, 2);
        return rig.await(stage, 1).get(0).quality() == 0;
      });
    }
  }

  @Test
  void aProcessThatDiesIsStartedAgain() {
    try (Rig rig = new Rig()) {
      StageHarness stage = rig.stage("dies.py", body("__import__('os')._exit(7)"), Rig.arguments()).start();
      assertThat(rig.await(stage.send(0, 9), 1)).extracting(Emitted::quality).containsExactly(BROKEN);
      assertThat(rig.health("scripts scripts/dies.py").level()).isEqualTo(Level.CRITICAL);
      assertThat(rig.health("scripts scripts/dies.py").text()).contains("it ended with status 7");
      Rig.await(() -> {
        stage.send(0, 2);
        return rig.await(stage, 1).get(0).quality() == 0;
      });
      assertThat(rig.health("scripts scripts/dies.py").level()).isEqualTo(Level.OK);
    }
  }

  @Test
  void oneThatTakesAllMemoryIsHeldBack() {
    try (Rig rig = new Rig()) {
      StageHarness stage = rig.stage("hungry.py", body("x = [0] * (1 << 28)"), Rig.arguments()).start();
      assertThat(rig.await(stage.send(0, 9), 1)).extracting(Emitted::quality).containsExactly(BROKEN);
      assertThat(rig.health("script scripts/hungry.py").text()).contains("MemoryError");
      assertThat(rig.await(stage.send(0, 1), 1)).extracting(Emitted::quality).containsExactly(0);
    }
  }

  @Test
  void oneThatDiesAgainAndAgainRests() {
    try (Rig rig = new Rig()) {
      StageHarness stage = rig.stage("hopeless.py", body("__import__('os')._exit(7)"), Rig.arguments()).start();
      Rig.await(() -> {
        rig.await(stage.send(0, 9), 1);
        return rig.health("script scripts/hopeless.py").text().contains("in quarantine");
      });
      assertThat(rig.health("script scripts/hopeless.py").level()).isEqualTo(Level.CRITICAL);
    }
  }

  @Test
  void withoutPythonSamplesGoOnMarked() {
    try (Rig rig = new Rig("/no/such/python3", 64)) {
      StageHarness.Setup setup = rig.stage("any.py", body("pass"), Rig.arguments());
      assertThat(setup.problems()).hasSize(1).allSatisfy(problem -> assertThat(problem.toString())
          .contains("warning: script: scripts/any.py could not be tried").contains("apt-get install python3"));
      StageHarness stage = setup.start();
      List<Emitted> out = rig.await(stage.send(0, 1).send(0, 2), 2);
      assertThat(out).extracting(Emitted::quality).containsExactly(BROKEN, BROKEN);
      assertThat(out).extracting(Emitted::number).containsExactly(1.0, 2.0);
      assertThat(rig.health("scripts scripts/any.py").text()).contains("Install Python 3");
    }
  }
}
