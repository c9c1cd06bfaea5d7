package io.busbar.filter.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.health.HealthReport.Level;
import io.busbar.testkit.StageHarness;
import io.busbar.testkit.StageHarness.Emitted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the filter owes, with real Python behind it. */
class ScriptFilterTest {
  private static final int BROKEN = Quality.INVALID | Quality.PROCESSING_ERROR;
  private static final String COUNTING = """
      def process(samples, state, parameters):
          for s in samples:
              state["n"] = state.get("n", 0) + 1
              s.value = state["n"] * parameters["a"]
          return samples
      """;

  private final Rig rig = new Rig();

  @AfterEach
  void end() {
    rig.close();
  }

  @Test
  void eachDeviceHasItsOwnStateAndParameters() {
    StageHarness stage = rig.stage("count.py", COUNTING, Rig.arguments("a", "10")).override(1, "a", 100).start();
    for (int i = 0; i < 5; i++) {
      stage.send(0, 7).send(1, 7);
    }
    List<Emitted> out = rig.await(stage, 10);
    assertThat(out.stream().filter(e -> e.row() == 0).map(Emitted::number)).containsExactly(10.0, 20.0, 30.0, 40.0, 50.0);
    assertThat(out.stream().filter(e -> e.row() == 1).map(Emitted::number)).containsExactly(100.0, 200.0, 300.0, 400.0, 500.0);
  }

  @Test
  void resultsKeepTheTimesOfTheirSamples() {
    StageHarness stage = rig.stage("shift.py", """
        def process(samples, state, parameters):
            out = []
            for s in samples:
                out += [s, s.copy(value=-s.value, time=s.time - 5)]
            return out
        """, Rig.arguments()).start();
    stage.sendBits(0, 0, Double.doubleToRawLongBits(3), 0, 123_456_789_012_345_678L);
    List<Emitted> out = rig.await(stage, 2);
    assertThat(out).extracting(Emitted::sourceNs).containsExactly(123_456_789_012_345_678L, 123_456_789_012_345_673L);
    assertThat(out).extracting(Emitted::number).containsExactly(3.0, -3.0);
    assertThat(out).extracting(Emitted::timeQuality).containsExactly(TimeQuality.POLL, (byte) (TimeQuality.POLL | TimeQuality.CORRECTED));
    assertThat(out).extracting(Emitted::gatewayNs).containsExactly(0L, 0L);
  }

  @Test
  void severalInputsAndKinds() {
    StageHarness stage = rig.stage("ratio.py", """
        def process(samples, state, parameters):
            for s in samples:
                s.value = s.values[0] > s.values[1]
            return samples
        """, Rig.arguments("gives", "status"), Kind.INT64, Kind.UINT64).start();
    assertThat(stage.output().kind()).isEqualTo(Kind.BOOLEAN);
    stage.sendBits(0, 0, -1, 0, 0).sendBits(1, 0, -1, 0, 0);
    List<Emitted> out = rig.await(stage, 2);
    assertThat(Quality.isInvalid(out.get(0).quality())).as("the second input has no value yet").isTrue();
    assertThat(out.get(1).bits()).isZero();
    assertThat(out.get(1).quality()).isZero();
    stage.sendBits(1, 0, 3, 0, 0).sendBits(0, 0, 4, 0, 0);
    assertThat(rig.await(stage, 2)).extracting(Emitted::bits).containsExactly(0L, 1L);
  }

  @Test
  void aMistakeHasItsLineAndMarksItsSamplesOnly() {
    StageHarness stage = rig.stage("sometimes.py", """
        def process(samples, state, parameters):
            for s in samples:
                s.value = 1 / (s.value - 2)
            return samples
        """, Rig.arguments()).start();
    List<Emitted> out = new ArrayList<>();
    for (double x : new double[] {1, 2, 3}) {
      out.addAll(rig.await(stage.send(0, x), 1));
    }
    assertThat(out).extracting(Emitted::quality).containsExactly(0, BROKEN, 0);
    assertThat(out).extracting(Emitted::number).containsExactly(-1.0, 2.0, 1.0);
    assertThat(rig.health("script scripts/sometimes.py").level()).isEqualTo(Level.WARNING);
    assertThat(rig.health("script scripts/sometimes.py").text())
        .contains("1 failed").contains("scripts/sometimes.py:3 ZeroDivisionError").contains("s.value = 1 / (s.value - 2)");
  }

