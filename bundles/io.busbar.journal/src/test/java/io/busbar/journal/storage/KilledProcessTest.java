package io.busbar.journal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("busbar.kills", 30);
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 2 << 20);
  /** Writers that live at the same time, each with a journal of its own. */
  private static final int AT_ONCE = 4;
  /** Kills of one journal, so that it stays within its capacity and what is read each time does not grow. */
  private static final int FRESH = 20;
  /** A campaign of hours says how far it is. */
  private static final int SAID = 500;

  @TempDir
  Path folder;

  @Test
  void whatAKilledProcessHadAcknowledgedIsThereAndGoesOnWithoutHoles() throws Exception {
    AtomicInteger left = new AtomicInteger(KILLS);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        Path own = folder.resolve("journal-" + i);
        Callable<Void> task = () -> killAgainAndAgain(own, left);
        running.add(threads.submit(task));
      }
      for (Future<Void> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println(KILLS + " processes killed while they committed");
  }

  private static Void killAgainAndAgain(Path folder, AtomicInteger left) throws Exception {
    for (int kills = 1, now = left.decrementAndGet(); now >= 0; kills++, now = left.decrementAndGet()) {
      long acknowledged = runAndKill(folder, 1 + ThreadLocalRandom.current().nextInt(60));
      try (SegmentLog log = open(folder)) {
        assertThat(log.head(StreamId.EVENTS)).isGreaterThanOrEqualTo(acknowledged);
        long expected = 1;
        try (JournalReader reader = log.reader(StreamId.EVENTS, 1)) {
          while (reader.next()) {
            assertThat(reader.position()).isEqualTo(expected);
            assertThat(new String(reader.record(), StandardCharsets.UTF_8)).startsWith("record " + expected + " ");
            expected++;
          }
        }
        assertThat(expected).isEqualTo(log.head(StreamId.EVENTS) + 1);
      }
      if (kills % FRESH == 0) {
        clear(folder);
      }
      if ((KILLS - now) % SAID == 0 && now < KILLS) {
        System.out.println("about " + (KILLS - now) + " of " + KILLS + " processes killed, nothing lost");
      }
    }
    return null;
  }

  private static void clear(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Starts a process that commits for ever, kills it after some acknowledgements; returns the last one heard. */
  private static long runAndKill(Path folder, int after) throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m",
        "-cp", System.getProperty("java.class.path"), Writer.class.getName(),
        folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long last = 0;
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      for (int i = 0; line != null && i < after; i++) {
        assertThat(line).matches("\\d+");
        last = Long.parseLong(line);
        line = i + 1 < after ? out.readLine() : null;
      }
      assertThat(last).as("the process committed something").isPositive();
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    return last;
  }

  private static SegmentLog open(Path folder) throws Exception {
    return SegmentLog.open(FolderStorage.open(folder), OPTIONS, new SimClock(), new SimRandom(System.nanoTime()));
  }

  /** The process that is killed: says each position that is durable. */
  static final class Writer {
    private Writer() {}

    /** Commits until it dies. */
    public static void main(String[] args) throws Exception {
      Journal log = open(Path.of(args[0]));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      String filler = "x".repeat(300);
      while (log.head(StreamId.EVENTS) < 100_000) {
        long position = log.head(StreamId.EVENTS) + 1;
        byte[] record = ("record " + position + " " + filler).getBytes(StandardCharsets.UTF_8);
        log.append(StreamId.EVENTS, record, 0, record.length);
        log.commit();
        out.println(position);
      }
    }
  }
}
