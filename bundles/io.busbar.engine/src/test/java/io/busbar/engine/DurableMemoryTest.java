package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.testkit.MemorySampleJournal;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What filters keep in durable columns is found again after a restart, as of the last commit. */
class DurableMemoryTest {
  private final MemorySampleJournal journal = new MemorySampleJournal();
  private Rig rig = rig(journal);

  private static Rig rig(MemorySampleJournal on) {
    Rig made = new Rig(on);
    made.engine.model().add(TestFilters.hold());
    return made;
  }

  private static Models site() {
    return Models.site("oak")
        .channel("bus1", "scripted")
        .point("relay", "state", "double", PublishClass.EVENT, "hold")
        .point("relay", "ia", "double", PublishClass.MEASUREMENT, "hold | band(0)")
        .point("relay", "n", "double", PublishClass.MEASUREMENT, "counter");
  }

  private static SiteModel twoRelays() {
    return site().device("R1", "relay", "bus1").device("R2", "relay", "bus1").build();
  }

  /** The process dies; another begins with what is durable. */
  private void crash() {
    journal.crash();
    rig = rig(journal);
  }

  private void startAgain(SiteModel model) {
    crash();
    rig.apply(model);
  }

  @Test
  void aHeldSampleOfAnEventBufferIsSettledWhenItsCheckpointIsDurableAndIsDeliveredAfterTheRestart() {
    rig.apply(twoRelays());
    rig.sendEvent("R1", "state", 1, "event 1");
    assertThat(rig.session().events()).noneMatch(event -> event.startsWith("settled"));
    journal.commit();
    rig.crew.run();
    assertThat(rig.session().events()).contains("settled 0 \"event 1\"");
    assertThat(rig.published("R1", "state")).isEmpty();
    long time = rig.clock.wallNs();

    startAgain(twoRelays());
    assertThat(rig.session().events()).contains("bind R1 \"event 1\"");
    rig.clock.advanceNs(Rig.SECOND);
    rig.sendEvent("R1", "state", 2, "event 2");
    journal.commit();
    assertThat(rig.published("R1", "state")).containsExactly(1.0);
    assertThat(journal.rows("R1", "state").get(0).sourceNs()).isEqualTo(time);
  }

  @Test
  void whatWasNotCommittedIsAsIfItHadNeverComeAndTheDeviceTellsItAgain() {
    rig.apply(twoRelays());
    rig.sendEvent("R1", "state", 1, "event 1");
    journal.commit();
    rig.sendEvent("R1", "state", 2, "event 2");
    assertThat(rig.published("R1", "state")).containsExactly(1.0);

    startAgain(twoRelays());
    assertThat(rig.published("R1", "state")).isEmpty();
    assertThat(rig.session().events()).contains("bind R1 \"event 1\"");
    rig.sendEvent("R1", "state", 2, "event 2");
    rig.sendEvent("R1", "state", 3, "event 3");
    journal.commit();
    assertThat(rig.published("R1", "state")).containsExactly(1.0, 2.0);
  }

  @Test
  void aHeldSampleOfADeviceThatStaysSilentIsReleasedByItsTimer() {
    rig.apply(twoRelays());
    rig.send("R1", "ia", 7);
    journal.commit();
    startAgain(twoRelays());
    rig.clock.advanceNs(59 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("R1", "ia")).isEmpty();
    rig.clock.advanceNs(2 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("R1", "ia")).containsExactly(7.0);
  }

  @Test
  void aReleasedSampleIsForgottenInTheCommitThatPublishesIt() {
    rig.apply(twoRelays());
    rig.send("R1", "state", 1);
    journal.commit();
    assertThat(journal.held()).isNotEmpty();
    rig.clock.advanceNs(61 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("R1", "state")).containsExactly(1.0);
    assertThat(journal.held()).isNotEmpty();
    journal.commit();
    assertThat(journal.held()).isEmpty();
    startAgain(twoRelays());
    rig.clock.advanceNs(61 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("R1", "state")).containsExactly(1.0);
  }

