package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.api.view.DeviceRow;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import org.junit.jupiter.api.Test;

/** From the driver through flows to the journal. */
class DataFlowTest {
  private final Rig rig = new Rig();

  private static SiteModel model() {
    return Models.site("oak")
        .channel("bus1", "scripted")
        .point("feeder", "ia", "double", PublishClass.MEASUREMENT, "band(2)")
        .point("feeder", "breaker", "double", PublishClass.ALARM, "")
        .point("feeder", "status", "double", PublishClass.EVENT, "")
        .point("feeder", "spare", "double", PublishClass.NONE, "")
        .point("feeder", "total", "double double", PublishClass.MEASUREMENT, "sum")
        .point("feeder", "held", "double", PublishClass.MEASUREMENT, "repeat(10s)")
        .point("feeder", "odd", "double", PublishClass.MEASUREMENT, "fragile")
        .point("feeder", "note", "text", PublishClass.EVENT, "")
        .device("FDR-01", "feeder", "bus1")
        .device("FDR-02", "feeder", "bus1", "ia.d", "100")
        .build();
  }

  @Test
  void samplesPassTheirFlowAndReachTheStreamOfTheirClass() {
    rig.apply(model());
    rig.send("FDR-01", "ia", 10, 11, 13);
    rig.send("FDR-01", "breaker", 1);
    rig.send("FDR-01", "status", 2);
    rig.send("FDR-01", "spare", 3);
    assertThat(rig.published("FDR-01", "ia")).containsExactly(10.0, 13.0);
    assertThat(rig.journal.rows("FDR-01", "ia").get(0).stream()).isEqualTo(StreamId.MEASUREMENTS);
    Row alarm = rig.journal.rows("FDR-01", "breaker").get(0);
    assertThat(alarm.stream()).isEqualTo(StreamId.EVENTS);
    assertThat(alarm.urgent()).isTrue();
    assertThat(rig.journal.rows("FDR-01", "status").get(0).urgent()).isFalse();
    assertThat(rig.published("FDR-01", "spare")).isEmpty();
    assertThat(rig.point("FDR-01/spare").value()).isEqualTo("3");
    assertThat(rig.counter("dropped.band")).isEqualTo(1);
  }

  @Test
  void aDeviceHasItsOwnParameterWhereItsRowSaysSo() {
    rig.apply(model());
    rig.send("FDR-02", "ia", 10, 50, 111);
    rig.send("FDR-01", "ia", 10, 50, 111);
    assertThat(rig.published("FDR-02", "ia")).containsExactly(10.0, 111.0);
    assertThat(rig.published("FDR-01", "ia")).containsExactly(10.0, 50.0, 111.0);
  }

  @Test
  void theFirstSampleSaysThatItIsTheFirst() {
    rig.apply(model());
    rig.send("FDR-01", "status", 1, 2);
    assertThat(rig.journal.rows("FDR-01", "status")).extracting(Row::cause)
        .containsExactly(Cause.INITIALISED, Cause.PERIODIC);
  }

  @Test
  void aPolledStateIsAnEventWhenItChangesAndNotAtEachPoll() {
    rig.apply(model());
    rig.send("FDR-01", "breaker", 1, 1, 2, 2, 2, 1);
    rig.send("FDR-01", "spare", 1, 1);
    assertThat(rig.published("FDR-01", "breaker")).containsExactly(1.0, 2.0, 1.0);
    assertThat(rig.published("FDR-01", "ia")).isEmpty();
    rig.send("FDR-01", "total", 1, 1, 1);
    assertThat(rig.published("FDR-01", "total")).hasSize(3);
  }

  @Test
  void severalInputsOfOneMomentAreOneCall() {
    rig.apply(model());
    rig.clock.advanceNs(Rig.SECOND);
    rig.session().act(session -> {
      SampleBatch batch = session.context().claim(4);
      long t = rig.clock.wallNs();
      add(batch, session.handle("FDR-01", "total", 0), 1, t - 5, t);
      add(batch, session.handle("FDR-01", "total", 0), 10, t, t);
      add(batch, session.handle("FDR-01", "total", 1), 2, t - 5, t);
      add(batch, session.handle("FDR-01", "total", 1), 20, t, t);
      session.context().offer(batch, session.binding("FDR-01").device(), null);
      return true;
    });
    rig.crew.run();
    assertThat(rig.published("FDR-01", "total")).containsExactly(3.0, 30.0);
  }

