package io.busbar.central.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.PublishClass;
import io.busbar.api.data.Kind;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.view.CentralView.GatewayRow;
import io.busbar.api.view.PointRow;
import io.busbar.testkit.environment.StorageFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class InboxTest {
  private Rig rig;

  @BeforeEach
  void connected() throws Exception {
    rig = new Rig(1);
    rig.connect();
    rig.describe();
  }

  @Test
  void saysDurableOnlyAfterTheCommit() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(10, 1));

    assertThat(rig.session.durable(LinkLane.LIVE)).isZero();
    rig.work();
    assertThat(rig.session.durable(LinkLane.LIVE)).isEqualTo(1);
    assertThat(rig.journal.head(StreamId.MEASUREMENTS)).isEqualTo(1);
  }

  @Test
  void groupsMeasurementsIntoOneCommitAndCommitsEventsAtOnce() {
    rig.work();
    long commits = rig.journal.status().commits();
    rig.clock.advanceMs(1);
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(10, 1));
    rig.inbox.doWork(rig.clock.monotonicNs());
    assertThat(rig.journal.status().commits()).isEqualTo(commits);

    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, rig.breaker(1, 2));
    rig.inbox.doWork(rig.clock.monotonicNs());
    assertThat(rig.journal.status().commits()).isEqualTo(commits + 1);
    assertThat(rig.session.durable(LinkLane.LIVE)).isEqualTo(1);
  }

  @Test
  void twoGatewaysOfOneNameAreSaidUntilItIsWellForAWhile() {
    assertThat(rig.inbox.statistics().health(rig.clock.wallNs())).isEmpty();
    for (int i = 0; i < 10; i++) {
      rig.inbox.onNameTwice("oak-street");
      rig.clock.advanceMs(300_000);
    }
    assertThat(rig.inbox.statistics().health(rig.clock.wallNs())).singleElement().satisfies(report -> {
      assertThat(report.text()).contains("Two gateways call by the name oak-street", "Give each a name of its own (site: in site.yaml)");
      assertThat(rig.clock.wallNs() - report.sinceNs()).isEqualTo(3_000_000_000_000L);
    });
    rig.clock.advanceMs(700_000);
    assertThat(rig.inbox.statistics().health(rig.clock.wallNs())).isEmpty();
  }

  @Test
  void dropsWhatItHasAndAcknowledgesIt() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(10, 1));
    rig.work();
    rig.connect();
    long number = rig.send(LinkLane.HISTORY, StreamId.MEASUREMENTS, 1, rig.ia(10, 1));
    rig.work();

    assertThat(rig.session.durable(LinkLane.HISTORY)).isEqualTo(number);
    assertThat(rig.journal.head(StreamId.MEASUREMENTS)).isEqualTo(1);
    assertThat(row().duplicates()).isEqualTo(1);
  }

  @Test
  void tellsInTheWelcomeWhatSurvivesACrash() throws Exception {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(10, 1));
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 5, rig.ia(11, 2));
    rig.work();
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 6, rig.ia(12, 3));
    rig.crash();

    LinkMessages.Welcome welcome = rig.connect();
    assertThat(welcome.of(StreamId.MEASUREMENTS).contains(1)).isTrue();
    assertThat(welcome.of(StreamId.MEASUREMENTS).contains(5)).isTrue();
    assertThat(welcome.of(StreamId.MEASUREMENTS).contains(6)).isFalse();
    assertThat(welcome.of(StreamId.MODEL).contains(1)).isTrue();
  }

  @Test
  void tellsNothingInTheWelcomeThatItCannotWrite() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(10, 1));
    rig.storage.faults((call, operation) -> StorageFault.ERROR);

    assertThat(rig.connect().received()).isEmpty();
    rig.work();
    assertThat(rig.session.durable).isEmpty();
    assertThat(rig.inbox.statistics().failure()).isNotEmpty();
  }

  @Test
  void acknowledgesWhenTheJournalWritesAgain() {
    rig.work();
    rig.storage.faults((call, operation) -> StorageFault.ERROR);
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, rig.breaker(1, 2));
    rig.work();
    assertThat(rig.session.durable(LinkLane.EVENT)).isEqualTo(1);

    rig.storage.faults((call, operation) -> StorageFault.NONE);
    rig.clock.advanceMs(2_000);
    rig.work();
    assertThat(rig.session.durable(LinkLane.EVENT)).isEqualTo(2);
    assertThat(rig.inbox.statistics().failure()).isEmpty();
  }

  @Test
  void endsTheSessionRatherThanTakeWhatItCannotExplain() throws Exception {
    Rig other = new Rig(2);
    other.connect();
    other.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, other.ia(1, 1));
    other.work();

    assertThat(other.session.endReason).contains("dictionary version 1");
    assertThat(other.session.durable).isEmpty();
    assertThat(other.journal.head(StreamId.MEASUREMENTS)).isZero();
  }

  @Test
  void historyNeverOverwritesANewerValue() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 9, rig.ia(30, 9));
    rig.send(LinkLane.HISTORY, StreamId.MEASUREMENTS, 3, rig.ia(20, 3));

    assertThat(rig.point("ia").number()).isEqualTo(30);
    assertThat(rig.journal.head(StreamId.MEASUREMENTS)).isZero();
    rig.work();
    assertThat(rig.journal.head(StreamId.MEASUREMENTS)).isEqualTo(2);
  }

  @Test
  void expandsALostDeviceToItsPointsAndKeepsValueAndTime() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(30, 5));
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, rig.state(DeviceState.LOST, "FDR-07: no answer from unit 7", 8));

    PointRow ia = rig.point("ia");
    assertThat(ia.quality() & Quality.COMM_LOST).isNotZero();
    assertThat(Quality.isInvalid(ia.quality())).isTrue();
    assertThat(ia.reason()).isEqualTo("FDR-07: no answer from unit 7");
    assertThat(ia.number()).isEqualTo(30);
    assertThat(ia.sourceNs()).isEqualTo(5_000_000);
    assertThat(rig.inbox.picture().devices("oak-street").get(0).state()).isEqualTo(DeviceState.LOST);
  }

  @Test
  void aMeasurementThatTheLossHasOvertakenStaysLost() {
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, rig.state(DeviceState.LOST, "no answer", 8));
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(30, 5));
    assertThat(rig.point("ia").quality() & Quality.COMM_LOST).isNotZero();

    rig.send(LinkLane.EVENT, StreamId.EVENTS, 2, rig.state(DeviceState.OK, "", 12));
    assertThat(rig.point("ia").quality() & Quality.COMM_LOST).isNotZero();
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 2, rig.ia(31, 13));
    assertThat(rig.point("ia").quality()).isZero();
    assertThat(rig.point("ia").reason()).isEmpty();
  }

  @Test
  void aDeadLinkMakesThePointsOldWithItsReason() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(30, 5));
    rig.inbox.onDown(rig.session, "nothing heard for 20 s");

    PointRow ia = rig.point("ia");
    assertThat(ia.quality() & (Quality.OLD_DATA | Quality.NOT_TOPICAL)).isEqualTo(Quality.OLD_DATA | Quality.NOT_TOPICAL);
    assertThat(ia.reason()).contains("No link to oak-street: nothing heard for 20 s.");
    assertThat(row().link().up()).isFalse();
    rig.connect();
    assertThat(rig.point("ia").quality()).isZero();
  }

  @Test
  void aLateGoodbyeOfAnOldSessionDoesNotMarkTheNewOneDead() {
    FakeSession old = rig.session;
    rig.connect();
    rig.inbox.onDown(old, "replaced");
    assertThat(row().link().up()).isTrue();
  }

  @Test
  void rebuildsThePictureAfterARestart() throws Exception {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(30, 5));
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, rig.breaker(2, 6));
    rig.work();
    rig.crash();

    assertThat(rig.point("ia").number()).isEqualTo(30);
    assertThat(rig.point("ia").reason()).contains("Not heard since central was started.");
    assertThat(rig.point("breaker").value()).isEqualTo("closed");
    assertThat(rig.inbox.picture().events(10)).hasSize(1);
    assertThat(row().samples()).isEqualTo(2);
  }

  @Test
  void listsEachEventOnceAfterARestartWhereverThePictureWasSaved() throws Exception {
    byte[] saved = new byte[0];
    for (int position = 1; position <= 6; position++) {
      if (position == 4) {
        saved = rig.inbox.picture().save();
      }
      rig.send(LinkLane.EVENT, StreamId.EVENTS, position, rig.breaker(1 + position % 2, position));
    }
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 7, rig.state(DeviceState.LOST, "unplugged", 7));
    rig.work();
    List<PointRow> before = rig.inbox.picture().events(20);
    assertThat(before).hasSize(7);
    for (byte[] picture : List.of(saved, new byte[0], rig.inbox.picture().save())) {
      rig.crash(picture);
      assertThat(rig.inbox.picture().events(20)).extracting(PointRow::sourceNs, PointRow::value)
          .containsExactlyElementsOf(before.stream().map(row -> Tuple.tuple(row.sourceNs(), row.value())).toList());
    }
  }

  @Test
  void tellsSubscribersWhatHasLeftThePicture() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(30, 5));
    List<PointRow> told = new ArrayList<>();
    rig.inbox.picture().subscribe(told::addAll);
    rig.send(LinkLane.EVENT, StreamId.MODEL, 2, rig.codec.encodeDictionary(2, List.of(new DictionaryEntry(Rig.IA, new PointDescription(
        "oak-street", "FDR-07", "ia", Kind.DOUBLE, "A", PublishClass.NONE, 1_000, Map.of())))));
    assertThat(told).singleElement().matches(row -> row.point().equals("ia") && row.publish().equals(PointRow.GONE));
    told.clear();
    rig.connect(77);
    assertThat(told).as("another journal: nothing of the old picture counts").extracting(PointRow::point, PointRow::publish)
        .containsExactly(Tuple.tuple("breaker", PointRow.GONE));
    told.clear();
    rig.describe();
    assertThat(told).extracting(PointRow::point, PointRow::value).contains(Tuple.tuple("ia", ""));
  }

  @Test
  void countsGapsAndTheBacklog() {
    byte[] gap = rig.codec.encodeGap(new GapRecord(StreamId.EVENTS, 1, 2, -1, "process stopped without commit"));
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, gap);
    rig.inbox.onMessage(rig.session, LinkLane.EVENT, 3, LinkMessages.encode(new LinkMessages.Heads(List.of(
        new LinkMessages.StreamHead(StreamId.EVENTS, 1, 3), new LinkMessages.StreamHead(StreamId.MEASUREMENTS, 1, 10)))));

    assertThat(row().gaps()).isEqualTo(1);
    assertThat(row().backlogRecords()).isEqualTo(12);
  }

  @Test
  void doesNotWaitForPositionsThatTheGatewayHasNotAnyMore() {
    rig.inbox.onMessage(rig.session, LinkLane.EVENT, 2, LinkMessages.encode(
        new LinkMessages.Skipped(StreamId.EVENTS, 1, 50)));
    rig.work();
    assertThat(rig.connect().of(StreamId.EVENTS).firstMissing(1)).isEqualTo(51);
  }

  @Test
  void anotherEpochIsAnotherJournal() {
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(30, 5));
    rig.work();
    LinkMessages.Welcome welcome = rig.connect(77);
    assertThat(welcome.received()).isEmpty();
    rig.describe();
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, rig.ia(31, 6));
    rig.work();

    assertThat(rig.journal.head(StreamId.MEASUREMENTS)).isEqualTo(2);
    assertThat(rig.point("ia").number()).isEqualTo(31);
    assertThat(rig.connect().of(StreamId.MEASUREMENTS).contains(1)).isTrue();
  }

  @Test
  void anInterrogationAnswerDoesNotPassForAnEvent() {
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 1, rig.breaker(1, 1));
    List<List<PointRow>> told = new ArrayList<>();
    rig.inbox.picture().subscribe(told::add);
    rig.send(LinkLane.EVENT, StreamId.EVENTS, 2, rig.breaker(2, 2));

    assertThat(rig.inbox.picture().events(10)).extracting(PointRow::value).containsExactly("closed", "open");
    assertThat(told).hasSize(1);
  }

  @Test
  void neverThrowsForBytesThatMakeNoSense() {
    rig.inbox.onMessage(rig.session, LinkLane.EVENT, 2, new byte[] {9, 9, 9});
    rig.inbox.onMessage(rig.session, LinkLane.EVENT, 3, new byte[0]);
    rig.send(LinkLane.LIVE, StreamId.MEASUREMENTS, 1, new byte[] {1, 2, 3});
    rig.work();

    assertThat(rig.session.endReason).isEmpty();
    assertThat(rig.inbox.statistics().malformed.sum()).isEqualTo(1);
    assertThat(rig.inbox.welcome("x", new byte[] {7})).isEmpty();
  }

  private GatewayRow row() {
    return rig.inbox.gateways().get(0);
  }
}
