package io.busbar.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.time.BusClock;
import io.busbar.demo.options.DemoOptions;
import io.busbar.demo.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole play with a stand-in for the product; the radio carries nothing here. */
@Timeout(240)
class DirectorTest {
  private static final BusClock CLOCK = new BusClock() {
    @Override
    public long wallNs() {
      Instant now = Instant.now();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }
  };
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  Path folder;

  private int play(int loseEvery, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--work", folder.resolve("work").toString(), "--report", folder.resolve("r.json").toString()));
    all.addAll(List.of(words));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> launcher = List.of(java.toString(), "-cp", System.getProperty("java.class.path"), StandIn.class.getName(),
        String.valueOf(loseEvery));
    Director.Output output = new Director.Output(new PrintStream(out), new PrintStream(err), false);
    // What is lost never comes and need not be waited for long; what is not may come late on a slow machine.
    return new Director(DemoOptions.parse(all), launcher, CLOCK, output, loseEvery > 0 ? 6_000 : 60_000).run();
  }

  private Map<String, Object> report() throws Exception {
    return JsonReader.object(Files.readString(folder.resolve("r.json")));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRunWithoutLossIsJudgedClean() throws Exception {
    assertThat(play(0, "--seconds", "10")).as(said()).isEqualTo(Director.CLEAN);
    assertThat(report()).containsEntry("lost", 0L).containsEntry("duplicated", 0L).containsEntry("outOfOrder", 0L)
        .containsKeys("accepted", "delivered", "gaps", "bytesOnAir", "bytesPerSample", "alarmDelayMs", "recoveredAfterMs", "startMs", "conditions");
    assertThat((Long) report().get("delivered")).isGreaterThan(100);
    assertThat(said()).contains("short circuit").contains("CLEAN").contains("self-test: 104 of 104 operations ran");
  }

  @Test
  void aFilterThatFailsInTheSelfTestIsNamed() throws Exception {
    int code = play(-1, "--seconds", "10");
    assertThat(code).as(said()).isEqualTo(Director.NOT_CLEAN);
    assertThat(report()).containsEntry("ok", false);
    assertThat(said()).contains("self-test: 103 of 104 operations ran").contains("the filter linear failed 2 times");
  }

  @Test
  void lostSamplesAreFoundAndNamed() throws Exception {
    int code = play(50, "--seconds", "10");
    assertThat(code).as(said()).isEqualTo(Director.NOT_CLEAN);
    assertThat((Long) report().get("lost")).isPositive();
    assertThat(said()).contains("NOT CLEAN").contains("lost 1 of ");
  }

  @Test
  void aProcessThatEndsByItselfIsReportedWithItsLastWords() throws Exception {
    List<String> launcher = List.of("/bin/sh", "-c", "echo no such feature; exit 3");
    Director.Output output = new Director.Output(new PrintStream(out), new PrintStream(err), false);
    DemoOptions options = DemoOptions.parse(List.of("--work", folder.resolve("work").toString()));
    assertThat(new Director(options, launcher, CLOCK, output).run()).isEqualTo(Director.FAILED);
    assertThat(said()).contains("ended with code 3").contains("no such feature");
  }

  @Test
  void aWorkFolderThatIsNotEmptyIsRefused() throws Exception {
    Files.writeString(Files.createDirectories(folder.resolve("work")).resolve("something"), "");
    assertThat(play(0)).isEqualTo(Director.FAILED);
    assertThat(said()).contains("is not empty");
  }
}