  private static void add(SampleBatch batch, int handle, double value, long sourceNs, long gatewayNs) {
    batch.add(handle, Double.doubleToRawLongBits(value), Quality.GOOD, sourceNs, TimeQuality.POLL, gatewayNs);
  }

  @Test
  void eventsKeepTheirOrderBetweenPoints() {
    rig.apply(model());
    rig.session().act(session -> {
      SampleBatch batch = session.context().claim(3);
      batch.origin(Origin.EVENT);
      long t = rig.clock.wallNs();
      add(batch, session.handle("FDR-01", "status", 0), 1, t, t);
      add(batch, session.handle("FDR-01", "breaker", 0), 2, t + 1, t);
      add(batch, session.handle("FDR-01", "status", 0), 3, t + 2, t);
      session.context().offer(batch, session.binding("FDR-01").device(), null);
      return true;
    });
    rig.crew.run();
    assertThat(rig.journal.rows()).extracting(Row::point, Row::number)
        .containsExactly(tuple("status", 1.0), tuple("breaker", 2.0),
            tuple("status", 3.0));
  }

  @Test
  void historyIsPublishedAndNeverOverwritesTheImage() {
    rig.apply(model());
    rig.send("FDR-01", "status", 7);
    rig.session().act(session -> {
      SampleBatch batch = session.context().claim(1);
      batch.origin(Origin.HISTORICAL);
      add(batch, session.handle("FDR-01", "status", 0), 5, rig.clock.wallNs() - 3_600 * Rig.SECOND, rig.clock.wallNs());
      session.context().offer(batch, session.binding("FDR-01").device(), null);
      return true;
    });
    rig.crew.run();
    assertThat(rig.published("FDR-01", "status")).containsExactly(7.0, 5.0);
    assertThat(rig.point("FDR-01/status").value()).isEqualTo("7");
  }

  @Test
  void textsTravelAndAreShown() {
    rig.apply(model());
    rig.session().act(session -> {
      SampleBatch batch = session.context().claim(1);
      batch.add(session.handle("FDR-01", "note", 0), batch.blobs.add("überlast"), Quality.GOOD, rig.clock.wallNs(),
          TimeQuality.POLL, rig.clock.wallNs());
      session.context().offer(batch, session.binding("FDR-01").device(), null);
      return true;
    });
    rig.crew.run();
    assertThat(rig.journal.rows("FDR-01", "note").get(0).text()).isEqualTo("überlast");
    assertThat(rig.point("FDR-01/note").value()).isEqualTo("überlast");
  }

  @Test
  void aLostDeviceIsOneRecordAndItsPointsAreMarkedUntilTheyComeBackThroughEveryDeadBand() {
    rig.apply(model());
    rig.state("FDR-01", DeviceState.OK, "");
    rig.send("FDR-01", "ia", 10);
    int before = rig.journal.rows().size();
    rig.state("FDR-01", DeviceState.LOST, "no answer from unit 7 in 3 tries");
    assertThat(rig.journal.rows().subList(before, rig.journal.rows().size())).extracting(Row::point)
        .containsExactly("_state", "_reason");
    Row state = rig.journal.rows().get(before);
    assertThat(state.kind()).isEqualTo(Kind.DEVICE_STATE);
    assertThat(DeviceState.ofCode(state.bits())).isEqualTo(DeviceState.LOST);
    assertThat(state.urgent()).isTrue();
    assertThat(rig.journal.rows().get(before + 1).text()).isEqualTo("no answer from unit 7 in 3 tries");
    assertThat(rig.point("FDR-01/ia").quality()).isEqualTo(Quality.INVALID | Quality.COMM_LOST);
    assertThat(rig.point("FDR-01/ia").value()).isEqualTo("10");
    assertThat(rig.point("FDR-01/ia").reason()).isEqualTo("no answer from unit 7 in 3 tries");
    assertThat(rig.point("FDR-02/ia").reason()).isEqualTo("no value yet");

    rig.state("FDR-01", DeviceState.OK, "");
    rig.send("FDR-01", "ia", 10.5, 10.6);
    assertThat(rig.published("FDR-01", "ia")).containsExactly(10.0, 10.5);
    assertThat(rig.journal.rows("FDR-01", "ia").get(1).cause()).isEqualTo(Cause.INITIALISED);
    assertThat(rig.point("FDR-01/ia").quality()).isEqualTo(Quality.GOOD);
    assertThat(rig.engine.view().devices()).extracting(DeviceRow::state)
        .containsExactly(DeviceState.OK, DeviceState.UNKNOWN);
  }

