package io.busbar.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final JournalOptions OPTIONS = new JournalOptions(128 << 10, 1 << 20);
  private final BinaryBlockCodec codec = new BinaryBlockCodec();
  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(8);

  private byte[] block(int samples) {
    SampleBatch batch = new SampleBatch(samples);
    for (int i = 0; i < samples; i++) {
      batch.add(i + 1, random.nextLong(), 0, clock.wallNs(), TimeQuality.POLL, clock.wallNs());
    }
    return codec.encodeSamples(batch, 0, samples, 1, id -> Kind.DOUBLE);
  }

  @Test
  void aForgottenCursorHoldsNothingBackAnyMoreAlsoAfterARestart() throws Exception {
    SimStorage storage = new SimStorage(random);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    log.cursor("page", StreamId.MEASUREMENTS);
    log.cursor("sink/gone", StreamId.MEASUREMENTS);
    for (int i = 0; i < 60; i++) {
      byte[] block = block(400);
      log.append(StreamId.MEASUREMENTS, block, 0, block.length);
      log.commit();
    }
    log.moveCursor("page", StreamId.MEASUREMENTS, 60);
    log.commit();
    assertThat(log.tail(StreamId.MEASUREMENTS)).isEqualTo(1);
    assertThat(log.cursors()).containsEntry("sink/gone", Map.of(StreamId.MEASUREMENTS, 0L));
    log.forgetCursor("sink/gone");
    log.commit();
    storage.restart();
    log = SegmentLog.open(storage, OPTIONS, clock, random);
    assertThat(log.cursors()).containsOnlyKeys("page");
    log.append(StreamId.MEASUREMENTS, block(4), 0, 40);
    log.commit();
    assertThat(log.tail(StreamId.MEASUREMENTS)).as("what only it held back is free").isGreaterThan(40);
  }

  @Test
  void dropsTheOldestMeasurementsAndKeepsEventsAndDictionary() throws Exception {
    SimStorage storage = new SimStorage(random);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    log.cursor("central", StreamId.MEASUREMENTS);
    log.cursor("central", StreamId.EVENTS);
    SegmentLogTest.append(log, StreamId.MODEL, "dictionary");
    long samples = 0;
    long start = clock.wallNs();
    for (int i = 1; i <= 600; i++) {
      byte[] block = block(400);
      log.append(StreamId.MEASUREMENTS, block, 0, block.length);
      samples += 400;
      SegmentLogTest.append(log, StreamId.EVENTS, "event " + i);
      log.commit();
      clock.advanceMs(200);
      assertThat(log.status().usedBytes()).isLessThanOrEqualTo(OPTIONS.capacityBytes());
    }
    storage.restart();
    log = SegmentLog.open(storage, OPTIONS, clock, random);
    assertThat(SegmentLogTest.all(log, StreamId.EVENTS, 1)).hasSize(600);
    assertThat(SegmentLogTest.all(log, StreamId.MODEL, 1)).containsExactly("1=dictionary");
    List<GapRecord> gaps = new ArrayList<>();
    long kept = 0;
    try (JournalReader reader = log.reader(StreamId.MEASUREMENTS, 1)) {
      while (reader.next()) {
        GapRecord gap = BinaryBlockCodec.gapOrNull(reader.record());
        if (gap == null) {
          kept += BinaryBlockCodec.sampleCount(reader.record());
        } else {
          gaps.add(gap);
        }
      }
    }
    long missing = gaps.stream().mapToLong(GapRecord::count).sum();
    assertThat(kept).isPositive();
    assertThat(kept + missing).as("every sample is there or counted as missing").isEqualTo(samples);
    assertThat(gaps).allSatisfy(gap -> {
      assertThat(gap.stream()).isEqualTo(StreamId.MEASUREMENTS);
      assertThat(gap.reason()).contains("journal full").contains("records ");
      assertThat(gap.fromNs()).isBetween(start, gap.toNs());
    });
  }

  @Test
  void smallCommitsAreNotRewrittenInVain() throws Exception {
    SimStorage storage = new SimStorage(random);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    log.cursor("central", StreamId.MEASUREMENTS);
    SegmentLogTest.append(log, StreamId.MODEL, "dictionary");
    for (int i = 1; i <= 24_000; i++) {
      SegmentLogTest.append(log, StreamId.MEASUREMENTS, "small " + i);
      log.commit();
      assertThat(log.status().usedBytes()).isLessThanOrEqualTo(OPTIONS.capacityBytes());
    }
    assertThat(log.tail(StreamId.MEASUREMENTS)).isGreaterThan(1);
    assertThat(log.tail(StreamId.MEASUREMENTS)).as("no more goes than must").isLessThan(16_000);
    assertThat(SegmentLogTest.all(log, StreamId.MODEL, 1)).hasSize(1);
  }

  @Test
  void dropsEventsOnlyWhenTheyAloneFillIt() throws Exception {
    SimStorage storage = new SimStorage(random);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    String filler = "x".repeat(4_000);
    for (int i = 1; i <= 400; i++) {
      SegmentLogTest.append(log, StreamId.EVENTS, i + filler);
      log.commit();
    }
    assertThat(log.status().usedBytes()).isLessThanOrEqualTo(OPTIONS.capacityBytes());
    assertThat(log.tail(StreamId.EVENTS)).isGreaterThan(1);
    assertThat(log.status().failure()).isEmpty();
  }

  @Test
  void onAFullDiskDropsMeasurementsBeforeItStops() throws Exception {
    SimStorage storage = new SimStorage(random, 640 << 10);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    for (int i = 1; i <= 300; i++) {
      byte[] block = block(400);
      log.append(StreamId.MEASUREMENTS, block, 0, block.length);
      SegmentLogTest.append(log, StreamId.EVENTS, "event " + i);
      log.commit();
    }
    assertThat(SegmentLogTest.all(log, StreamId.EVENTS, 1)).hasSize(300);
    assertThat(log.tail(StreamId.MEASUREMENTS)).isGreaterThan(1);
  }

  @Test
  void saysWhatToDoWhenNothingMayBeDropped() throws Exception {
    SimStorage storage = new SimStorage(random);
    SegmentLog log = SegmentLog.open(storage, OPTIONS, clock, random);
    String filler = "x".repeat(20_000);
    IOException refused = null;
    for (int i = 1; i <= 60 && refused == null; i++) {
      SegmentLogTest.append(log, StreamId.MODEL, i + filler);
      try {
        log.commit();
      } catch (IOException e) {
        refused = e;
      }
    }
    assertThat(refused).isNotNull().hasMessageContaining("capacity");
    assertThat(log.status().failure()).isEqualTo(refused.getMessage());
  }
}
