package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.SimulatedCrash;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One seeded life story of a journal: commits, power losses, kills, I/O errors, clean stops, and after each the check
 * that what was acknowledged is there once, in order, without holes, and that commits were atomic.
 */
final class CrashHistory {
  private static final StreamId[] STREAMS = StreamId.values();
  private static final String HEADS = "heads";

  private static final Pattern RANGE = Pattern.compile("records \\d+ to (\\d+) ");

  private final long seed;
  private final SimRandom random;
  private final SimClock clock = new SimClock();
  private final SimStorage storage;
  private final JournalOptions options;
  private final boolean mayDrop;
  private final BinaryBlockCodec codec = new BinaryBlockCodec();

  /** What was appended at each position in the latest life that did so. */
  private final Map<StreamId, TreeMap<Long, String>> appended = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Long> acknowledged = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Long> movedCursors = new EnumMap<>(StreamId.class);
  private final Map<StreamId, Long> acknowledgedCursors = new EnumMap<>(StreamId.class);
  private boolean waits;
  private long epoch;
  private long count;
  private long droppedTo;
  long crashes;
  long errors;
  long gaps;

  CrashHistory(long seed) {
    this.seed = seed;
    random = new SimRandom(seed);
    mayDrop = random.chance(25);
    options = new JournalOptions(64 << 10, mayDrop ? 256 << 10 : 4 << 20);
    storage = new SimStorage(random, mayDrop && random.chance(40) ? (180 + random.nextInt(300)) << 10 : 64 << 20);
    storage.direct(random.chance(50));
    if (random.chance(70)) {
      storage.damagePages(Integer.getInteger("busbar.damage", 60));
    }
    for (StreamId stream : STREAMS) {
      appended.put(stream, new TreeMap<>());
      acknowledged.put(stream, 0L);
      movedCursors.put(stream, 0L);
      acknowledgedCursors.put(stream, 0L);
    }
  }

  void run() throws Exception {
    int lives = 2 + random.nextInt(3);
    for (int life = 0; life < lives; life++) {
      plan();
      SegmentLog log = null;
      try {
        log = open();
        check(log, true);
        live(log);
        if (random.chance(30)) {
          log.close();
          clean(log);
        }
        end();
      } catch (SimulatedCrash crash) {
        crashes++;
        storage.restart();
      } catch (IOException e) {
        // A close that failed: nothing was promised.
        errors++;
        end();
      }
    }
    storage.restart();
    check(open(), true);
  }

  private void plan() {
    int kind = random.nextInt(10);
    long at = storage.calls() + 1 + random.nextInt(random.chance(50) ? 40 : 400);
    int errorsInAHundred = random.nextInt(4);
    if (kind < 5) {
      storage.faults((call, operation) -> call == at ? StorageFault.CRASH : StorageFault.NONE);
    } else if (kind < 7) {
      storage.faults((call, operation) -> call == at ? StorageFault.ERROR
          : call == at + 30 ? StorageFault.CRASH : StorageFault.NONE);
    } else if (kind < 8) {
      SimRandom dice = new SimRandom(random.nextLong());
      storage.faults((call, operation) -> dice.chance(errorsInAHundred) ? StorageFault.ERROR : StorageFault.NONE);
    }
  }

  private void end() {
    if (random.chance(50)) {
      storage.kill();
    } else {
      storage.restart();
    }
  }

  private SegmentLog open() throws IOException {
    for (int i = 0;; i++) {
      try {
        SegmentLog log = SegmentLog.open(storage, options, clock, random);
        if (log.holdsUnseen()) {
          // Neither a new segment nor the old one could be written: a technician starts it again.
          throw new IOException(log.status().failure());
        }
        return log;
      } catch (IOException e) {
        errors++;
        if (i == 100) {
          throw e;
        } else if (i > 50) {
          // The technician frees space.
          storage.capacity(64 << 20);
        }
      }
    }
  }

  private void live(SegmentLog log) throws IOException {
    int commits = random.nextInt(25);
    waits = false;
    for (int i = 0; i < commits; i++) {
      if (!waits) {
        appendSome(log);
      }
      if (random.chance(30)) {
        moveCursor(log);
      }
      clock.advanceMs(1 + random.nextInt(500));
      if (random.chance(5)) {
        clock.stepWallNs((random.nextInt(7_200) - 3_600) * 1_000_000_000L);
      }
      commit(log);
      if (random.chance(4)) {
        check(log, false);
      }
    }
  }

