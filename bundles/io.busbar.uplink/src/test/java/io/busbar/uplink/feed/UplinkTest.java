package io.busbar.uplink.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkMessages.Welcome;
import io.busbar.api.link.PositionSet;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.GatewayLinkView.Way;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UplinkTest {
  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(1);
  private final SimStorage disk = new SimStorage(random);
  private SegmentLog log;
  private SampleJournalStage stage;
  private Uplink uplink;
  private ScriptedSession session;
  private int[] ids;
  private long ticket;

  @BeforeEach
  void open() throws IOException {
    log = SegmentLog.open(disk, new JournalOptions(64 << 10, 16 * (64 << 10)), clock, random);
    stage = new SampleJournalStage(log, clock, 200);
    ids = stage.describe(List.of(point("breaker", "", PublishClass.ALARM), point("ia", "A", PublishClass.MEASUREMENT)));
    uplink = new Uplink(log, new BinaryBlockCodec(), clock, new UplinkOptions("oak", 64_000, 10_000, 1_000_000));
  }

  private static PointDescription point(String name, String unit, PublishClass publish) {
    return new PointDescription("oak", "relay", name, Kind.INT64, unit, publish, 0, Map.of());
  }

  private void sample(StreamId stream) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(ids[stream == StreamId.EVENTS ? 0 : 1], ticket, 0, clock.wallNs(), (byte) 0, clock.wallNs());
    assertThat(stage.offer(stream, batch, true, ++ticket, null, null)).isTrue();
    stage.doWork();
  }

  private void up(Welcome welcome) {
    session = new ScriptedSession();
    uplink.onUp(session, LinkMessages.encode(welcome));
  }

  private void upWithNothing() {
    up(new Welcome(log.epoch(), Map.of()));
  }

  private void work() throws IOException {
    uplink.doWork(clock.monotonicNs());
  }

  /** Central makes everything durable that was sent. */
  private void allDurable() {
    for (LinkLane lane : LinkLane.values()) {
      uplink.onDurable(session, lane, session.of(lane).size());
    }
    session.freeRoom();
  }

  private static PositionSet set(long... positions) {
    PositionSet set = new PositionSet();
    LongStream.of(positions).forEach(set::add);
    return set;
  }

  @Test
  void anAlarmTakesItsDictionaryAlongAndMeasurementsWaitForIt() throws IOException {
    upWithNothing();
    sample(StreamId.EVENTS);
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(session.texts(LinkLane.EVENT)).containsExactly("MODEL 1", "EVENTS 1");
    assertThat(session.texts(LinkLane.MODEL)).as("it goes once").isEmpty();
    assertThat(session.texts(LinkLane.LIVE)).isEmpty();
    allDurable();
    work();
    assertThat(session.texts(LinkLane.LIVE)).containsExactly("MEASUREMENTS 1");
    sample(StreamId.EVENTS);
    work();
    assertThat(session.texts(LinkLane.EVENT)).containsExactly("MODEL 1", "EVENTS 1", "EVENTS 2");
  }

  private Way way(StreamId stream, long position) throws Exception {
    CompletableFuture<Way> answer = CompletableFuture.supplyAsync(() -> uplink.way(stream, position));
    while (!answer.isDone()) {
      work();
      Thread.onSpinWait();
    }
    return answer.get();
  }

  @Test
  void saysWhetherARecordWaitsIsSentOrIsConfirmed() throws Exception {
    sample(StreamId.EVENTS);
    assertThat(way(StreamId.EVENTS, 1)).isEqualTo(Way.WAITING);
    upWithNothing();
    work();
    assertThat(way(StreamId.EVENTS, 1)).isEqualTo(Way.SENT);
    uplink.onDown(session, "for a test");
    assertThat(way(StreamId.EVENTS, 1)).as("it will be sent again").isEqualTo(Way.WAITING);
    upWithNothing();
    work();
    allDurable();
    assertThat(way(StreamId.EVENTS, 1)).isEqualTo(Way.CONFIRMED);
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(way(StreamId.MEASUREMENTS, 1)).isEqualTo(Way.SENT);
  }

  @Test
  void anAlarmNeedsOnlyThePiecesOfItsPointsInTheirVersion() throws IOException {
    List<PointDescription> many = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      many.add(point("p" + i, "kW", PublishClass.MEASUREMENT));
    }
    stage.describe(many);
    sample(StreamId.EVENTS);
    // From here on the breaker means something else, but not for the alarm before.
    ids = stage.describe(List.of(point("breaker", "new", PublishClass.ALARM), point("ia", "A", PublishClass.MEASUREMENT)));
    sample(StreamId.EVENTS);
    upWithNothing();
    work();
    long last = log.head(StreamId.MODEL);
    assertThat(last).isGreaterThan(4);
    assertThat(session.texts(LinkLane.EVENT)).containsExactly("MODEL 1", "EVENTS 1", "MODEL " + last, "EVENTS 2");
  }

  @Test
  void whatIsOldGoesAsHistoryAndWhatIsFreshLive() throws IOException {
    for (int i = 0; i < 5; i++) {
      sample(StreamId.MEASUREMENTS);
    }
    work();
    clock.advanceMs(20_000);
    for (int i = 0; i < 3; i++) {
      sample(StreamId.MEASUREMENTS);
      work();
      clock.advanceMs(1_000);
    }
    upWithNothing();
    work();
    allDurable();
    work();
    assertThat(session.positions(LinkLane.HISTORY, StreamId.MEASUREMENTS)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS)).containsExactly(6L, 7L, 8L);
  }

  @Test
  void liveThatFallsBehindLeapsAndHistoryFillsTheHoleInOrder() throws IOException {
    upWithNothing();
    work();
    allDurable();
    session.used.put(LinkLane.LIVE, ScriptedSession.CAPACITY);
    for (int i = 0; i < 20; i++) {
      sample(StreamId.MEASUREMENTS);
      work();
      clock.advanceMs(1_000);
    }
    session.freeRoom();
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS))
        .as("it leapt to the newest when the first was too old").containsExactlyElementsOf(LongStream.rangeClosed(12, 21).boxed().toList());
    allDurable();
    work();
    assertThat(session.positions(LinkLane.HISTORY, StreamId.MEASUREMENTS))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 11).boxed().toList());
  }

  @Test
  void onlyWhatCentralHasMadeDurableMovesTheCursor() throws IOException {
    upWithNothing();
    sample(StreamId.EVENTS);
    sample(StreamId.EVENTS);
    work();
    assertThat(log.cursor(Delivery.CURSOR, StreamId.EVENTS)).isZero();
    assertThat(uplink.backlogRecords()).isEqualTo(2);
    // The dictionary and the first event.
    uplink.onDurable(session, LinkLane.EVENT, 2);
    assertThat(log.cursor(Delivery.CURSOR, StreamId.EVENTS)).isEqualTo(1);
    uplink.onDurable(session, LinkLane.EVENT, 3);
    work();
    assertThat(log.cursor(Delivery.CURSOR, StreamId.EVENTS)).isEqualTo(2);
    assertThat(uplink.backlogRecords()).isZero();
    assertThat(uplink.lastDeliveredNs()).isEqualTo(clock.wallNs());
  }

  @Test
  void afterAReconnectOnlyWhatIsMissingIsSent() throws IOException {
    for (int i = 0; i < 6; i++) {
      sample(StreamId.EVENTS);
      sample(StreamId.MEASUREMENTS);
    }
    work();
    clock.advanceMs(60_000);
    up(new Welcome(log.epoch(), Map.of(StreamId.EVENTS, set(1, 2, 3), StreamId.MEASUREMENTS, set(1, 2, 5), StreamId.MODEL, set(1))));
    work();
    assertThat(session.texts(LinkLane.EVENT)).containsExactly("EVENTS 4", "EVENTS 5", "EVENTS 6");
    assertThat(session.texts(LinkLane.HISTORY)).containsExactly("MEASUREMENTS 3", "MEASUREMENTS 4", "MEASUREMENTS 6");
    assertThat(session.texts(LinkLane.LIVE)).isEmpty();
    assertThat(log.cursor(Delivery.CURSOR, StreamId.EVENTS)).isEqualTo(3);
    assertThat(log.cursor(Delivery.CURSOR, StreamId.MEASUREMENTS)).isEqualTo(2);
    assertThat(uplink.backlogRecords()).isEqualTo(6);
  }

  @Test
  void liveNeverGoesBackOverSessions() throws IOException {
    upWithNothing();
    work();
    allDurable();
    sample(StreamId.MEASUREMENTS);
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS)).containsExactly(1L, 2L);
    uplink.onDown(session, "test");
    sample(StreamId.MEASUREMENTS);
    up(new Welcome(log.epoch(), Map.of(StreamId.MODEL, set(1))));
    work();
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS)).containsExactly(3L);
    uplink.onDurable(session, LinkLane.LIVE, 1);
    work();
    assertThat(session.positions(LinkLane.HISTORY, StreamId.MEASUREMENTS)).containsExactly(1L, 2L);
  }

  private void oldestFirst() {
    uplink.close();
    uplink = new Uplink(log, new BinaryBlockCodec(), clock,
        new UplinkOptions("oak", 64_000, 10_000, 1_000_000).order(UplinkOptions.Order.OLDEST_FIRST));
  }

  @Test
  void oldestFirstNothingIsLiveBeforeAllThatIsOlderHasGone() throws IOException {
    oldestFirst();
    for (int i = 0; i < 5; i++) {
      sample(StreamId.MEASUREMENTS);
    }
    work();
    clock.advanceMs(20_000);
    sample(StreamId.MEASUREMENTS);
    up(new Welcome(log.epoch(), Map.of(StreamId.MODEL, set(1))));
    work();
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(session.positions(LinkLane.HISTORY, StreamId.MEASUREMENTS)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(session.texts(LinkLane.LIVE)).as("what is fresh waits its turn").isEmpty();
    allDurable();
    work();
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS)).as("nothing older waits").containsExactly(8L);
  }

  @Test
  void oldestFirstALinkThatFallsBehindLeapsOverNothing() throws IOException {
    oldestFirst();
    up(new Welcome(log.epoch(), Map.of(StreamId.MODEL, set(1))));
    sample(StreamId.MEASUREMENTS);
    sample(StreamId.MEASUREMENTS);
    work();
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS)).containsExactly(1L, 2L);
    session.used.put(LinkLane.LIVE, ScriptedSession.CAPACITY);
    for (int i = 0; i < 20; i++) {
      sample(StreamId.MEASUREMENTS);
      work();
      clock.advanceMs(1_000);
    }
    assertThat(session.texts(LinkLane.HISTORY)).as("what went live may have to go again, and history never goes back").isEmpty();
    session.freeRoom();
    uplink.onDurable(session, LinkLane.LIVE, 2);
    work();
    assertThat(session.positions(LinkLane.HISTORY, StreamId.MEASUREMENTS))
        .containsExactlyElementsOf(LongStream.rangeClosed(3, 22).boxed().toList());
    assertThat(session.positions(LinkLane.LIVE, StreamId.MEASUREMENTS)).containsExactly(1L, 2L);
  }

  @Test
  void oldestFirstASessionThatBreaksChangesNoOrder() throws IOException {
    oldestFirst();
    up(new Welcome(log.epoch(), Map.of(StreamId.MODEL, set(1))));
    sample(StreamId.MEASUREMENTS);
    sample(StreamId.MEASUREMENTS);
    work();
    uplink.onDown(session, "test");
    sample(StreamId.MEASUREMENTS);
    up(new Welcome(log.epoch(), Map.of(StreamId.MODEL, set(1), StreamId.MEASUREMENTS, set(1))));
    work();
    assertThat(session.positions(LinkLane.HISTORY, StreamId.MEASUREMENTS)).containsExactly(2L, 3L);
    assertThat(session.texts(LinkLane.LIVE)).isEmpty();
  }

  @Test
  void whatTheJournalHasNotAnyMoreIsSaid() throws IOException {
    for (int i = 0; i < 16_000 && log.tail(StreamId.MEASUREMENTS) < 100; i++) {
      sample(StreamId.MEASUREMENTS);
      clock.advanceMs(10);
    }
    long tail = log.tail(StreamId.MEASUREMENTS);
    assertThat(tail).isGreaterThan(1);
    work();
    clock.advanceMs(60_000);
    up(new Welcome(log.epoch(), Map.of(StreamId.MODEL, set(1))));
    work();
    assertThat(session.texts(LinkLane.HISTORY)).startsWith("skipped MEASUREMENTS 1…" + (tail - 1), "MEASUREMENTS " + tail);
  }

  @Test
  void aJournalRestoredFromAnOldCopyIsTold() {
    up(new Welcome(log.epoch(), Map.of(StreamId.EVENTS, set(1, 2, 3))));
    assertThat(uplink.warning()).contains("restored from an old copy").contains("move the journal folder away");
  }

  @Test
  void aJournalWhoseDiskTakesNothingIsNotTakenForAnOldCopy() throws IOException {
    sample(StreamId.EVENTS);
    disk.restart();
    disk.faults((call, operation) -> operation.equals("write") ? StorageFault.ERROR : StorageFault.NONE);
    log = SegmentLog.open(disk, new JournalOptions(64 << 10, 16 * (64 << 10)), clock, random);
    assertThat(log.holdsUnseen()).isTrue();
    uplink = new Uplink(log, new BinaryBlockCodec(), clock, new UplinkOptions("oak", 64_000, 10_000, 1_000_000));
    up(new Welcome(log.epoch(), Map.of(StreamId.EVENTS, set(1), StreamId.MODEL, set(1))));
    assertThat(log.head(StreamId.EVENTS)).isZero();
    assertThat(uplink.warning()).isEmpty();
  }

  @Test
  void anotherEpochOrVersionEndsTheSession() {
    session = new ScriptedSession();
    uplink.onUp(session, LinkMessages.encode(new Welcome(log.epoch() + 1, Map.of())));
    assertThat(session.ended).contains("cannot be read");
  }
}
