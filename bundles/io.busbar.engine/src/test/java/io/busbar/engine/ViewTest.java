package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.model.PublishClass;
import io.busbar.api.view.PointRow;
import io.busbar.testkit.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages and commands see. */
class ViewTest {
  private final Rig rig = new Rig();

  @BeforeEach
  void run() {
    rig.apply(Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "ia", "double", PublishClass.MEASUREMENT, "counter")
        .point("feeder", "ib", "double", PublishClass.MEASUREMENT, "")
        .device("FDR-07", "feeder", "bus1").device("FDR-08", "feeder", "bus1").build());
  }

  @Test
  void pointsShowRawAndEngineeringValueWithTimesAndCanBeFiltered() {
    rig.send("FDR-07", "ia", 42.5);
    PointRow row = rig.point("fdr-07/IA");
    assertThat(row.gateway()).isEqualTo("oak");
    assertThat(row.value()).isEqualTo("1");
    assertThat(row.raw()).isEqualTo("42.5");
    assertThat(row.periodMs()).isEqualTo(1_000);
    assertThat(row.sourceNs()).isEqualTo(Rig.START + Rig.SECOND);
    assertThat(row.publish()).isEqualTo("measurement");
    assertThat(rig.engine.view().points("", 3)).extracting(PointRow::device).containsExactly("FDR-07", "FDR-07", "FDR-08");
    assertThat(rig.engine.view().points("ib", 9)).hasSize(2);
    assertThat(rig.engine.view().points("nothing", 9)).isEmpty();
  }

  @Test
  void aFaultOfOnePointIsItsReason() {
    rig.send("FDR-07", "ia", 1);
    rig.session().act(session -> {
      session.context().pointFault(session.handle("FDR-07", "ia", 0), "exception 02. Check its map.");
      return true;
    });
    assertThat(rig.point("FDR-07/ia").reason()).isEqualTo("exception 02. Check its map.");
    assertThat(rig.point("FDR-07/ib").reason()).isEqualTo("no value yet");
    rig.session().act(session -> {
      session.context().pointFault(session.handle("FDR-07", "ia", 0), "");
      return true;
    });
    assertThat(rig.point("FDR-07/ia").reason()).isEmpty();
  }

  @Test
  void aReadGoesToTheDriverOfItsChannel() {
    assertThat(rig.engine.view().read("bus1", List.of("unit", "7")).lines()).containsExactly("read unit 7");
    assertThat(rig.engine.view().read("buss1", List.of()).lines()).containsExactly(
        "no channel is called \"buss1\" or has that port or address open. Did you mean \"bus1\"? Channels: bus1.");
  }

  @Test
  void aTraceExplainsWholeFramesUntilItIsClosed() throws Exception {
    List<String> lines = new ArrayList<>();
    AutoCloseable trace = rig.engine.view().trace("FDR-07", lines::add);
    rig.lines.see("bus1", true, rig.clock.monotonicNs(), new byte[] {7, 3});
    rig.lines.see("bus1", false, rig.clock.monotonicNs() + 3_000_000, new byte[] {7});
    rig.lines.see("bus1", false, rig.clock.monotonicNs() + 4_000_000, new byte[] {3, 2});
    rig.session().act(session -> true);
    rig.crew.run();
    assertThat(lines).containsExactly("       0.0 ms -> 07 03  request of 2 bytes", "       3.0 ms <- 07 03 02  reply of 3 bytes");
    trace.close();
    rig.lines.see("bus1", true, 0, new byte[] {1});
    rig.session().act(session -> true);
    rig.crew.run();
    assertThat(lines).hasSize(2);
    assertThatThrownBy(() -> rig.engine.view().trace("FDR-7", lines::add)).hasMessageContaining("Did you mean \"FDR-07\"?");
  }
}
