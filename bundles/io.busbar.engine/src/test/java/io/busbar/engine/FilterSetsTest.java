package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.Kind;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.model.FilterSets;
import io.busbar.api.model.PublishClass;
import io.busbar.api.storage.TrustedFiles;
import io.busbar.api.view.DeviceRow;
import io.busbar.engine.component.FilterSetsComponent;
import io.busbar.testkit.Models;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bundles of filters are updated under flows, and not removed by mistake. */
class FilterSetsTest {
  private static final String SET = "com.example.filters";
  private static final String OTHER = "com.example.other";

  private final Rig rig = new Rig();
  private final FilterBundles bundles = new FilterBundles(rig);
  private final OneFile files = new OneFile();
  private final FilterSetsComponent sets = new FilterSetsComponent(bundles.context(), rig.engine.model(), files);

  @BeforeEach
  void start() throws Exception {
    bundles.start(SET, total("total", 1), TestFilters.times("twice", 2));
    bundles.start(OTHER, TestFilters.times("thrice", 3));
    rig.apply(Models.site("oak").channel("bus1", "scripted")
        .point("meter", "energy", "double", PublishClass.EVENT, "twice | total")
        .point("relay", "n", "double", PublishClass.EVENT, "counter")
        .device("M1", "meter", "bus1").device("M2", "meter", "bus1").device("R", "relay", "bus1").build());
    rig.send("M1", "energy", 1, 1);
  }

  /** Adds up the numbers of each row, each so many times. */
  private static FilterFactory total(String name, long factor) {
    return TestFilters.factory(name, List.of(), Kind.DOUBLE, context -> {
      LongColumn sum = context.longs("sum", 0, true);
      return (input, in, out) -> {
        for (int i = 0; i < in.size(); i++) {
          int row = in.point[i];
          sum.set(row, sum.get(row) + factor * (long) Double.longBitsToDouble(in.bits[i]));
          out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(sum.get(row));
        }
      };
    });
  }

