package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The disk fills up and is freed again, and the clock runs wild, again and again. */
class FullDiskAndClockTest {
  private static final int CYCLES = Integer.getInteger("busbar.fullDiskCycles", 300);
  private static final int CLOCK_RUNS = Integer.getInteger("busbar.clockRuns", 1_000);
  private static final long YEAR_NS = 31_557_600L * 1_000_000_000L;
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 1 << 20);
  private static final Logger LOG = Logger.getLogger("io.busbar.journal");

  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(Long.getLong("busbar.seed", 3));

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void aDiskThatFillsUpAndIsFreedAgainCostsMeasurementsAndSaysSoAndNoEvent() throws Exception {
    SimStorage storage = new SimStorage(random, 64 << 20);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    log.cursor("central", StreamId.EVENTS);
    log.cursor("central", StreamId.MEASUREMENTS);
    long events = 0;
    long read = 0;
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      storage.capacity(used(storage) + random.nextInt(200 << 10));
      for (int i = 0; i < 60; i++) {
        if (!log.isReserved()) {
          byte[] measurement = new byte[1 + random.nextInt(2_000)];
          log.append(StreamId.MEASUREMENTS, measurement, 0, measurement.length);
        }
        SegmentLogTest.append(log, StreamId.EVENTS, "event " + ++events);
        clock.advanceMs(200);
        commit(log);
      }
      storage.capacity(64 << 20);
      clock.advanceMs(2_000);
      assertThat(commit(log)).as("cycle %d: freed space is used by itself", cycle).isTrue();
      if (random.chance(20)) {
        storage.restart();
        log = SegmentLog.open(storage, OPTIONS, clock, random);
        log.putState("woken", new byte[] {1});
        log.commit();
      }
      read = readEvents(log, read);
      assertThat(read).as("cycle %d", cycle).isEqualTo(events);
      log.moveCursor("central", StreamId.EVENTS, log.head(StreamId.EVENTS));
    }
    assertThat(log.tail(StreamId.MEASUREMENTS)).isGreaterThan(1);
  }

  private static boolean commit(SegmentLog log) {
    try {
      log.commit();
      return true;
    } catch (IOException e) {
      assertThat(log.status().failure()).isNotEmpty();
      return false;
    }
  }

  private static long used(SimStorage storage) {
    return storage.names().stream().mapToLong(storage::sizeOf).sum();
  }

  /** Reads events from the cursor on, by their numbers; gap records of other reasons may stand between. */
  private static long readEvents(SegmentLog log, long before) throws Exception {
    long last = before;
    try (JournalReader reader = log.reader(StreamId.EVENTS, log.cursor("central", StreamId.EVENTS) + 1)) {
      while (reader.next()) {
        String text = new String(reader.record(), StandardCharsets.UTF_8);
        if (text.startsWith("event ")) {
          assertThat(Long.parseLong(text.substring(6))).isEqualTo(last + 1);
          last++;
        } else {
          GapRecord gap = BinaryBlockCodec.gapOrNull(reader.record());
          assertThat(gap).isNotNull();
          assertThat(gap.reason()).doesNotContain("of EVENTS dropped");
        }
      }
    }
    return last;
  }

  @Test
  void aClockThatStepsByYearsOrStandsStillChangesNoOrderAndLosesNothing() throws Exception {
    SimStorage storage = new SimStorage(random, 64 << 20);
    SegmentLog log = SegmentLog.open(storage, new JournalOptions(64 << 10, 32 << 20), clock, random);
    log.cursor("central", StreamId.EVENTS);
    long events = 0;
    long read = 0;
    for (int run = 0; run < CLOCK_RUNS; run++) {
      clock.stepWallNs(switch (random.nextInt(4)) {
        case 0 -> YEAR_NS / 1_000 * (random.nextInt(20_000) - 10_000);
        case 1 -> 1_000_000_000L * (random.nextInt(7_200) - 3_600);
        case 2 -> -1;
        default -> 0;
      });
      for (int i = random.nextInt(10); i >= 0; i--) {
        SegmentLogTest.append(log, StreamId.EVENTS, "event " + ++events);
        log.commit();
        // Or it stands still.
        clock.advanceMs(random.chance(50) ? 0 : random.nextInt(500));
      }
      if (random.chance(10)) {
        storage.restart();
        log = SegmentLog.open(storage, new JournalOptions(64 << 10, 32 << 20), clock, random);
        log.putState("woken", new byte[] {1});
        log.commit();
      }
      read = readEvents(log, read);
      assertThat(read).as("run %d", run).isEqualTo(events);
      log.moveCursor("central", StreamId.EVENTS, log.head(StreamId.EVENTS));
    }
  }
}
