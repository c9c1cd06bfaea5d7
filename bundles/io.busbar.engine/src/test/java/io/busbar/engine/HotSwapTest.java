package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.health.HealthReport;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.testkit.MemorySampleJournal.Row;
import io.busbar.testkit.Models;
import io.busbar.testkit.ScriptedDriver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bundles of drivers and filters come and go: only what uses them notices. */
class HotSwapTest {
  private final Rig rig = new Rig();
  private final ScriptedDriver other = rig.other;

  private static SiteModel model() {
    return Models.site("oak")
        .channel("bus1", "scripted")
        .channel("bus2", "other")
        .point("counted", "n", "double", PublishClass.EVENT, "counter")
        .point("doubled", "x", "double", PublishClass.EVENT, "counter | twice")
        .device("A", "counted", "bus1")
        .device("B", "doubled", "bus1")
        .device("C", "counted", "bus2")
        .build();
  }

  private void start() {
    rig.engine.model().add(other);
    rig.engine.model().add(TestFilters.times("twice", 2));
    rig.apply(model());
  }

  @Test
  void anUpdatedFilterTakesOverWithTheStateOfItsFlowAndTheOthersRunOn() {
    FilterFactory first = TestFilters.times("thrice", 3);
    rig.engine.model().add(other);
    FilterFactory twice = TestFilters.times("twice", 2);
    rig.engine.model().add(twice);
    rig.engine.model().add(first);
    rig.apply(model());
    rig.send("B", "x", 0, 0);
    rig.send("A", "n", 0);
    ScriptedDriver.Session session = rig.session();
    int handle = session.handle("B", "x", 0);

    rig.engine.model().remove(twice);
    rig.crew.run();
    assertThat(session.isBound("B")).isFalse();
    rig.send("A", "n", 0, 0);
    assertThat(device("B").reason()).isEqualTo("waits for the filter twice. Install its bundle.");

    rig.engine.model().add(TestFilters.times("twice", 20));
    rig.crew.run();
    assertThat(session.handle("B", "x", 0)).isEqualTo(handle);
    rig.send("B", "x", 0);
    assertThat(rig.published("B", "x")).containsExactly(2.0, 4.0, 60.0);
    assertThat(rig.published("A", "n")).containsExactly(1.0, 2.0, 3.0);
    assertThat(rig.session()).isSameAs(session);
  }

  @Test
  void samplesUnderWayWhenAFilterGoesWaitAndComeOutInOrder() {
    rig.engine.model().add(other);
    FilterFactory twice = TestFilters.times("twice", 2);
    rig.engine.model().add(twice);
    rig.apply(model());
    rig.send("bus1", "B", "x", 0, 0);
    rig.send("bus1", "B", "x", 0, 0);
    rig.crew.runOnce("bus1");
    rig.crew.runOnce("bus1");
    rig.engine.model().remove(twice);
    rig.crew.run();
    assertThat(rig.published("B", "x")).isEmpty();
    rig.engine.model().add(TestFilters.times("twice", 2));
    rig.crew.run();
    rig.send("B", "x", 0);
    assertThat(rig.published("B", "x")).containsExactly(2.0, 4.0, 6.0);
  }

