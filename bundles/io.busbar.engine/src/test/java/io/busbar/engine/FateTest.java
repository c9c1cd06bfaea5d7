package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.PointFate;
import io.busbar.testkit.Models;
import org.junit.jupiter.api.Test;

/** For each point the engine knows what became of its last reading. */
class FateTest {
  private final Rig rig = new Rig();

  FateTest() {
    rig.engine.model().add(TestFilters.times("tenth", 0.1));
    rig.apply(Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "ia", "double", PublishClass.MEASUREMENT, "tenth | band(2)")
        .point("feeder", "state", "double", PublishClass.EVENT, "")
        .point("feeder", "inner", "double", PublishClass.NONE, "")
        .device("F1", "feeder", "bus1").device("F2", "feeder", "bus1").build());
  }

  private PointFate fate(String point) {
    rig.crew.run();
    return rig.engine.view().fate("F1", point);
  }

  @Test
  void aReadingIsPublishedOrStoppedByAStage() {
    assertThat(fate("ia").end()).isEqualTo(PointFate.End.NOTHING_READ);
    assertThat(fate("ia").raw()).isEmpty();
    rig.send("F1", "ia", 100);
    assertThat(fate("ia").end()).isEqualTo(PointFate.End.PUBLISHED);
    assertThat(fate("ia").durable()).isTrue();
    assertThat(fate("ia").result()).extracting(FlowTaps.Sample::value).containsExactly("10");
    rig.send("F1", "ia", 110);
    rig.send("F2", "ia", 500);
    PointFate stopped = fate("ia");
    assertThat(stopped.end()).isEqualTo(PointFate.End.STOPPED);
    assertThat(stopped.stages()).containsExactly("tenth", "band");
    assertThat(stopped.stoppedAt()).isEqualTo(1);
    assertThat(stopped.raw()).extracting(FlowTaps.Sample::value).containsExactly("110");
    assertThat(stopped.result()).extracting(FlowTaps.Sample::value).containsExactly("10");
    rig.send("F1", "ia", 200);
    assertThat(fate("ia").end()).isEqualTo(PointFate.End.PUBLISHED);
  }

  @Test
  void aStateThatIsPolledIsReportedWhenItChanges() {
    rig.send("F1", "state", 1);
    assertThat(fate("state").end()).isEqualTo(PointFate.End.PUBLISHED);
    rig.send("F1", "state", 1);
    assertThat(fate("state").end()).isEqualTo(PointFate.End.UNCHANGED);
    rig.send("F1", "inner", 1);
    assertThat(fate("inner").end()).isEqualTo(PointFate.End.NOT_PUBLIC);
  }

  @Test
  void aLostDeviceHasItsReason() {
    rig.send("F1", "ia", 100);
    rig.state("F1", DeviceState.LOST, "no answer in 3 tries");
    assertThat(fate("ia").reason()).isEqualTo("no answer in 3 tries");
    assertThat(fate("ia").result().get(0).quality() & Quality.COMM_LOST).isNotZero();
    assertThatThrownBy(() -> rig.engine.view().fate("F1", "ib")).hasMessageContaining("there is no point \"F1/ib\". Did you mean \"F1/ia\"?");
  }
}