  private void appendSome(SegmentLog log) {
    int n = 1 + random.nextInt(4);
    for (int i = 0; i < n; i++) {
      StreamId stream = STREAMS[random.chance(60) ? 1 : random.chance(70) ? 0 : random.nextInt(STREAMS.length)];
      int size = random.chance(90) ? random.nextInt(300) : random.nextInt(mayDrop ? 30_000 : 20_000);
      if (stream == StreamId.MODEL) {
        size = random.nextInt(100);
      }
      String text = ++count + "/" + "x".repeat(size);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      long position = log.append(stream, bytes, 0, bytes.length);
      appended.get(stream).tailMap(position).clear();
      appended.get(stream).put(position, text);
    }
    StringBuilder heads = new StringBuilder();
    for (StreamId stream : STREAMS) {
      long before = appended.get(stream).isEmpty() ? 0 : appended.get(stream).lastKey();
      heads.append(before).append(' ');
    }
    log.putState(HEADS, heads.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void moveCursor(SegmentLog log) {
    StreamId stream = STREAMS[random.nextInt(2)];
    long cursor = log.cursor("central", stream);
    long to = cursor + random.nextInt((int) Math.max(1, log.head(stream) - cursor + 1));
    log.moveCursor("central", stream, to);
    movedCursors.merge(stream, to, Math::max);
  }

  private void commit(SegmentLog log) {
    try {
      log.commit();
      for (StreamId stream : STREAMS) {
        assertThat(log.head(stream)).as(what(stream)).isGreaterThanOrEqualTo(lastAppended(stream));
      }
      waits = false;
      clean(log);
    } catch (IOException e) {
      waits = true;
      errors++;
      assertThat(log.status().failure()).as("seed %d", seed).isNotEmpty();
    }
  }

  private void clean(SegmentLog log) {
    for (StreamId stream : STREAMS) {
      acknowledged.put(stream, log.head(stream));
    }
    acknowledgedCursors.putAll(movedCursors);
  }

  private long lastAppended(StreamId stream) {
    return appended.get(stream).isEmpty() ? 0 : appended.get(stream).lastKey();
  }

  /** What is durable is what was acknowledged, and perhaps the commit that was under way, whole. */
  private void check(SegmentLog log, boolean recovered) throws IOException {
    if (epoch != 0 && acknowledged.values().stream().anyMatch(head -> head > 0)) {
      assertThat(log.epoch()).as("seed %d", seed).isEqualTo(epoch);
    }
    epoch = log.epoch();
    byte[] heads = log.state(HEADS);
    String[] atCommit = heads == null ? new String[] {"0", "0", "0", "0"} : new String(heads, StandardCharsets.UTF_8).split(" ");
    for (StreamId stream : STREAMS) {
      List<Long> positions = read(log, stream);
      long head = log.head(stream);
      assertThat(head).as(what(stream)).isGreaterThanOrEqualTo(acknowledged.get(stream));
      long own = 0;
      for (long position : positions) {
        own = appended.get(stream).containsKey(position) ? position : own;
      }
      assertThat(Long.parseLong(atCommit[stream.ordinal()])).as(what(stream) + ": commits are atomic")
          .isGreaterThanOrEqualTo(own).isLessThanOrEqualTo(head);
      if (!mayDrop && head > movedCursors.get(stream)) {
        assertThat(positions).as(what(stream)).last().isEqualTo(head);
      }
      checkHoles(log, stream, positions, head, recovered);
      if (!mayDrop) {
        long passed = movedCursors.get(stream);
        assertThat(positions.stream().filter(position -> position > passed).count()).as(what(stream) + " without holes")
            .isEqualTo(head - Math.min(head, passed));
      }
      if (recovered) {
        appended.get(stream).tailMap(head, false).clear();
      }
      long cursor = stream.code() < 3 ? log.cursor("central", stream) : 0;
      assertThat(cursor).as(what(stream)).isBetween(acknowledgedCursors.get(stream), movedCursors.get(stream));
      if (recovered) {
        movedCursors.put(stream, cursor);
        acknowledgedCursors.put(stream, cursor);
        acknowledged.put(stream, head);
      }
    }
  }

  /** What is missing and was not passed by its cursor was dropped, and a gap record says so. */
  private void checkHoles(SegmentLog log, StreamId stream, List<Long> positions, long head, boolean recovered) {
    long missing = 0;
    long expected = movedCursors.get(stream) + 1;
    for (long position : positions) {
      missing = position > expected ? position - 1 : missing;
      expected = Math.max(expected, position + 1);
    }
    missing = expected <= head ? head : missing;
    // A finding of the recovery becomes a gap record with the next commit.
    if (missing > droppedTo && !log.damage().anyWaiting() && (recovered || !waits)) {
      throw new AssertionError(what(stream) + " position " + missing + " is missing and no gap record says why");
    }
  }

  private List<Long> read(SegmentLog log, StreamId stream) throws IOException {
    droppedTo = 0;
    List<Long> positions = new ArrayList<>();
    try (JournalReader reader = log.reader(stream, 1)) {
      boolean more = true;
      while (more) {
        try {
          more = reader.next();
        } catch (IOException e) {
          errors++;
          continue;
        }
        if (more) {
          long position = reader.position();
          String expected = appended.get(stream).get(position);
          if (expected == null) {
            assertGap(reader.record(), what(stream) + " position " + position);
            gaps++;
          } else {
            if (!new String(reader.record(), StandardCharsets.UTF_8).equals(expected)) {
              throw new AssertionError(what(stream) + " position " + position + " is not what was appended there");
            }
          }
          if (!positions.isEmpty() && positions.get(positions.size() - 1) >= position) {
            throw new AssertionError(what(stream) + " position " + position + " comes after " + positions);
          }
          positions.add(position);
        }
      }
    }
    return positions;
  }

  private void assertGap(byte[] record, String what) {
    boolean[] gap = new boolean[1];
    try {
      codec.decode(record, new BlockCodec.Visitor() {
        @Override
        public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {}

        @Override
        public void gap(GapRecord found) {
          // On a full disk delivered segments go before the cursor that says so is durable.
          gap[0] = mayDrop && (found.reason().startsWith("journal full: records ")
              || found.reason().endsWith("unless they were delivered before"));
          Matcher range = RANGE.matcher(found.reason());
          droppedTo = range.find() ? Math.max(droppedTo, Long.parseLong(range.group(1))) : droppedTo;
        }

        @Override
        public void dictionary(int modelVersion, List<DictionaryEntry> entries) {}
      });
    } catch (BlockCodec.MalformedRecordException e) {
      throw new AssertionError(what + " was invented", e);
    }
    assertThat(gap[0]).as(what).isTrue();
  }

  private String what(StreamId stream) {
    return "seed " + seed + " " + stream;
  }
}