  @Test
  void aBundleInUseIsNotRemovedAndItsFlowsAreNamed() {
    assertThat(sets.names()).containsExactly(SET, OTHER);
    assertThat(sets.users(SET)).containsExactly("meter/energy: twice, total (2 devices)");
    assertThat(sets.remove(SET, false)).isEqualTo(sets.users(SET));
    assertThat(bundles.installed()).contains(SET + " 1");
    rig.send("M1", "energy", 1);
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 6.0);
    assertThat(rig.session().events()).doesNotContain("unbind M1");
  }

  @Test
  void aBundleThatNoFlowUsesIsRemoved() {
    assertThat(sets.users(OTHER)).isEmpty();
    assertThat(sets.remove(OTHER, false)).isEmpty();
    assertThat(bundles.installed()).containsExactly(SET + " 1");
    assertThat(sets.remove(OTHER, false)).containsExactly(
        "no bundle \"" + OTHER + "\" with filters is installed; there are " + SET + ".");
  }

  @Test
  void aForcedRemovalLetsThroughWhatWasReadAndItsDevicesWaitWithTheirMemory() throws Exception {
    rig.send("bus1", "M1", "energy", 10, 0);
    rig.crew.runOnce("bus1");
    assertThat(rig.published("M1", "energy")).as("under way").containsExactly(2.0, 4.0);
    assertThat(sets.remove(SET, true)).isEmpty();
    assertThat(bundles.installed()).containsExactly(OTHER + " 1");
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 24.0);
    rig.crew.run();
    assertThat(rig.session().isBound("M1")).isFalse();
    assertThat(rig.session().isBound("M2")).isFalse();
    assertThat(device("M1").reason()).isEqualTo("waits for the filter total, twice. Install its bundle.");
    rig.send("R", "n", 0, 0);
    assertThat(rig.published("R", "n")).as("other flows go on").containsExactly(1.0, 2.0);

    bundles.start(SET, total("total", 1), TestFilters.times("twice", 2));
    rig.crew.run();
    rig.send("M1", "energy", 1);
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 24.0, 26.0);
  }

  @Test
  void devicesAreReadOnWhereTheFrameworkDoesNotLetTheBundleGo() {
    bundles.holdFast(SET);
    assertThat(sets.remove(SET, true)).containsExactly("the framework does not let it go: it is starting or stopping.");
    rig.crew.run();
    rig.send("M1", "energy", 1);
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 6.0);
  }

  @Test
  void devicesAreReadOnWhereTheJournalDoesNotTakeWhatWasRead() {
    rig.journal.full(true);
    rig.send("M1", "energy", 10, 20);
    assertThat(sets.remove(SET, true)).containsExactly("meter/energy: twice, total (2 devices)");
    assertThat(bundles.installed()).contains(SET + " 1");
    rig.journal.full(false);
    rig.crew.run();
    rig.send("M1", "energy", 1);
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 24.0, 64.0, 66.0);
  }

  @Test
  void theNextVersionGoesOnWithTheStateColumnsAndNoDeviceIsUnbound() throws Exception {
    int handle = rig.session().handle("M1", "energy", 0);
    List<String> before = rig.session().events();
    rig.send("bus1", "M1", "energy", 1, 0);
    rig.crew.runOnce("bus1");
    assertThat(sets.update(SET, bundles.jar(SET, "2", total("total", 100), TestFilters.times("twice", 2)))).isEmpty();
    assertThat(bundles.installed()).containsExactly(OTHER + " 1", SET + " 2");
    rig.crew.run();
    rig.send("M1", "energy", 1);
    List<Double> numbers = rig.published("M1", "energy");
    assertThat(numbers).hasSize(4).startsWith(2.0, 4.0);
    assertThat(numbers.get(2)).as("by the one version or the other").isIn(6.0, 204.0);
    assertThat(numbers.get(3) - numbers.get(2)).isEqualTo(200);
    assertThat(rig.session().handle("M1", "energy", 0)).isEqualTo(handle);
    assertThat(rig.session().events()).isEqualTo(before);
  }

  @Test
  void aVersionThatLacksAFilterOrDoesNotFitIsTakenAwayAgain() throws Exception {
    assertThat(sets.update(SET, bundles.jar(SET, "2", total("total", 100)))).singleElement().asString()
        .startsWith("version 2.0.0 does not have the filters twice, or they did not start.");
    FilterFactory text = TestFilters.factory("twice", List.of(), Kind.TEXT, context -> (input, in, out) -> { });
    assertThat(sets.update(SET, bundles.jar(SET, "3", total("total", 100), text))).singleElement().asString()
        .contains("\"total\" takes numbers, not text");
    assertThat(sets.update(SET, bundles.jar(OTHER, "4"))).containsExactly("the jar is of the bundle " + OTHER + ", not of " + SET + ".");
    assertThat(sets.update(SET, bundles.jar(SET, "1"))).singleElement().asString().startsWith("the framework does not take it: not unique.");
    assertThat(bundles.installed()).containsExactly(SET + " 1", OTHER + " 1");
    rig.send("M1", "energy", 1);
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 6.0);
  }

  private DeviceRow device(String name) {
    return rig.engine.view().devices().stream().filter(row -> row.device().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void setsAreListedWithTheirVersionsAndFilters() {
    assertThat(sets.sets()).extracting(FilterSets.Installed::bundle).containsExactly(SET, OTHER);
    assertThat(sets.sets().get(0).filters()).containsExactly("total", "twice");
  }

  @Test
  void codeThatThePlatformDoesNotTrustIsNotTaken() throws Exception {
    files.trusted = false;
    assertThatThrownBy(() -> sets.update(SET, "/opt/next.jar")).isInstanceOf(IOException.class).hasMessage("/opt/next.jar is not trusted");
    assertThat(bundles.installed()).contains(SET + " 1");
    files.trusted = true;
    files.bytes = bundles.jar(SET, "2", total("total", 10), TestFilters.times("twice", 2)).readAllBytes();
    assertThat(sets.update(SET, "/opt/next.jar")).isEmpty();
    assertThat(bundles.installed()).contains(SET + " 2").doesNotContain(SET + " 1");
  }

  @Test
  void aSetThatWasRemovedByForceIsInstalledAgainAndItsFlowsGoOn() throws Exception {
    assertThat(sets.remove(SET, true)).isEmpty();
    assertThat(sets.update(SET, bundles.jar(SET, "2", total("total", 10), TestFilters.times("twice", 2)))).isEmpty();
    rig.crew.run();
    rig.send("M1", "energy", 1);
    assertThat(rig.published("M1", "energy")).containsExactly(2.0, 4.0, 24.0);
  }

  private static final class OneFile implements TrustedFiles {
    private boolean trusted;
    private byte[] bytes = new byte[0];

    @Override
    public void check(String name) throws IOException {
      if (!trusted) {
        throw new IOException(name + " is not trusted");
      }
    }

    @Override
    public byte[] read(String name) throws IOException {
      check(name);
      return bytes;
    }
  }
}
