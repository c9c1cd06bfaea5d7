package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.FlowTaps;
import io.busbar.api.view.FlowTaps.Place;
import io.busbar.api.view.FlowTaps.Sample;
import io.busbar.api.view.FlowTaps.Tap;
import io.busbar.testkit.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Observers see what passes the nodes of a flow; the flow does not notice them. */
class TapTest {
  private final Rig rig = new Rig();
  private final FlowTaps taps = rig.engine.model().taps();
  private int heard;

  TapTest() {
    rig.engine.model().add(TestFilters.times("tenth", 0.1));
    rig.apply(site("tenth | band(2)").build());
  }

  private static Models site(String flow) {
    return Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "ia", "double", PublishClass.MEASUREMENT, flow)
        .point("feeder", "total", "double double", PublishClass.MEASUREMENT, "sum")
        .point("feeder", "state", "double", PublishClass.EVENT, "")
        .device("F1", "feeder", "bus1").device("F2", "feeder", "bus1");
  }

  private Tap open(String device, String point, String node) {
    Tap tap = taps.open(Place.of(device, point, node), () -> heard++);
    rig.crew.run();
    return tap;
  }

  private static List<String> drain(Tap tap) {
    List<String> lines = new ArrayList<>();
    for (Sample next = tap.poll(); next != null; next = tap.poll()) {
      lines.add(next.device() + " " + next.node() + " " + next.value());
    }
    return lines;
  }

  @Test
  void aPointIsSeenRawScaledFilteredAndPublished() {
    Tap tap = open("F1", "ia", "");
    assertThat(tap.nodes()).containsExactly("raw", "tenth", "band", "published");
    rig.send("F1", "ia", 100, 110, 140);
    rig.send("F2", "ia", 500);
    assertThat(drain(tap)).containsExactly("F1 raw 100", "F1 tenth 10", "F1 band 10", "F1 published 10",
        "F1 raw 110", "F1 tenth 11", "F1 raw 140", "F1 tenth 14", "F1 band 14", "F1 published 14");
    assertThat(heard).isGreaterThan(0);
    tap.close();
    rig.send("F1", "ia", 900);
    assertThat(drain(tap)).isEmpty();
    assertThat(tap.ended()).isEqualTo("closed");
  }

  @Test
  void oneNodeOfAllDevicesOfATemplateIsSeen() {
    Tap tap = taps.open(new Place("", "feeder", "ia", "tenth"), () -> { });
    rig.send("F1", "ia", 100);
    rig.send("F2", "ia", 200);
    assertThat(drain(tap)).containsExactly("F1 tenth 10", "F2 tenth 20");
  }

  @Test
  void eachInputOfAJoinedPointIsSeenAndAStateOnlyWhenItIsPublished() {
    Tap total = open("F1", "total", "raw");
    Tap second = open("F1", "total", "raw#2");
    Tap state = open("F1", "state", "published");
    rig.send("F1", "total", 7);
    rig.send("F1", "state", 1, 1, 2);
    assertThat(drain(total)).containsExactly("F1 raw 7");
    assertThat(drain(second)).isEmpty();
    assertThat(drain(state)).containsExactly("F1 published 1", "F1 published 2");
  }

  @Test
  void aSlowObserverLosesSamplesThatAreCountedAndTheFlowGoesOn() {
    Tap tap = open("F1", "state", "raw");
    int sent = FlowTaps.QUEUE + 10;
    for (int i = 0; i < sent; i++) {
      rig.send("bus1", "F1", "state", i, 0);
    }
    for (int i = 0; i < 300; i++) {
      rig.crew.run();
    }
    assertThat(rig.counter("samples.in")).isEqualTo(sent);
    assertThat(tap.dropped()).isEqualTo(10);
    assertThat(drain(tap)).hasSize(FlowTaps.QUEUE);
  }

  @Test
  void aTapStaysAtItsNodeOverEditsAndEndsWithTheReasonWhenTheNodeGoes() {
    Tap all = open("F1", "ia", "");
    Tap band = open("F1", "ia", "band");
    Tap other = open("F2", "ia", "raw");
    rig.apply(site("band(2) | tenth").build());
    rig.send("F1", "ia", 100);
    assertThat(all.nodes()).containsExactly("raw", "band", "tenth", "published");
    assertThat(drain(all)).containsExactly("F1 raw 100", "F1 band 100", "F1 tenth 10", "F1 published 10");
    assertThat(drain(band)).containsExactly("F1 band 100");
    rig.apply(site("tenth").build());
    assertThat(band.ended()).isEqualTo("the model has changed: the flow of \"ia\" has no node \"band\"; it has raw, tenth, published.");
    assertThat(all.ended()).isEmpty();
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("feeder", "state", "double", PublishClass.EVENT, "")
        .device("F1", "feeder", "bus1").build());
    assertThat(all.ended()).isEqualTo("the model has changed: template \"feeder\" has no point \"ia\".");
    assertThat(other.ended()).isEqualTo("the model has changed: there is no device \"F2\". Did you mean \"F1\"?");
  }

  @Test
  void aTapLivesThroughTheUpdateOfAFilterAndEndsWithTheEngine() {
    Tap tap = open("F1", "ia", "tenth");
    FilterFactory newer = TestFilters.times("tenth", 0.2);
    rig.engine.model().add(newer);
    rig.crew.run();
    rig.send("F1", "ia", 100);
    assertThat(drain(tap)).hasSize(1);
    rig.engine.close();
    assertThat(tap.ended()).isEqualTo("the engine has stopped");
  }

  @Test
  void aPlaceThatIsNotThereIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> open("F3", "ia", "")).hasMessageContaining("there is no device \"F3\". Did you mean");
    assertThatThrownBy(() -> open("F1", "ib", "")).hasMessageContaining("has no point \"ib\". Did you mean \"ia\"?");
    assertThatThrownBy(() -> open("F1", "ia", "bnd")).hasMessageContaining("it has raw, tenth, band, published");
    assertThatThrownBy(() -> taps.open(new Place("", "x", "ia", ""), () -> { })).hasMessageContaining("no device has the template \"x\"");
    for (int i = 0; i < FlowTaps.MAX_TAPS; i++) {
      open("F1", "ia", "");
    }
    assertThatThrownBy(() -> open("F1", "ia", "")).hasMessageContaining("16 taps open already");
  }
}
