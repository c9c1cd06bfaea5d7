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
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bits of a log that flip, one at a time: each is detected or meets nothing that counts, and the rest is read. A recovery
 * looks at the newest segment, readers at all others; each does here. In the test run one bit in so many of a small log;
 * {@code -Dbusbar.flips.every=1 -Dbusbar.flips.kilobytes=1024} takes every bit of 1 MiB, of which readers then read what stands
 * near the bit, and all at each {@value #WHOLE}th.
 */
class FlippedBitsTest {
  private static final int EVERY = Integer.getInteger("busbar.flips.every", 211);
  private static final int WHOLE = 1_009;
  private static final int NEAR = 3;
  private static final int SEGMENT_BYTES = 64 << 10;
  private static final int SEGMENTS = Integer.getInteger("busbar.flips.kilobytes", 256) / 64;
  private static final JournalOptions OPTIONS = new JournalOptions(SEGMENT_BYTES, 64L << 20);
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

  /** Fills segments and, if so asked, begins the next. */
  private SegmentLog fill(SimStorage storage, int many, boolean beginNext) throws Exception {
    SimRandom random = new SimRandom(5);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, new SimClock(), new SimRandom(1));
    int segments = beginNext ? many + 1 : many;
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
    fill(storage, 1, false);
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

  /** Which record stands where in a segment's file. */
  private static TreeMap<Long, Long> places(SimStorage storage, Segment segment) throws Exception {
    TreeMap<Long, Long> places = new TreeMap<>();
    FrameScanner scanner = FrameScanner.of(storage.open(segment.fileName()), segment);
    for (Frame frame = scanner.next(segment.end()); frame != null; frame = scanner.next(segment.end())) {
      FrameEntries entries = new FrameEntries(frame);
      while (entries.next()) {
        if (entries.isRecord()) {
          places.put(scanner.offset() - Frame.align(frame.bytes().length), entries.position());
        }
      }
    }
    return places;
  }

  /** Reads from one position to another; returns whether one was missing, which was noted then. */
  private int pass(SegmentLog log, long from, long to, long bit) throws Exception {
    long before = log.damage().found();
    long read = 0;
    try (JournalReader reader = log.reader(StreamId.EVENTS, from)) {
      for (long last = from - 1; last < to && reader.next(); last = reader.position()) {
        assertThat(reader.position() > last).as("bit %d", bit).isTrue();
        check(reader.position(), reader.record());
        read += reader.position() <= to ? 1 : 0;
      }
    }
    long missing = to - from + 1 - read;
    if (missing > 0) {
      assertThat(missing).as("bit %d", bit).isEqualTo(1);
      assertThat(log.damage().anyWaiting()).as("bit %d", bit).isTrue();
      assertThat(log.damage().found()).as("bit %d", bit).isGreaterThanOrEqualTo(before);
    }
    return (int) missing;
  }

  private void check(long position, byte[] record) {
    if (!records.get((int) position - 1).equals(new String(record, StandardCharsets.UTF_8))) {
      throw new AssertionError("position " + position + " is not what was appended");
    }
  }

  @Test
  void aReaderSkipsWhatIsDamagedAndNotesIt() throws Exception {
    SimStorage storage = new SimStorage(new SimRandom(5));
    SegmentLog log = fill(storage, SEGMENTS, true);
    long flipped = 0;
    long harmed = 0;
    for (Segment segment : log.catalogue().all()) {
      TreeMap<Long, Long> places = places(storage, segment);
      long bits = segment.isSealed() ? 8 * storage.sizeOf(segment.fileName()) : 0;
      for (long bit = 0; bit < bits; bit += EVERY, flipped++) {
        var place = places.floorEntry(bit / 8);
        long at = place == null ? segment.first(StreamId.EVENTS.code()) : place.getValue();
        boolean whole = EVERY > 1 || flipped % WHOLE == 0;
        storage.flipBit(segment.fileName(), bit);
        harmed += pass(log, whole ? 1 : Math.max(1, at - NEAR), whole ? records.size() : Math.min(records.size(), at + NEAR), bit);
        storage.flipBit(segment.fileName(), bit);
      }
    }
    System.out.println(flipped + " flipped bits met by a reader: " + harmed + " records unreadable, noted");
    assertThat(harmed).isPositive();
    log.commit();
    try (JournalReader reader = log.reader(StreamId.EVENTS, records.size() + 1)) {
      assertThat(reader.next()).isTrue();
      assertThat(BinaryBlockCodec.gapOrNull(reader.record())).isNotNull();
    }
  }
}
