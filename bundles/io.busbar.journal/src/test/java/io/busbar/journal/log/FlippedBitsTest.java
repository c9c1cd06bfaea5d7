package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FlippedBitsTest {
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 1 << 20);
  private static final Logger LOG = Logger.getLogger("io.busbar.journal");
  private static final int RECORDS = 6;
  private static long end;

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void everyFlippedBitIsHarmlessOrBecomesAGapAndTheRestIsRead() throws Exception {
    SimStorage pattern = journal();
    String file = pattern.names().stream().filter(name -> name.endsWith(".journal")).findFirst().orElseThrow();
    // Beyond the last frame are zeros that nothing reads.
    long bits = 8 * end;
    int gaps = 0;
    int lastLost = 0;
    for (long bit = 0; bit < bits; bit++) {
      SimStorage storage = journal();
      storage.flipBit(file, bit);
      SegmentLog log = open(storage);
      List<Long> read = read(log);
      if (read.size() == RECORDS) {
        continue;
      }
      // The last commit of an unclean stop cannot be told from one that was never finished.
      boolean tail = log.head(StreamId.EVENTS) == RECORDS - 1;
      if (tail) {
        lastLost++;
        assertThat(read).as("bit %d", bit).hasSize(RECORDS - 1);
        continue;
      }
      gaps++;
      assertThat(read).as("bit %d", bit).hasSize(RECORDS - 1).doesNotHaveDuplicates().isSorted();
      log.commit();
      try (JournalReader reader = log.reader(StreamId.EVENTS, RECORDS + 1)) {
        assertThat(reader.next()).as("bit %d", bit).isTrue();
        assertThat(BinaryBlockCodec.gapOrNull(reader.record())).as("bit %d", bit).isNotNull();
      }
    }
    assertThat(gaps).isPositive();
    assertThat(lastLost).isPositive();
  }

  private static SimStorage journal() throws Exception {
    SimStorage storage = new SimStorage(new SimRandom(5));
    SegmentLog log = open(storage);
    for (int i = 1; i <= RECORDS; i++) {
      byte[] bytes = ("record " + i + " and some more bytes").getBytes(StandardCharsets.UTF_8);
      log.append(StreamId.EVENTS, bytes, 0, bytes.length);
      log.putState("count", new byte[] {(byte) i});
      log.commit();
    }
    end = log.catalogue().all().iterator().next().end();
    storage.kill();
    return storage;
  }

  private static SegmentLog open(SimStorage storage) throws Exception {
    return SegmentLog.open(storage, OPTIONS, new SimClock(), new SimRandom(1));
  }

  private static List<Long> read(SegmentLog log) throws Exception {
    List<Long> positions = new ArrayList<>();
    try (JournalReader reader = log.reader(StreamId.EVENTS, 1)) {
      while (reader.next()) {
        assertThat(new String(reader.record(), StandardCharsets.UTF_8)).startsWith("record " + reader.position() + " ");
        positions.add(reader.position());
      }
    }
    return positions;
  }
}