  @Test
  void whatCannotBeLoadedIsFoundWhenTheSiteIsChecked() {
    assertThat(rig.stage("colon.py", "def process(samples, state, parameters)\n  return samples\n", Rig.arguments()).problems())
        .anySatisfy(problem -> assertThat(problem.toString()).startsWith("scripts/colon.py:1 script: SyntaxError"));
    assertThat(rig.stage("other.py", "def proces(a, b, c):\n  return a\n", Rig.arguments()).problems())
        .anySatisfy(problem -> assertThat(problem.toString()).contains("there is no function process. Write: def process("));
    assertThat(rig.stage("imports.py", "\nimport numpy\ndef process(a, b, c):\n  return a\n", Rig.arguments()).problems())
        .anySatisfy(problem -> assertThat(problem.toString()).startsWith("scripts/imports.py:2 script: ModuleNotFoundError")
            .contains("A script can import: bisect"));
  }

  @Test
  void aScriptCannotReachFilesNetworkOrProcesses() {
    for (String attempt : List.of("open('/etc/passwd').read()", "open('x', 'w').write('x')", "__import__('os').listdir('/')[99]",
        "__import__('os').fork()", "__import__('os').system('true') == 0 or 1/0", "__import__('os').kill(1, 0)", "__import__('socket').socket()",
        "__import__('_socket').socket()", "__import__('posix').execv('/bin/true', ['true'])",
        "__import__('os').kill(__import__('os').getppid(), 0)")) {
      StageHarness stage = rig.stage("attempt.py", "def process(samples, state, parameters):\n    " + attempt + "\n    return samples\n",
          Rig.arguments()).start();
      assertThat(rig.await(stage.send(0, 1), 1)).as(attempt).extracting(Emitted::quality).containsExactly(BROKEN);
    }
    assertThat(rig.filter.health()).anySatisfy(report -> assertThat(report.text()).contains("in force: "));
  }

  @Test
  void aScriptThatPrintsIsHeard() {
    StageHarness stage = rig.stage("says.py", """
        def process(samples, state, parameters):
            print("seen", len(samples))
            return samples
        """, Rig.arguments()).start();
    rig.await(stage.send(0, 1), 1);
    Rig.await(() -> rig.health("script scripts/says.py").text().contains("it says: seen 1"));
  }

  @Test
  void resultsThatAreNoneAreRefused() {
    for (String wrong : List.of("return None", "return 5", "return [5]", "return samples * 9", "samples[0].value = 'x'; return samples",
        "state['x'] = 'y' * 200; return samples", "state['x'] = {1, 2}; return samples", "raise SystemExit(3)")) {
      StageHarness stage = rig.stage("wrong.py", "def process(samples, state, parameters):\n    " + wrong + "\n", Rig.arguments()).start();
      assertThat(rig.await(stage.send(0, 1), 1)).as(wrong).extracting(Emitted::quality).containsExactly(BROKEN);
    }
  }

  @Test
  void whatWaitsAndTheStateOutliveARestart() {
    StageHarness stage = rig.stage("count.py", COUNTING, Rig.arguments("a", "1")).start();
    stage.send(0, 7).send(0, 7).send(0, 7);
    List<Emitted> out = new ArrayList<>(stage.restart().take());
    out.addAll(rig.await(stage, 3));
    stage.send(0, 7).swap();
    out.addAll(rig.await(stage, 1));
    assertThat(out).extracting(Emitted::number).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(out).extracting(Emitted::quality).containsOnly(0);
  }

  @Test
  void whatWaitsTooLongIsOvertakenInOrder() {
    StageHarness stage = rig.stage("count.py", COUNTING, Rig.arguments("a", "1", "waiting", "4")).start();
    for (int i = 1; i <= 10; i++) {
      stage.send(0, i);
    }
    List<Emitted> out = rig.await(stage, 10);
    assertThat(out.subList(0, 6)).extracting(Emitted::quality).containsOnly(BROKEN);
    assertThat(out.subList(0, 6)).extracting(Emitted::number).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    assertThat(out.subList(6, 10)).extracting(Emitted::number).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(rig.health("script scripts/count.py").text()).contains("6 samples overtaken");
  }
}