  @Test
  void aFilterOfAnotherKindMeansANewPipelineWithTheColumnsOfTheOld() {
    rig.engine.model().add(other);
    FilterFactory twice = TestFilters.times("twice", 2);
    rig.engine.model().add(twice);
    rig.apply(model());
    rig.send("B", "x", 0, 0);
    rig.engine.model().remove(twice);
    rig.engine.model().add(TestFilters.factory("twice", List.of(), Kind.INT64, context -> (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        int at = out.addRow(in, i);
        out.bits[at] = (long) Double.longBitsToDouble(in.bits[i]) * 2;
      }
    }));
    rig.crew.run();
    rig.send("B", "x", 0);
    assertThat(rig.journal.rows("B", "x")).extracting(Row::kind).containsExactly(Kind.DOUBLE, Kind.DOUBLE, Kind.INT64);
    assertThat(rig.journal.rows("B", "x").get(2).bits()).isEqualTo(6);
  }

  @Test
  void timersOfAFlowThatWaitsForAFilterComeWhenTheFilterIsBack() {
    FilterFactory twice = TestFilters.times("twice", 2);
    rig.engine.model().add(twice);
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("held", "x", "double", PublishClass.EVENT, "repeat(5s) | twice")
        .device("H", "held", "bus1").build());
    rig.send("H", "x", 3);
    rig.engine.model().remove(twice);
    rig.clock.advanceNs(20 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("H", "x")).containsExactly(6.0);
    rig.engine.model().add(TestFilters.times("twice", 2));
    rig.clock.advanceNs(Rig.SECOND);
    rig.crew.run();
    assertThat(rig.published("H", "x")).containsExactly(6.0, 6.0);
  }

  @Test
  void anUpdatedDriverTakesTheSessionOverAndOtherChannelsRunOn() {
    start();
    rig.sendEvent("A", "n", 0, "seen 1");
    rig.crew.run();
    ScriptedDriver.Session on2 = other.session("bus2");
    rig.engine.model().remove(rig.driver);
    assertThat(rig.driver.isOpen("bus1")).isFalse();
    rig.crew.run();
    ChannelRow row = channel("bus1");
    assertThat(row.ok()).isFalse();
    assertThat(row.state()).isEqualTo("no driver for channel type scripted is installed. Install its bundle.");
    rig.send("bus2", "C", "n", 0, 0);

    ScriptedDriver next = new ScriptedDriver("scripted");
    rig.engine.model().add(next);
    rig.crew.run();
    assertThat(next.session("bus1").events()).contains("opened with \"session\"", "bind A \"seen 1\"", "bind B \"\"");
    assertThat(channel("bus1").ok()).isTrue();
    assertThat(other.session("bus2")).isSameAs(on2);
    assertThat(on2.events()).doesNotContain("closed");
    assertThat(device("A").state()).isEqualTo(DeviceState.UNKNOWN);
  }

  @Test
  void aChannelWithoutDriverWaitsForItsBundleAndThenRuns() {
    rig.engine.model().add(TestFilters.times("twice", 2));
    rig.apply(model());
    assertThat(channel("bus2").state()).startsWith("no driver for channel type other is installed");
    assertThat(rig.engine.view().points("C/", 9)).isEmpty();
    assertThat(rig.engine.health().health().get(0).level()).isEqualTo(HealthReport.Level.CRITICAL);
    rig.send("A", "n", 0);
    rig.engine.model().add(other);
    rig.crew.run();
    rig.send("bus2", "C", "n", 0, 0);
    rig.crew.run();
    assertThat(rig.published("C", "n")).containsExactly(1.0);
    rig.send("A", "n", 0);
    assertThat(rig.published("A", "n")).containsExactly(1.0, 2.0);
  }

  @Test
  void aDriverThatThrowsStopsItsChannelOnlyAndIsStartedAgain() {
    start();
    rig.session().act(session -> {
      throw new IllegalStateException("a mistake in the driver");
    });
    rig.crew.run();
    assertThat(channel("bus1").state()).contains("a mistake in the driver").contains("started again in 1 s");
    assertThat(device("A").state()).isEqualTo(DeviceState.LOST);
    assertThat(rig.journal.rows("A", "_state")).hasSize(1);
    assertThat(channel("bus2").ok()).isTrue();
    rig.clock.advanceNs(2 * Rig.SECOND);
    rig.crew.run();
    assertThat(channel("bus1").state()).contains("lost");
    rig.state("A", DeviceState.OK, "");
    assertThat(channel("bus1").ok()).isTrue();
    rig.send("A", "n", 0);
    assertThat(rig.published("A", "n")).containsExactly(1.0);
  }

  @Test
  void aDriverThatIsStartedAgainReadsOnBehindWhatItsPredecessorHasHandedOver() {
    start();
    rig.sendEvent("A", "n", 0, "event 1");
    rig.journal.commitAtOnce(false);
    rig.sendEvent("A", "n", 0, "event 2");
    rig.session().act(session -> {
      throw new IllegalStateException("a mistake in the driver");
    });
    rig.crew.run();
    rig.clock.advanceNs(2 * Rig.SECOND);
    rig.crew.run();
    assertThat(rig.session().isBound("B")).isTrue();
    assertThat(rig.session().isBound("A")).as("event 2 is not durable: the token to go on from is not known yet").isFalse();
    rig.journal.commit();
    rig.crew.run();
    assertThat(rig.session().events()).contains("bind A \"event 2\"").doesNotContain("settled 0 \"event 2\"");
  }

  @Test
  void anUpdatedDriverAndADeviceThatMovesToAnotherChannelReadOnFromWhatIsDurableToo() {
    start();
    rig.journal.commitAtOnce(false);
    rig.sendEvent("A", "n", 0, "event 1");
    rig.engine.model().remove(rig.driver);
    ScriptedDriver next = new ScriptedDriver("scripted");
    rig.engine.model().add(next);
    rig.crew.run();
    assertThat(next.session("bus1").isBound("A")).isFalse();
    rig.apply(Models.site("oak").channel("bus1", "scripted").channel("bus2", "other")
        .point("counted", "n", "double", PublishClass.EVENT, "counter").device("A", "counted", "bus2").build());
    assertThat(other.session("bus2").isBound("A")).isFalse();
    rig.journal.commit();
    rig.crew.run();
    assertThat(other.session("bus2").events()).contains("bind A \"event 1\"");
    assertThat(next.session("bus1").isBound("A")).isFalse();
  }

  @Test
  void aDriverThatStaysAwayMeansLostDevices() {
    start();
    rig.state("A", DeviceState.OK, "");
    rig.engine.model().remove(rig.driver);
    rig.clock.advanceNs(20 * Rig.SECOND);
    rig.crew.run();
    assertThat(device("A").state()).isEqualTo(DeviceState.LOST);
    assertThat(device("A").reason()).startsWith("no driver for channel type scripted is installed");
  }

  private ChannelRow channel(String name) {
    return rig.engine.view().channels().stream().filter(row -> row.channel().equals(name)).findFirst().orElseThrow();
  }

  private DeviceRow device(String name) {
    return rig.engine.view().devices().stream().filter(row -> row.device().equals(name)).findFirst().orElseThrow();
  }
}
