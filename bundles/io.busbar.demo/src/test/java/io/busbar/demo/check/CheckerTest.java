package io.busbar.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.Outcome;
import io.busbar.sim.log.ReplyLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that serves one value per second, and lines of a sink that were right until a test breaks them. */
class CheckerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;
  private static final int[] SERVED = {100, 101, 110, 111, 90, 90};
  private static final DeviceRules RULES = new DeviceRules("feeder", List.of(
      new PointRule("ia", 3, 100, PointRule.Decoding.UINT16, 0.1, PointRule.Publish.DEADBAND, 0.5),
      new PointRule("scan", 3, 101, PointRule.Decoding.UINT32, 1, PointRule.Publish.EVERY_POLL, 0)), Map.of(1, "breaker"));

  @TempDir
  Path folder;
  private final List<LogRecord> log = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private List<Conditions.Kill> kills = List.of();
  private int position;

  @BeforeEach
  void aCleanRun() {
    log.add(new LogRecord.DeviceEntry(0, "FDR-07", "feeder", 7));
    for (int i = 0; i < SERVED.length; i++) {
      log.add(reply(i, SERVED[i], Outcome.SERVED));
      lines.add(line("scan", i, i + 1));
    }
    for (int i : new int[] {0, 2, 4}) {
      lines.add(line("ia", i, SERVED[i] / 10.0));
    }
    log.add(new LogRecord.EventGenerated(0, 1, START / 1_000_000 + 1_234, 1, 2, true));
    lines.add(event(1_234));
  }

  private static LogRecord.Reply reply(int second, int value, Outcome outcome) {
    long at = START + second * SECOND;
    byte[] data = {(byte) (value >> 8), (byte) value, 0, 0, 0, (byte) (second + 1)};
    return new LogRecord.Reply(0, at, at + 2_000_000, outcome, 3, 100, 3, 0, data);
  }

  private String line(String point, int second, double value) {
    position++;
    return "{\"gateway\":\"g\",\"device\":\"FDR-07\",\"point\":\"" + point + "\",\"id\":1,\"stream\":\"MEASUREMENTS\",\"epoch\":\"aa\",\"pos\":"
        + position + ",\"i\":0,\"lane\":\"live\",\"t\":" + (START + second * SECOND + 3_000_000) + ",\"tq\":\"poll\",\"g\":0,\"v\":" + value
        + ",\"q\":\"GOOD\",\"cause\":\"spontaneous\",\"unit\":\"A\",\"rt\":0}";
  }

  private String event(int ms) {
    position++;
    long time = START + ms * 1_000_000L;
    return "{\"device\":\"FDR-07\",\"point\":\"breaker\",\"stream\":\"EVENTS\",\"epoch\":\"aa\",\"pos\":" + position
        + ",\"i\":0,\"lane\":\"event\",\"t\":" + time + ",\"v\":\"closed\",\"q\":\"GOOD\",\"rt\":" + (time + 400_000_000L) + "}";
  }

  private Verdict check() throws IOException {
    Path replyLog = folder.resolve("replies.log");
    try (ReplyLogFile out = new ReplyLogFile(replyLog)) {
      log.forEach(out::append);
    }
    Path sinkFolder = Files.createDirectories(folder.resolve("sink"));
    Files.writeString(sinkFolder.resolve("0001.ndjson"), String.join("\n", lines) + "\n{\"half a li");
    SinkFiles sink = new SinkFiles(sinkFolder, (device, point, lane, time, value, received) -> { }, true);
    sink.readOn();
    sink.readOn();
    return new Checker(Served.read(replyLog), sink, List.of(RULES), new Conditions(1_000, 200, kills)).check();
  }

  @Test
  void aCleanRunIsClean() throws IOException {
    Verdict verdict = check();
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.accepted()).isEqualTo(10);
    assertThat(verdict.delivered()).isEqualTo(10);
    assertThat(verdict.eventDelays(List.of()).p50()).isEqualTo(400);
  }

  @Test
  void aReadingBeyondTheBandThatIsMissingIsLost() throws IOException {
    lines.removeIf(line -> line.contains("\"ia\"") && line.contains("\"v\":11.0"));
    Verdict verdict = check();
    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.lostByPoint()).containsEntry("FDR-07/ia", 1);
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void aReadingInsideTheBandMayBeDeliveredToo() throws IOException {
    lines.add(line("ia", 5, 9.0));
    assertThat(check().findings()).isEmpty();
  }

  @Test
  void aMissingPollOfAnEveryPollPointIsLost() throws IOException {
    lines.remove(3);
    assertThat(check().lostByPoint()).containsExactly(Map.entry("FDR-07/scan", 1));
  }

  @Test
  void aMissingEventIsLostAndADoubledOneIsFound() throws IOException {
    String event = lines.remove(lines.size() - 1);
    assertThat(check().lostByPoint()).containsExactly(Map.entry("FDR-07/breaker", 1));
    lines.add(event);
    lines.add(event(1_234));
    assertThat(check().duplicated()).isEqualTo(1);
  }

  @Test
  void theSameIdentityTwiceIsADouble() throws IOException {
    lines.add(5, lines.get(5));
    assertThat(check().duplicated()).isEqualTo(1);
  }

  @Test
  void aLateArrivalInItsLaneIsOutOfOrder() throws IOException {
    lines.add(1, lines.remove(0));
    assertThat(check().outOfOrder()).isEqualTo(1);
  }

  @Test
  void aValueThatNobodyServedIsFound() throws IOException {
    lines.add(line("ia", 5, 77.7));
    Verdict verdict = check();
    assertThat(verdict.unexplained()).isEqualTo(1);
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void whatWasUnderWayAtTheKillNeedsAGapRecord() throws IOException {
    lines.removeIf(line -> line.contains("\"scan\"") && line.contains("\"v\":4.0"));
    kills = List.of(new Conditions.Kill(START + 3 * SECOND + SECOND / 10, START + 3 * SECOND + SECOND / 5));
    assertThat(check().unreportedAtKill()).isEqualTo(1);
    lines.add("{\"gap\":{\"stream\":\"MEASUREMENTS\",\"from\":" + (START + 3 * SECOND - 1) + ",\"to\":" + (START + 4 * SECOND)
        + ",\"reason\":\"process stopped without commit\",\"count\":-1},\"gateway\":\"g\",\"epoch\":\"aa\",\"pos\":99}");
    Verdict verdict = check();
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.unsettledAtKill()).isEqualTo(1);
    assertThat(verdict.gaps()).isEqualTo(1);
  }

  @Test
  void aLateReplyNeedNotBeAccepted() throws IOException {
    log.set(4, reply(3, 111, Outcome.LATE));
    lines.removeIf(line -> line.contains("\"scan\"") && line.contains("\"v\":4.0"));
    Verdict verdict = check();
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.excused()).isEqualTo(1);
  }
}
