package io.busbar.journal.log;

import static io.busbar.api.journal.StreamId.EVENTS;
import static io.busbar.api.journal.StreamId.MEASUREMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.journal.GapRecord;
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
import org.junit.jupiter.api.Test;

class SegmentLogTest {
  private static final JournalOptions OPTIONS = new JournalOptions(128 << 10, 4 << 20);
  private final SimRandom random = new SimRandom(1);
  private final SimClock clock = new SimClock();
  private final SimStorage storage = new SimStorage(random);

  private SegmentLog open() throws Exception {
    return SegmentLog.open(storage, OPTIONS, clock, random);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static long append(SegmentLog log, StreamId stream, String text) {
    return log.append(stream, bytes(text), 0, bytes(text).length);
  }

  static List<String> all(SegmentLog log, StreamId stream, long from) throws Exception {
    List<String> all = new ArrayList<>();
    try (JournalReader reader = log.reader(stream, from)) {
      while (reader.next()) {
        all.add(reader.position() + "=" + new String(reader.record(), StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  @Test
  void countsEachStreamByItselfAndKeepsWhatWasCommitted() throws Exception {
    SegmentLog log = open();
    assertThat(append(log, EVENTS, "a")).isEqualTo(1);
    assertThat(append(log, MEASUREMENTS, "b")).isEqualTo(1);
    assertThat(append(log, EVENTS, "c")).isEqualTo(2);
    log.putState("key", bytes("value"));
    assertThat(log.head(EVENTS)).isZero();
    assertThat(all(log, EVENTS, 1)).isEmpty();
    log.commit();
    append(log, EVENTS, "lost");
    assertThat(all(log, EVENTS, 1)).containsExactly("1=a", "2=c");
    long epoch = log.epoch();
    storage.restart();
    SegmentLog again = open();
    assertThat(again.epoch()).isEqualTo(epoch);
    assertThat(all(again, EVENTS, 2)).containsExactly("2=c");
    assertThat(all(again, MEASUREMENTS, 1)).containsExactly("1=b");
    assertThat(again.state("key")).isEqualTo(bytes("value"));
    assertThat(again.head(EVENTS)).isEqualTo(2);
    assertThat(again.tail(EVENTS)).isEqualTo(1);
    assertThat(append(again, EVENTS, "d")).isEqualTo(3);
    again.commit();
    assertThat(all(again, EVENTS, 1)).containsExactly("1=a", "2=c", "3=d");
  }

  @Test
  void flushesOncePerCommit() throws Exception {
    SegmentLog log = open();
    append(log, EVENTS, "a");
    log.commit();
    long before = storage.forces();
    for (int i = 0; i < 10; i++) {
      append(log, EVENTS, "b");
      append(log, MEASUREMENTS, "c");
      log.putState("k", bytes("v" + i));
      log.commit();
    }
    assertThat(storage.forces() - before).isEqualTo(10);
  }

  @Test
  void readsOnThroughManySegments() throws Exception {
    SegmentLog log = open();
    JournalReader follower = log.reader(MEASUREMENTS, 1);
    String filler = "x".repeat(3_000);
    List<Long> followed = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      append(log, MEASUREMENTS, i + filler);
      log.commit();
      while (follower.next()) {
        followed.add(follower.position());
      }
    }
    assertThat(followed).hasSize(200).isSorted();
    assertThat(storage.names().size()).isGreaterThan(5);
    storage.restart();
    SegmentLog again = open();
    assertThat(all(again, MEASUREMENTS, 1)).hasSize(200);
    assertThat(all(again, MEASUREMENTS, 150)).hasSize(51).first().asString().startsWith("150=150x");
    try (JournalReader reader = again.reader(MEASUREMENTS, 180)) {
      assertThat(reader.next()).isTrue();
      reader.seek(3);
      assertThat(reader.next()).isTrue();
      assertThat(reader.position()).isEqualTo(3);
    }
  }

  @Test
  void freesWhatEveryCursorHasPassed() throws Exception {
    SegmentLog log = open();
    log.cursor("central", MEASUREMENTS);
    String filler = "x".repeat(3_000);
    for (int i = 1; i <= 2_000; i++) {
      append(log, MEASUREMENTS, i + filler);
      log.commit();
      log.moveCursor("central", MEASUREMENTS, i);
    }
    assertThat(log.status().usedBytes()).isLessThan(OPTIONS.capacityBytes() / 4);
    assertThat(log.tail(MEASUREMENTS)).isGreaterThan(1_900);
    log.close();
    SegmentLog again = open();
    assertThat(again.cursor("central", MEASUREMENTS)).isEqualTo(2_000);
    assertThat(again.head(MEASUREMENTS)).isEqualTo(2_000);
  }

  @Test
  void rotInWhatNobodyReadsIsFoundAndBecomesAGapRecord() throws Exception {
    SegmentLog log = open();
    String filler = "x".repeat(3_000);
    for (int i = 1; i <= 60; i++) {
      append(log, EVENTS, i + filler);
      log.commit();
    }
    String oldest = storage.names().stream().filter(name -> name.endsWith(".journal")).findFirst().orElseThrow();
    storage.flipBit(oldest, 8L * (storage.sizeOf(oldest) / 2));
    for (int i = 0; i < 60 && !log.damage().anyWaiting(); i++) {
      clock.advanceMs(1_000);
      log.scrub();
    }
    assertThat(log.damage().anyWaiting()).isTrue();
    log.commit();
    try (JournalReader reader = log.reader(EVENTS, 61)) {
      assertThat(reader.next()).isTrue();
      GapRecord gap = BinaryBlockCodec.gapOrNull(reader.record());
      assertThat(gap).isNotNull();
      assertThat(gap.reason()).contains("damaged").contains("unreadable");
    }
    for (int i = 0; i < 100; i++) {
      clock.advanceMs(1_000);
      log.scrub();
    }
    assertThat(log.damage().anyWaiting()).as("said once").isFalse();
    assertThat(log.scrubbedSegments()).isGreaterThan(2);
  }

  @Test
  void aReaderThatStopsForEverHoldsNoSpaceAndItsOwnTellsItWhatWent() throws Exception {
    SegmentLog log = open();
    log.cursor("central", MEASUREMENTS);
    log.cursor("historian", MEASUREMENTS);
    String filler = "x".repeat(3_000);
    for (int i = 1; i <= 2_000; i++) {
      append(log, MEASUREMENTS, i + filler);
      log.commit();
      log.moveCursor("central", MEASUREMENTS, log.head(MEASUREMENTS));
      assertThat(log.status().usedBytes()).isLessThanOrEqualTo(OPTIONS.capacityBytes());
    }
    assertThat(log.cursor("historian", MEASUREMENTS)).isZero();
    assertThat(log.cursor("central", MEASUREMENTS)).isEqualTo(log.head(MEASUREMENTS));
    long gaps = 0;
    try (JournalReader historian = log.reader(MEASUREMENTS, 1)) {
      while (historian.next()) {
        gaps += BinaryBlockCodec.gapOrNull(historian.record()) == null ? 0 : 1;
      }
    }
    assertThat(gaps).isPositive();
    for (int i = 2; i < Cursors.MAX_CURSORS; i++) {
      log.cursor("reader " + i, MEASUREMENTS);
    }
    assertThatThrownBy(() -> log.cursor("one more", MEASUREMENTS)).hasMessageContaining("forget");
    log.forgetCursor("historian");
    log.commit();
    log.close();
    SegmentLog again = open();
    assertThat(again.cursor("central", MEASUREMENTS)).isPositive();
    assertThat(again.cursor("historian", MEASUREMENTS)).isZero();
  }

  @Test
  void staysWithinItsCapacity() throws Exception {
    SegmentLog log = open();
    log.cursor("central", MEASUREMENTS);
    String filler = "x".repeat(3_000);
    for (int i = 1; i <= 2_000; i++) {
      append(log, MEASUREMENTS, i + filler);
      log.commit();
      assertThat(log.status().usedBytes()).isLessThanOrEqualTo(OPTIONS.capacityBytes());
    }
    assertThat(log.tail(MEASUREMENTS)).isGreaterThan(1_000);
    assertThat(log.status().failure()).isEmpty();
  }
}
