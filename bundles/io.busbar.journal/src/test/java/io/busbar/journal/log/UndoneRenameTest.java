package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The spare becomes a segment, its head is written, and a power loss undoes the renaming: the next start finds a spare that holds the
 * head of a segment whose number is given out again. First seen as history 2018296 of {@link CrashHistory}.
 */
class UndoneRenameTest {
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 4 << 20);
  private static final Logger LOG = Logger.getLogger("io.busbar.journal");
  private static final int SEEDS = 400;
  private final SimClock clock = new SimClock();

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void whatWasNotThereAtOneStartIsNotThereAtTheNext() throws Exception {
    int compared = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimStorage storage = new SimStorage(new SimRandom(seed));
      storage.direct(seed % 2 == 0);
      SegmentLog first = open(storage);
      first.cursor("central", StreamId.EVENTS);
      SegmentLogTest.append(first, StreamId.EVENTS, "a");
      first.commit();
      crashAt(storage, first, 1, "sync");
      SegmentLog second = open(storage);
      long cursor = second.cursor("central", StreamId.EVENTS);
      long head = second.head(StreamId.EVENTS);
      if (crashAt(storage, second, 1, seed % 4 < 2 ? "write" : "force") == 0) {
        SegmentLog third = open(storage);
        assertThat(third.cursor("central", StreamId.EVENTS)).as("seed %d", seed).isEqualTo(cursor);
        assertThat(third.head(StreamId.EVENTS)).as("seed %d", seed).isEqualTo(head);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(SEEDS / 10);
  }

  /** First seen as history 2040034 of {@link CrashHistory}. */
  @Test
  void aSegmentThatWasNeverToBeAndWasDeletedIsNotThereAgainAfterAKillAndAPowerLoss() throws Exception {
    int compared = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimStorage storage = new SimStorage(new SimRandom(seed));
      storage.direct(true);
      SegmentLog first = open(storage);
      SegmentLogTest.append(first, StreamId.EVENTS, "a");
      first.commit();
      storage.kill();
      SegmentLog second = open(storage);
      // The head of its first segment is written, the folder cannot be synced.
      boolean[] headWritten = new boolean[1];
      storage.faults((call, operation) -> {
        headWritten[0] |= operation.equals("force");
        return headWritten[0] && operation.equals("sync") ? StorageFault.ERROR : StorageFault.NONE;
      });
      second.cursor("central", StreamId.EVENTS);
      second.moveCursor("central", StreamId.EVENTS, 1);
      assertThatThrownBy(second::commit).isInstanceOf(IOException.class);
      storage.kill();
      SegmentLog third = open(storage);
      assertThat(third.cursor("central", StreamId.EVENTS)).isZero();
      if (crashAt(storage, third, 0, "write") == 0) {
        assertThat(open(storage).cursor("central", StreamId.EVENTS)).as("seed %d", seed).isZero();
        compared++;
      }
    }
    assertThat(compared).isEqualTo(SEEDS);
  }

  private SegmentLog open(SimStorage storage) throws Exception {
    return SegmentLog.open(storage, OPTIONS, clock, new SimRandom(9));
  }

  /** Commits until a call of that sort, after so many renamings, fails for good; returns how many commits were acknowledged. */
  private static int crashAt(SimStorage storage, SegmentLog log, int renamings, String what) throws Exception {
    long[] renames = new long[1];
    storage.faults((call, operation) -> {
      renames[0] += operation.equals("rename") ? 1 : 0;
      return renames[0] >= renamings && operation.equals(what) ? StorageFault.CRASH : StorageFault.NONE;
    });
    byte[] large = "x".repeat(9_000).getBytes(StandardCharsets.US_ASCII);
    int commits = 0;
    try {
      for (; commits < 20; commits++) {
        log.append(StreamId.MEASUREMENTS, large, 0, large.length);
        if (commits > 1) {
          log.moveCursor("central", StreamId.EVENTS, 1);
        }
        log.commit();
      }
    } catch (SimulatedCrash expected) {
      storage.restart();
    }
    return commits;
  }
}
