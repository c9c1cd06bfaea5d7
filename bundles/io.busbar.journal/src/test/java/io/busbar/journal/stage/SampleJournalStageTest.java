package io.busbar.journal.stage;

import static io.busbar.api.journal.StreamId.EVENTS;
import static io.busbar.api.journal.StreamId.MEASUREMENTS;
import static io.busbar.api.journal.StreamId.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleJournalStageTest {
  private static final JournalOptions OPTIONS = new JournalOptions(64 << 10, 4 << 20);
  private final SimRandom random = new SimRandom(3);
  private final SimClock clock = new SimClock();
  private final SimStorage storage = new SimStorage(random);
  private final List<Long> settled = new ArrayList<>();

  private SampleJournalStage start() throws Exception {
    SampleJournalStage stage = new SampleJournalStage(SegmentLog.open(storage, OPTIONS, clock, random), clock, 200);
    stage.onSettled(settled::add);
    return stage;
  }

  private static PointDescription point(String device, String name, Kind kind) {
    return new PointDescription("oak", device, name, kind, "A", PublishClass.MEASUREMENT, 1_000, Map.of());
  }

  private SampleBatch batch(int... ids) {
    SampleBatch batch = new SampleBatch(Math.max(1, ids.length));
    for (int id : ids) {
      batch.add(id, Double.doubleToRawLongBits(1.5 * id), 0, clock.wallNs(), TimeQuality.POLL, clock.wallNs());
    }
    return batch;
  }

  @Test
  void commitsAfterTheIntervalAndAlarmsAtOnce() throws Exception {
    SampleJournalStage stage = start();
    int[] ids = stage.describe(List.of(point("F1", "ia", Kind.DOUBLE), point("F1", "ib", Kind.DOUBLE)));
    assertThat(ids).containsExactly(1, 2);
    assertThat(stage.offer(MEASUREMENTS, batch(1, 2), false, 1, null, null)).isTrue();
    assertThat(stage.doWork()).isZero();
    clock.advanceMs(199);
    assertThat(stage.doWork()).isZero();
    clock.advanceMs(1);
    assertThat(stage.doWork()).isEqualTo(1);
    assertThat(settled).containsExactly(1L);
    stage.offer(EVENTS, batch(2), true, 2, "F1", new byte[] {7});
    stage.offerNothing(3);
    assertThat(stage.doWork()).isEqualTo(1);
    assertThat(settled).containsExactly(1L, 3L);
    assertThat(stage.token("F1")).containsExactly(7);
    assertThat(stage.journal().head(MEASUREMENTS)).isEqualTo(1);
    assertThat(stage.journal().head(EVENTS)).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeRegisteredIsNotRegisteredByAskingAgain() throws Exception {
    storage.capacity(1);
    SampleJournalStage stage = start();
    List<PointDescription> points = List.of(point("F1", "ia", Kind.DOUBLE));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> stage.describe(points)).as("time %d", i).isInstanceOf(java.io.IOException.class)
          .hasMessageContaining("No space left on device");
      clock.advanceMs(5_000);
    }
    storage.capacity(Long.MAX_VALUE);
    clock.advanceMs(5_000);
    assertThat(stage.describe(points)).containsExactly(1);
    assertThat(stage.journal().head(StreamId.MODEL)).isEqualTo(1);
  }

  @Test
  void keepsIdentitiesOverRestarts() throws Exception {
    SampleJournalStage stage = start();
    stage.describe(List.of(point("F1", "ia", Kind.DOUBLE), point("F2", "ia", Kind.DOUBLE)));
    stage.close();
    SampleJournalStage again = start();
    long commits = again.journal().status().commits();
    assertThat(again.describe(List.of(point("F2", "ia", Kind.DOUBLE)))).containsExactly(2);
    assertThat(again.journal().status().commits()).isEqualTo(commits);
    assertThat(again.describe(List.of(point("F3", "ia", Kind.DOUBLE), point("F1", "ia", Kind.BOOLEAN))))
        .as("a new name, and a name of another kind").containsExactly(3, 4);
  }

  @Test
  void retiresWhatIsNotInUseOnceAlsoAfterARestartAndTakesItBack() throws Exception {
    SampleJournalStage stage = start();
    PointDescription gone = point("F1", "ia", Kind.DOUBLE);
    stage.describe(List.of(gone, point("F2", "ia", Kind.DOUBLE)));
    stage.offer(MEASUREMENTS, batch(1), false, 1, null, null);
    stage.close();

    SampleJournalStage again = start();
    again.retireOthers((site, device, name) -> device.equals("F2"));
    assertThat(dictionary(again)).containsExactly("v1 1 F1/ia A MEASUREMENT", "v1 2 F2/ia A MEASUREMENT", "v2 1 F1/ia  NONE");
    long commits = again.journal().status().commits();
    again.retireOthers((site, device, name) -> device.equals("F2"));
    again.close();
    SampleJournalStage third = start();
    third.retireOthers((site, device, name) -> device.equals("F2"));
    assertThat(third.journal().head(MODEL)).isEqualTo(2);
    assertThat(commits).isPositive();

    assertThat(third.describe(List.of(gone))).as("comes back as itself").containsExactly(1);
    assertThat(dictionary(third)).endsWith("v3 1 F1/ia A MEASUREMENT");
  }

  @Test
  void whatWasTakenBeforeARetirementQuotesTheVersionBefore() throws Exception {
    SampleJournalStage stage = start();
    stage.describe(List.of(point("F1", "ia", Kind.DOUBLE)));
    stage.offer(MEASUREMENTS, batch(1), false, 1, null, null);
    stage.retireOthers((site, device, name) -> false);
    assertThat(stage.journal().head(MEASUREMENTS)).isEqualTo(1);
    List<Integer> quoted = new ArrayList<>();
    read(stage, MEASUREMENTS, quoted, new ArrayList<>());
    assertThat(quoted).containsExactly(1);
    assertThat(stage.offer(MEASUREMENTS, batch(1), false, 2, null, null)).as("one that is late is taken").isTrue();
  }

  @Test
  void anIdentityThatLostItsNameToAnotherKindIsRetired() throws Exception {
    SampleJournalStage stage = start();
    stage.describe(List.of(point("F1", "ia", Kind.DOUBLE)));
    stage.describe(List.of(point("F1", "ia", Kind.BOOLEAN)));
    assertThat(dictionary(stage))
        .containsExactly("v1 1 F1/ia A MEASUREMENT", "v2 1 F1/ia  NONE", "v2 2 F1/ia A MEASUREMENT");
  }

  private static List<String> dictionary(SampleJournalStage stage) throws Exception {
    List<String> entries = new ArrayList<>();
    read(stage, MODEL, new ArrayList<>(), entries);
    return entries;
  }

  private static void read(SampleJournalStage stage, StreamId stream, List<Integer> quoted, List<String> entries)
      throws Exception {
    try (JournalReader reader = stage.journal().reader(stream, 1)) {
      while (reader.next()) {
        new BinaryBlockCodec().decode(reader.record(), new BlockCodec.Visitor() {
          @Override
          public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {
            quoted.add(modelVersion);
          }

          @Override
          public void gap(GapRecord gap) {
            throw new AssertionError("a gap");
          }

          @Override
          public void dictionary(int modelVersion, List<DictionaryEntry> pieces) {
            pieces.forEach(piece -> entries.add("v" + modelVersion + " " + piece.id() + " " + piece.description().device() + "/"
                + piece.description().point() + " " + piece.description().unit() + " " + piece.description().publish()));
          }
        });
      }
    }
  }

  @Test
  void reportsAGapAfterAnUncleanStopOnly() throws Exception {
    SampleJournalStage stage = start();
    stage.describe(List.of(point("F1", "ia", Kind.DOUBLE)));
    stage.close();
    SampleJournalStage again = start();
    again.doWork();
    assertThat(again.journal().head(EVENTS)).isZero();
    again.offer(MEASUREMENTS, batch(), true, 1, null, null);
    again.doWork();
    storage.restart();
    SampleJournalStage third = start();
    assertThat(third.doWork()).isEqualTo(1);
    assertThat(third.journal().head(EVENTS)).isEqualTo(1);
    assertThat(third.journal().head(MEASUREMENTS)).isEqualTo(1);
  }

  @Test
  void onAFullDiskEventsGoOnAloneAndAGapRecordSaysWhatIsMissing() throws Exception {
    SampleJournalStage stage = start();
    List<PointDescription> points = List.of(point("F1", "trip", Kind.DOUBLE), point("F1", "ia", Kind.DOUBLE));
    stage.describe(points);
    storage.capacity(storage.names().stream().mapToLong(storage::sizeOf).sum());
    long ticket = 0;
    int events = 0;
    int shedAt = 0;
    while (shedAt == 0 || events < shedAt + 5) {
      assertThat(stage.offer(batch(1), batch(2), new Checkpoint(), true, ++ticket)).as("event %d", ++events).isTrue();
      assertThat(stage.doWork()).isEqualTo(1);
      shedAt = shedAt == 0 && stage.samplesShed() > 0 ? events : shedAt;
      clock.advanceMs(200);
    }
    assertThat(settled).as("every event settles").hasSize((int) ticket);
    long shed = stage.samplesShed();
    assertThat(gaps(stage)).as("not while room is for events only").isEmpty();

    storage.restart();
    storage.capacity(64 << 20);
    SampleJournalStage again = start();
    again.describe(points);
    for (int i = 0; i < 3; i++) {
      again.offer(batch(1), batch(2), new Checkpoint(), true, ++ticket);
      clock.advanceMs(200);
      again.doWork();
    }
    assertThat(gaps(again)).filteredOn(gap -> gap.reason().startsWith("disk full")).singleElement().satisfies(gap -> {
      assertThat(gap.count()).isEqualTo(shed);
      assertThat(gap.toNs()).isGreaterThan(gap.fromNs());
    });
    again.close();
    assertThat(gaps(start()).stream().filter(gap -> gap.reason().startsWith("disk full"))).as("once").hasSize(1);
  }

  private static List<GapRecord> gaps(SampleJournalStage stage) throws Exception {
    List<GapRecord> gaps = new ArrayList<>();
    try (JournalReader reader = stage.journal().reader(MEASUREMENTS, 1)) {
      while (reader.next()) {
        GapRecord gap = BinaryBlockCodec.gapOrNull(reader.record());
        if (gap != null) {
          gaps.add(gap);
        }
      }
    }
    return gaps;
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    SampleJournalStage stage = start();
    assertThatThrownBy(() -> stage.offer(EVENTS, batch(9), false, 1, null, null))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9");
  }

  @Test
  void describesAHundredThousandPoints() throws Exception {
    SimStorage large = new SimStorage(random, 200 << 20);
    JournalOptions options = new JournalOptions(4 << 20, 128 << 20);
    SampleJournalStage stage = new SampleJournalStage(SegmentLog.open(large, options, clock, random), clock, 200);
    List<PointDescription> points = new ArrayList<>();
    for (int device = 0; device < 2_000; device++) {
      for (int i = 0; i < 50; i++) {
        points.add(point("FDR-" + device, "point" + i, Kind.DOUBLE));
      }
    }
    int[] ids = stage.describe(points);
    assertThat(ids).hasSize(100_000).doesNotHaveDuplicates();
    long commits = stage.journal().status().commits();
    assertThat(stage.describe(points)).isEqualTo(ids);
    assertThat(stage.journal().status().commits()).isEqualTo(commits);
    large.restart();
    SampleJournalStage again = new SampleJournalStage(SegmentLog.open(large, options, clock, random), clock, 200);
    assertThat(again.describe(points)).isEqualTo(ids);
  }
}