  @Test
  void memoryIsFoundByNameAlsoAfterTheModelWasEditedWhileNobodyRan() {
    rig.apply(twoRelays());
    rig.send("R1", "n", 0, 0, 0);
    rig.send("R2", "n", 0);
    rig.send("R2", "ia", 5);
    journal.commit();
    SiteModel edited = Models.site("oak").channel("bus1", "scripted").channel("bus2", "scripted")
        .point("relay", "first", "double", PublishClass.EVENT, "counter")
        .point("relay", "n", "double", PublishClass.MEASUREMENT, "counter | band(0)")
        .point("relay", "ia", "double", PublishClass.MEASUREMENT, "band(0)")
        .device("R0", "relay", "bus1").device("R2", "relay", "bus1").device("R1", "relay", "bus2").build();
    startAgain(edited);
    rig.send("bus2", "R1", "n", 0, 0);
    rig.crew.run();
    rig.send("R2", "n", 0);
    rig.send("R0", "n", 0);
    rig.send("R2", "first", 0);
    assertThat(rig.published("R1", "n")).endsWith(4.0);
    assertThat(rig.published("R2", "n")).endsWith(2.0);
    assertThat(rig.published("R0", "n")).containsExactly(1.0);
    assertThat(rig.published("R2", "first")).containsExactly(1.0);
  }

  @Test
  void memoryOfARemovedDeviceIsForgottenAndCounted() {
    rig.apply(twoRelays());
    rig.send("R1", "ia", 1);
    rig.send("R2", "ia", 2);
    journal.commit();
    SiteModel one = site().device("R2", "relay", "bus1").build();
    startAgain(one);
    assertThat(rig.counter("held.forgotten")).isEqualTo(1);
    journal.commit();
    assertThat(journal.held().keySet()).contains("held/p/R2/0").doesNotContain("held/p/R1/0");
    startAgain(twoRelays());
    rig.clock.advanceNs(61 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("R1", "ia")).isEmpty();
    assertThat(rig.published("R2", "ia")).containsExactly(2.0);
  }

  @Test
  void memoryOfADeviceThatIsRemovedWhileTheEngineRunsIsForgotten() {
    rig.apply(twoRelays());
    rig.send("R1", "n", 0, 0);
    journal.commit();
    rig.apply(site().device("R2", "relay", "bus1").build());
    rig.apply(twoRelays());
    rig.send("R1", "n", 0);
    journal.commit();
    startAgain(twoRelays());
    rig.send("R1", "n", 0);
    assertThat(rig.published("R1", "n")).containsExactly(1.0, 2.0, 1.0, 2.0);
  }

  @Test
  void memoryWaitsForFiltersAndDriversThatComeLater() {
    rig.apply(twoRelays());
    rig.send("R1", "n", 0, 0);
    rig.send("R1", "ia", 4);
    journal.commit();
    crash();
    rig.engine.model().remove(rig.driver);
    rig.apply(twoRelays());
    journal.commit();
    crash();
    rig.engine.model().remove(rig.driver);
    rig.apply(twoRelays());
    rig.engine.model().add(rig.driver);
    rig.crew.run();
    journal.commit();
    crash();
    rig.apply(twoRelays());
    FilterFactory hold = TestFilters.hold();
    rig.engine.model().add(hold);
    rig.engine.model().remove(hold);
    rig.engine.model().add(TestFilters.hold());
    rig.crew.run();
    rig.send("R1", "n", 0);
    rig.send("R1", "ia", 5);
    assertThat(rig.published("R1", "n")).endsWith(3.0);
    assertThat(rig.published("R1", "ia")).containsExactly(4.0);
  }

  @Test
  void aTemplateEditCarriesMemoryOverAndItIsStoredUnderItsNewLayout() {
    rig.apply(twoRelays());
    rig.send("R1", "n", 0, 0);
    rig.send("R1", "ia", 4);
    rig.apply(site().point("relay", "more", "double", PublishClass.EVENT, "counter").device("R1", "relay", "bus1").build());
    rig.send("R1", "more", 0);
    journal.commit();
    startAgain(site().point("relay", "more", "double", PublishClass.EVENT, "counter").device("R1", "relay", "bus1").build());
    rig.send("R1", "n", 0);
    rig.send("R1", "more", 0);
    rig.send("R1", "ia", 5);
    assertThat(rig.published("R1", "n")).containsExactly(1.0, 2.0, 3.0);
    assertThat(rig.published("R1", "more")).containsExactly(1.0, 2.0);
    assertThat(rig.published("R1", "ia")).containsExactly(4.0);
    assertThat(journal.held().keySet()).filteredOn(name -> name.startsWith("held/l/")).hasSize(1);
  }

