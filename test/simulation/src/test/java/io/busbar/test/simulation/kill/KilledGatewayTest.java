package io.busbar.test.simulation.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process whose filters hold samples back, and its next start. */
class KilledGatewayTest {
  private static final int KILLS = Integer.getInteger("busbar.heldKills", 8);
  private static final long SEED = Long.getLong("busbar.seed", System.nanoTime());
  private static final int MAX_LIFE_MS = 1_500;
  private static final long LIMIT_S = 600;

  @TempDir
  Path folder;
  private final long startNs = System.currentTimeMillis() * 1_000_000;
  private final EventBuffer buffer = new EventBuffer(startNs);
  private final Map<Integer, List<Sample>> published = new HashMap<>();
  private long settled;
  private long done;

  private record Sample(double value, int quality, long timeNs) {}

  @Test
  void nothingThatTheDeviceWasToldToForgetIsLostOrDoubledAlsoIfAFilterHeldItBack() throws Exception {
    SplittableRandom dice = new SplittableRandom(SEED);
    for (int i = 0; i < KILLS; i++) {
      life(dice.nextInt(MAX_LIFE_MS), "");
    }
    life(0, "finish");
    assertThat(done).isPositive();
    read();

    List<Long> all = LongStream.rangeClosed(1, done).boxed().toList();
    assertThat(came(EventBuffer.DOOR)).as("held by the swinging door, seed %d", SEED).isEqualTo(happened(all, EventBuffer.DOOR));
    int late = checkReordered(happened(all, EventBuffer.REORDERED));
    assertThat(published.get(EventBuffer.COUNTED).stream().mapToDouble(Sample::value).sum()).as("held in a window, seed %d", SEED)
        .isEqualTo(happened(all, EventBuffer.COUNTED).size());
    assertThat(published.get(EventBuffer.COUNTED)).extracting(Sample::timeNs).doesNotHaveDuplicates();
    checkDelayed(happened(all, EventBuffer.DELAYED));
    System.out.println(KILLS + " processes killed while filters held samples; " + done + " events, none lost or doubled, " + late
        + " told late");
  }

  /**
   * What was put in order is in order. Where a process was away for longer than the lateness, between the later of two events and the earlier
   * one that was told behind it, the earlier one comes late and says so. Returns how many did.
   */
  private int checkReordered(List<Sample> happened) {
    List<Sample> came = came(EventBuffer.REORDERED);
    int asLate = Quality.questionable(Quality.GOOD, Quality.OLD_DATA);
    List<Sample> inOrder = came.stream().filter(sample -> sample.quality() != asLate).toList();
    List<Sample> late = came.stream().filter(sample -> sample.quality() == asLate)
        .map(sample -> new Sample(sample.value(), 0, sample.timeNs())).toList();
    List<Sample> all = new ArrayList<>(inOrder);
    all.addAll(late);
    all.sort(Comparator.comparing(Sample::timeNs));
    assertThat(all).as("held to be put in order, seed %d", SEED).isEqualTo(happened);
    assertThat(inOrder).as("in order, seed %d", SEED).isSortedAccordingTo(Comparator.comparing(Sample::timeNs));
    assertThat(late).as("at most one for each time that nobody was there, seed %d", SEED).hasSizeLessThanOrEqualTo(KILLS);
    return late.size();
  }

  /** What passes is what came, once and in order, up to the last state; which of the edges lasted depends on when the process was there. */
  private void checkDelayed(List<Sample> happened) {
    List<Sample> came = came(EventBuffer.DELAYED);
    assertThat(happened).as("held by the delay, seed %d", SEED).containsAll(came);
    for (int i = 1; i < came.size(); i++) {
      assertThat(came.get(i).timeNs()).as("seed %d", SEED).isGreaterThan(came.get(i - 1).timeNs());
    }
    assertThat(came.get(came.size() - 1).value()).as("the state at the end, seed %d", SEED).isEqualTo(happened.get(happened.size() - 1).value());
  }

  private List<Sample> came(int point) {
    return published.getOrDefault(point, List.of());
  }

  private List<Sample> happened(List<Long> numbers, int point) {
    return numbers.stream().filter(number -> EventBuffer.point(number) == point)
        .map(number -> new Sample(EventBuffer.value(number), 0, buffer.timeNs(number))).sorted(Comparator.comparing(Sample::timeNs)).toList();
  }

  /** Runs a process; kills it some time after its first word unless it is to finish. */
  private void life(int killAfterMs, String finish) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx128m", "-cp", System.getProperty("java.class.path"), GatewayProcess.class.getName(),
        folder.toString(), Long.toString(startNs)));
    if (!finish.isEmpty()) {
      command.add(finish);
    }
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread killer = new Thread(() -> kill(process, finish.isEmpty() ? killAfterMs : TimeUnit.SECONDS.toMillis(LIMIT_S)));
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        hear(line, killer);
      }
    } finally {
      process.destroyForcibly().waitFor();
      killer.interrupt();
    }
  }

  private void hear(String line, Thread killer) {
    if (!line.matches("(from|settled|done) \\d+")) {
      return; // cut off by the kill, or a line of the log
    }
    long number = Long.parseLong(line.substring(line.indexOf(' ') + 1));
    if (line.startsWith("from")) {
      assertThat(number).as("what the device was told to forget is not asked for again, seed %d", SEED).isGreaterThanOrEqualTo(settled);
      killer.start();
    } else if (line.startsWith("settled")) {
      settled = number;
    } else {
      done = number;
    }
  }

  private static void kill(Process process, long afterMs) {
    try {
      Thread.sleep(afterMs);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private void read() throws Exception {
    try (SegmentLog log = GatewayProcess.open(folder)) {
      Map<Integer, Integer> points = new HashMap<>();
      for (StreamId stream : List.of(StreamId.MODEL, StreamId.EVENTS, StreamId.MEASUREMENTS)) {
        read(log, stream, points);
      }
    }
    // Of the first point samples may go by either stream, beside those of others in one commit; the second has its order in one stream.
    published.get(EventBuffer.DOOR).sort(Comparator.comparing(Sample::timeNs));
  }

  private void read(SegmentLog log, StreamId stream, Map<Integer, Integer> points) throws IOException, BlockCodec.MalformedRecordException {
    try (JournalReader reader = log.reader(stream, 1)) {
      while (reader.next()) {
        new BinaryBlockCodec().decode(reader.record(), new BlockCodec.Visitor() {
          @Override
          public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
            for (int i = 0; i < batch.size(); i++) {
              Integer point = points.get(batch.point[i]);
              if (point != null) {
                published.computeIfAbsent(point, number -> new ArrayList<>())
                    .add(new Sample(kinds[i].toDouble(batch.bits[i]), batch.quality[i], batch.sourceTime[i]));
              }
            }
          }

          @Override
          public void gap(GapRecord gap) {}

          @Override
          public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
            for (DictionaryEntry entry : entries) {
              String name = entry.description().point();
              if (name.matches("e\\d")) {
                points.put(entry.id(), name.charAt(1) - '0');
              }
            }
          }
        });
      }
    }
  }
}
