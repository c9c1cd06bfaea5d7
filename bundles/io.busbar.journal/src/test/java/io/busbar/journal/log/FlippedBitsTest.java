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

/**
 * Bits of a log that flip, one at a time: each is detected or meets nothing that counts, and the rest is read. In the
 * test run one bit in so many; {@code -Dbusbar.flips.every=1 -Dbusbar.flips.kilobytes=1024} takes every bit of 1 MiB.
 */
class FlippedBitsTest {
  private static final int EVERY = Integer.getInteger("busbar.flips.every", 211);
  private static final int SEGMENT_BYTES = Integer.getInteger("busbar.flips.kilobytes", 256) << 10;
  private static final JournalOptions OPTIONS = new JournalOptions(SEGMENT_BYTES, 8L * SEGMENT_BYTES);
  private static final Logger LOG = Logger.getLogger("io.busbar.journal");
  private final List<String> records = new ArrayList<>();

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  /** Fills one segment and, if so asked, begins the next. */
  private SegmentLog fill(SimStorage storage, boolean beginNext) throws Exception {
    SimRandom random = new SimRandom(5);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, new SimClock(), new SimRandom(1));
    int segments = beginNext ? 2 : 1;
    while (true) {
      String text = "record " + (records.size() + 1) + " " + "x".repeat(random.nextInt(random.chance(80) ? 200 : 6_000));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Segment newest = log.catalogue().newest(StreamId.EVENTS.code());
      boolean full = newest != null && log.catalogue().size() == segments
          && (beginNext || newest.end() + bytes.length > SEGMENT_BYTES - 4 * ActiveSegment.PAGE_BYTES);
      if (full) {
        return log;
      }
      log.append(StreamId.EVENTS, bytes, 0, bytes.length);
      log.commit();
      records.add(text);
    }
  }

  @Test
  void aRecoveryFindsWhatIsWholeAndNotesWhatIsNot() throws Exception {
    SimStorage storage = new SimStorage(new SimRandom(5));
    fill(storage, false);
    String file = storage.names().get(0);
    storage.kill();
    long bits = 8 * storage.sizeOf(file);
    long unharmed = 0;
    long gaps = 0;
    long lastLost = 0;
    for (long bit = 0; bit < bits; bit += EVERY) {
      storage.flipBit(file, bit);
      Recovered found = Recovery.run(storage);
      List<Long> read = read(storage, found);
      storage.flipBit(file, bit);
      if (read.size() == records.size()) {
        unharmed++;
      } else if (found.heads[StreamId.EVENTS.code()] < records.size()) {
        // The last commit of an unclean stop cannot be told from one that was never finished.
        lastLost++;
        assertThat(read).as("bit %d", bit).hasSize(records.size() - 1);
      } else {
        gaps++;
        assertThat(found.damage.anyWaiting()).as("bit %d", bit).isTrue();
        assertThat(read.size()).as("bit %d", bit).isGreaterThan(records.size() - 2);
      }
    }
    System.out.println(bits / EVERY + " flipped bits met by a recovery: " + unharmed + " harmless or repaired, " + gaps
        + " gaps, " + lastLost + " in the last commit");
    assertThat(unharmed).isPositive();
    assertThat(gaps).isPositive();
  }

  private List<Long> read(SimStorage storage, Recovered found) throws Exception {
    List<Long> positions = new ArrayList<>();
    for (Segment segment : found.catalogue.all()) {
      FrameScanner scanner = FrameScanner.of(storage.open(segment.fileName()), segment);
      for (Frame frame = scanner.next(segment.end()); frame != null; frame = scanner.next(segment.end())) {
        add(frame, positions);
      }
    }
    for (Frame frame : found.carry) {
      add(frame, positions);
    }
    return positions;
  }

  private void add(Frame frame, List<Long> positions) throws Exception {
    FrameEntries entries = new FrameEntries(frame);
    while (entries.next()) {
      if (entries.isRecord()) {
        check(entries.position(), entries.value());
        positions.add(entries.position());
      }
    }
    assertThat(positions).isSorted();
  }

  private void check(long position, byte[] record) {
    if (!records.get((int) position - 1).equals(new String(record, StandardCharsets.UTF_8))) {
      throw new AssertionError("position " + position + " is not what was appended");
    }
  }

  @Test
  void aReaderSkipsWhatIsDamagedAndNotesIt() throws Exception {
    SimStorage storage = new SimStorage(new SimRandom(5));
    SegmentLog log = fill(storage, true);
    String file = storage.names().get(0);
    long bits = 8 * storage.sizeOf(file);
    long harmed = 0;
    for (long bit = 0; bit < bits; bit += EVERY) {
      storage.flipBit(file, bit);
      long before = log.damage().found();
      int read = 0;
      try (JournalReader reader = log.reader(StreamId.EVENTS, 1)) {
        for (long last = 0; reader.next(); last = reader.position()) {
          assertThat(reader.position()).isGreaterThan(last);
          check(reader.position(), reader.record());
          read++;
        }
      }
      storage.flipBit(file, bit);
      assertThat(read).as("bit %d", bit).isBetween(records.size() - 1, records.size());
      if (read < records.size()) {
        harmed++;
        assertThat(log.damage().anyWaiting()).as("bit %d", bit).isTrue();
        assertThat(log.damage().found()).as("bit %d", bit).isGreaterThanOrEqualTo(before);
      }
    }
    assertThat(harmed).isPositive();
    log.commit();
    try (JournalReader reader = log.reader(StreamId.EVENTS, records.size() + 1)) {
      assertThat(reader.next()).isTrue();
      assertThat(BinaryBlockCodec.gapOrNull(reader.record())).isNotNull();
    }
  }
}