  @Test
  void repeatsOfALostDeviceAreNotSent() {
    rig.apply(model());
    rig.send("FDR-01", "held", 5);
    rig.clock.advanceNs(11 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("FDR-01", "held")).containsExactly(5.0, 5.0);
    rig.state("FDR-01", DeviceState.LOST, "gone");
    rig.clock.advanceNs(30 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("FDR-01", "held")).hasSize(2);
  }

  @Test
  void timersKeepTheSourceTimeAndSurviveAWallClockThatStepsBack() {
    rig.apply(model());
    rig.send("FDR-01", "held", 5);
    long source = rig.journal.rows("FDR-01", "held").get(0).sourceNs();
    rig.clock.stepWallNs(-3_600 * Rig.SECOND);
    rig.clock.advanceNs(11 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.journal.rows("FDR-01", "held")).extracting(Row::sourceNs).containsExactly(source, source);
  }

  @Test
  void aFilterThatFailsGivesBadQualityAndACountNotAStoppedFlow() {
    rig.apply(model());
    rig.send("FDR-01", "odd", 50, 500, 60);
    assertThat(rig.journal.rows("FDR-01", "odd")).extracting(Row::quality)
        .containsExactly(Quality.GOOD, Quality.INVALID | Quality.PROCESSING_ERROR, Quality.GOOD);
    assertThat(rig.counter("failed.fragile")).isEqualTo(1);
    assertThat(rig.engine.health().health()).extracting(HealthReport::text)
        .anyMatch(text -> text.startsWith("failed 1 times") && text.contains("a mistake in a filter"));
  }

  @Test
  void tokensAreSettledInOrderWhenTheyAreDurableAlsoWhereEverySampleWasDropped() {
    rig.journal.commitAtOnce(false);
    rig.apply(model());
    rig.sendEvent("FDR-01", "status", 1, "a");
    rig.sendEvent("FDR-01", "ia", 10, "b");
    rig.sendEvent("FDR-01", "ia", 10, "c");
    assertThat(rig.session().events()).noneMatch(event -> event.startsWith("settled"));
    rig.journal.commit();
    rig.crew.run();
    assertThat(rig.session().events()).filteredOn(event -> event.startsWith("settled"))
        .containsExactly("settled 0 \"a\"", "settled 0 \"b\"", "settled 0 \"c\"");
    assertThat(rig.published("FDR-01", "ia")).containsExactly(10.0);
    assertThat(new String(rig.journal.token("FDR-01"))).isEqualTo("c");
  }

  @Test
  void aFullJournalStopsDriversAndLosesNothing() {
    rig.apply(model());
    rig.journal.full(true);
    for (int i = 0; i < 200; i++) {
      rig.send("bus1", "FDR-01", "status", i, Quality.GOOD);
    }
    rig.crew.run();
    assertThat(rig.counter("ring.full")).isPositive();
    assertThat(rig.published("FDR-01", "status")).isEmpty();
    assertThat(rig.point("FDR-01/status").value()).isNotEmpty();
    rig.journal.full(false);
    for (int i = 0; i < 200; i++) {
      rig.clock.advanceNs(2_000_000);
      rig.crew.run();
    }
    assertThat(rig.published("FDR-01", "status")).hasSize(200).isSorted();
  }
}