  @Test
  void aTemplateOfManyStagesIsStoredInSeveralPagesAndOnlyTheChangedOneIsWritten() {
    Models models = Models.site("oak").channel("bus1", "scripted");
    for (int i = 0; i < 150; i++) {
      models.point("large", "n" + i, "double", PublishClass.MEASUREMENT, "counter");
    }
    SiteModel model = models.device("L", "large", "bus1").build();
    rig.apply(model);
    for (int i = 0; i < 150; i++) {
      rig.send("L", "n" + i, 0);
    }
    journal.commit();
    assertThat(journal.held().keySet()).contains("held/p/L/0", "held/p/L/1", "held/p/L/2");
    long before = journal.stateBytes();
    rig.send("L", "n140", 0);
    assertThat(journal.stateBytes() - before).isLessThan(journal.held().get("held/p/L/2").length + 20L);
    journal.commit();
    startAgain(model);
    rig.send("L", "n3", 0);
    rig.send("L", "n70", 0);
    rig.send("L", "n140", 0);
    assertThat(List.of("n3", "n70", "n140")).allSatisfy(point -> assertThat(rig.published("L", point)).endsWith(
        point.equals("n140") ? 3.0 : 2.0));
  }

  @Test
  void aRingIsCutIntoPagesOfItsOwnSoThatOneCellWritesFew() {
    rig.engine.model().add(TestFilters.ring(400));
    SiteModel model = Models.site("oak").channel("bus1", "scripted")
        .point("ringed", "x", "double", PublishClass.MEASUREMENT, "ring")
        .point("ringed", "n", "double", PublishClass.MEASUREMENT, "counter").device("R", "ringed", "bus1").build();
    rig.apply(model);
    for (int i = 1; i <= 399; i++) {
      rig.send("R", "x", i / 7.0);
    }
    long before = journal.stateBytes();
    rig.send("R", "x", 400 / 7.0);
    assertThat(journal.stateBytes() - before).isLessThan(32 * 10 + 40);
    journal.commit();
    crash();
    rig.engine.model().add(TestFilters.ring(400));
    rig.apply(model);
    rig.send("R", "x", 5);
    double sum = 5;
    for (int i = 2; i <= 400; i++) {
      sum += i / 7.0;
    }
    assertThat(rig.published("R", "x").get(400)).isCloseTo(sum, within(1e-6));
  }

  @Test
  void aJournalWithoutRoomKeepsMemoryAndSamplesTogether() {
    rig.apply(twoRelays());
    journal.full(true);
    rig.sendEvent("R1", "state", 1, "event 1");
    rig.sendEvent("R1", "state", 2, "event 2");
    rig.send("R2", "n", 0);
    assertThat(journal.held()).isEmpty();
    journal.full(false);
    rig.crew.run();
    journal.commit();
    rig.crew.run();
    assertThat(rig.session().events()).contains("settled 0 \"event 1\"", "settled 0 \"event 2\"");
    startAgain(twoRelays());
    rig.sendEvent("R1", "state", 3, "event 3");
    assertThat(rig.published("R1", "state")).containsExactly(1.0, 2.0);
  }

  @Test
  void storedBytesThatCannotBeReadAreLeftOut() {
    MemorySampleJournal odd = new MemorySampleJournal();
    Checkpoint checkpoint = new Checkpoint();
    Map.of("held/p/R1/0", "garbage", "held/l/7", "3:oak1:1", "held/l/x", "", "held/p/R2/0", "\u0009")
        .forEach((name, text) -> checkpoint.put(name, (text + "\0").getBytes(StandardCharsets.UTF_8), text.length() + 1));
    odd.offer(new SampleBatch(1), new SampleBatch(1), checkpoint, false, 1);
    odd.commit();
    odd.crash();
    rig = rig(odd);
    rig.apply(twoRelays());
    rig.send("R1", "n", 0);
    assertThat(rig.published("R1", "n")).containsExactly(1.0);
    assertThat(odd.rows()).extracting(Row::device).containsOnly("R1");
  }

  @Test
  void aHeldSampleCostsAFewBytesOfFlash() {
    Models models = Models.site("oak").channel("bus1", "scripted");
    for (int i = 0; i < 40; i++) {
      models.point("meter", "p" + i, "double", PublishClass.MEASUREMENT, "hold");
    }
    rig.apply(models.device("M", "meter", "bus1").build());
    for (int round = 0; round < 3; round++) {
      rig.session().act(session -> {
        SampleBatch batch = session.context().claim(40);
        for (int i = 0; batch != null && i < 40; i++) {
          batch.add(session.handle("M", "p" + i, 0), Double.doubleToRawLongBits(230.1 + i / 7.0), 0, rig.clock.wallNs(), (byte) 0,
              rig.clock.wallNs());
        }
        session.context().offer(batch, 0, null);
        return true;
      });
      rig.clock.advanceNs(Rig.SECOND);
      rig.crew.run();
    }
    int page = journal.rows().isEmpty() ? 0 : (int) (journal.stateBytes() / 3);
    assertThat(page / 40).as("bytes for a held sample").isBetween(8, 40);
  }
}
