package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.Difference;
import io.busbar.api.model.PointNames;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.testkit.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The model changes while it runs: planned, whole or not at all, undone, and only what changed is touched. */
class ModelChangeTest {
  private final Rig rig = new Rig();

  static Models base() {
    return Models.site("oak")
        .channel("bus1", "scripted")
        .channel("bus2", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("F1", "feeder", "bus1")
        .device("F2", "feeder", "bus1")
        .device("M1", "meter", "bus1");
  }

  @Test
  void aTemplateThatGainsAPointKeepsTheStateOfItsOtherPointsAndLeavesOtherTemplatesAlone() {
    rig.apply(base().build());
    rig.send("F1", "n", 0, 0);
    rig.send("M1", "kwh", 0);
    int meterHandle = rig.session().handle("M1", "kwh", 0);
    List<String> before = rig.session().events();

    SiteModel edited = Models.site("oak")
        .channel("bus1", "scripted").channel("bus2", "scripted")
        .point("feeder", "new", "double", PublishClass.EVENT, "counter")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("F1", "feeder", "bus1").device("F2", "feeder", "bus1").device("M1", "meter", "bus1")
        .build();
    Difference difference = rig.engine.model().plan(edited).difference();
    assertThat(difference.templatesChanged()).containsExactly("feeder");
    assertThat(difference.pointsAdded()).containsExactly("F1/new", "F2/new");
    assertThat(difference.devicesChanged()).isEmpty();
    rig.apply(edited);

    rig.send("F1", "n", 0);
    rig.send("F1", "new", 0);
    rig.send("M1", "kwh", 0);
    assertThat(rig.published("F1", "n")).containsExactly(1.0, 2.0, 3.0);
    assertThat(rig.published("F1", "new")).containsExactly(1.0);
    assertThat(rig.published("M1", "kwh")).containsExactly(1.0, 2.0);
    assertThat(rig.session().handle("M1", "kwh", 0)).isEqualTo(meterHandle);
    assertThat(rig.session().events().subList(before.size(), rig.session().events().size()))
        .containsExactly("bind F1 \"\"", "bind F2 \"\"");
  }

  @Test
  void samplesUnderWayDuringATemplateEditReachTheirDeviceInTheNewPipeline() {
    rig.apply(base().build());
    rig.send("F2", "n", 0);
    for (int i = 0; i < 5; i++) {
      rig.send("bus1", "F2", "n", 0, 0);
    }
    for (int i = 0; i < 5; i++) {
      rig.crew.runOnce("bus1");
    }
    rig.apply(base().point("feeder", "new", "double", PublishClass.EVENT, "").build());
    rig.send("F2", "n", 0);
    assertThat(rig.published("F2", "n")).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(rig.counter("samples.gone")).isZero();
  }

  @Test
  void editsThatFollowEachOtherBeforeADriverNoticesLoseNothing() {
    rig.apply(base().build());
    rig.session().act(session -> true);
    for (int i = 0; i < 3; i++) {
      rig.send("bus1", "F2", "n", 0, 0);
    }
    for (int i = 0; i < 5; i++) {
      rig.crew.runOnce("bus1");
    }
    SiteModel second = base().point("feeder", "x", "double", PublishClass.EVENT, "").build();
    SiteModel third = base().point("feeder", "y", "double", PublishClass.EVENT, "").build();
    rig.apply(second);
    rig.apply(third);
    rig.apply(second);
    rig.send("F2", "n", 0);
    assertThat(rig.published("F2", "n")).containsExactly(1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void devicesComeGoAndChangeWhileTheOthersCountOn() {
    rig.apply(base().build());
    rig.send("F1", "n", 0);
    rig.send("F2", "n", 0);
    rig.apply(Models.site("oak")
        .channel("bus1", "scripted").channel("bus2", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("F0", "feeder", "bus1")
        .device("F2", "feeder", "bus1")
        .device("M1", "meter", "bus1", "unit", "9")
        .build());
    assertThat(rig.session().isBound("F1")).isFalse();
    assertThat(rig.session().binding("M1").spec().settings().text("unit", "")).isEqualTo("9");
    rig.send("F0", "n", 0);
    rig.send("F2", "n", 0);
    assertThat(rig.published("F0", "n")).containsExactly(1.0);
    assertThat(rig.published("F2", "n")).containsExactly(1.0, 2.0);
    assertThat(rig.session().events()).filteredOn(event -> event.contains("F2")).containsExactly("bind F2 \"\"");
  }

  @Test
  void aRowThatIsUsedAgainTakesNothingThatItsFormerDeviceSent() {
    rig.apply(base().build());
    rig.send("bus1", "F1", "n", 0, 0);
    rig.crew.runOnce("bus1");
    rig.apply(Models.site("oak").channel("bus1", "scripted").channel("bus2", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .device("F9", "feeder", "bus1").device("F2", "feeder", "bus1").build());
    rig.send("F9", "n", 0);
    assertThat(rig.published("F9", "n")).containsExactly(1.0);
    assertThat(rig.counter("samples.gone")).isEqualTo(1);
  }

  @Test
  void aDeviceThatMovesToAnotherChannelKeepsItsStateAndItsIdentity() {
    rig.apply(base().build());
    rig.send("F1", "n", 0);
    rig.apply(Models.site("oak").channel("bus1", "scripted").channel("bus2", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("F1", "feeder", "bus2").device("F2", "feeder", "bus1").device("M1", "meter", "bus1").build());
    assertThat(rig.session().isBound("F1")).isFalse();
    rig.send("bus2", "F1", "n", 0, 0);
    rig.crew.run();
    assertThat(rig.published("F1", "n")).containsExactly(1.0, 2.0);
  }

  @Test
  void aLostDeviceThatGetsAnotherTemplateStaysLost() {
    rig.apply(base().build());
    rig.send("F1", "n", 1);
    rig.state("F1", DeviceState.LOST, "no answer");
    rig.apply(Models.site("oak").channel("bus1", "scripted").channel("bus2", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("F1", "meter", "bus1").device("F2", "feeder", "bus1").device("M1", "meter", "bus1").build());
    assertThat(Quality.text(rig.point("F1/kwh").quality())).contains("commLost");
    assertThat(rig.point("M1/kwh").quality() & Quality.COMM_LOST).isZero();
  }

  @Test
  void pointsAndDevicesThatGoAreRetiredAndComeBack() {
    rig.apply(base().point("meter", "old", "double", PublishClass.EVENT, "").build());
    assertThat(rig.journal.retired()).isEmpty();
    rig.apply(Models.site("oak").channel("bus1", "scripted").channel("bus2", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter")
        .point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("F1", "feeder", "bus1").device("M1", "meter", "bus1").build());
    assertThat(rig.journal.retired()).containsExactlyInAnyOrder("F2/n", "F2/_state", "F2/_reason", "M1/old");
    rig.apply(base().build());
    assertThat(rig.journal.retired()).containsExactly("M1/old");
  }

  @Test
  void pointsAreFoundByTheirNamesInOtherSystemsWhichChangeWithoutTouchingAnythingElse() {
    rig.apply(base().build());
    int bound = rig.session().events().size();
    int identities = rig.journal.identityCount();
    rig.apply(named("scada", "OAK.{device}.{point}"));
    assertThat(rig.journal.description("F1", "n").tags()).containsExactly(Map.entry("scada", "OAK.F1.n"));
    assertThat(rig.engine.model().plan(named("scada", "OAK.{device}.{point}")).difference().isEmpty()).isTrue();
    assertThat(rig.engine.model().plan(named("mrid", "_{point}")).difference().settingsChanged()).containsExactly("names.csv");
    rig.apply(named("mrid", "_{device}"));
    assertThat(rig.journal.description("F1", "n").tags()).as("what goes to central").containsExactly(Map.entry("mrid", "_F1"));
    assertThat(rig.journal.identityCount()).as("no identity is given anew").isEqualTo(identities);
    assertThat(rig.session().events()).as("nothing is bound anew").hasSize(bound);
    assertThat(rig.engine.model().tags(rig.engine.model().points("_f1", 1).get(0))).containsExactly(Map.entry("mrid", "_F1"));
    assertThat(rig.engine.model().points("_f1", 10)).extracting(point -> point.device() + "/" + point.point().spec().name()).containsExactly("F1/n");
    assertThat(rig.engine.model().points("oak.", 10)).isEmpty();
  }

  private static SiteModel named(String system, String pattern) {
    SiteModel plain = base().build();
    return new SiteModel(plain.site(), plain.gateway(), plain.central(), plain.channels(), plain.templates(), plain.devices(),
        new PointNames(List.of(system), List.of(new PointNames.Row("*", "*", "*", Map.of(system, pattern), SourceLocation.NONE))));
  }

  @Test
  void aDeviceWithoutDriverYetKeepsItsPoints() throws Exception {
    rig.journal.describe(List.of(
        new PointDescription("oak", "F1", "n", Kind.DOUBLE, "", PublishClass.EVENT, 0, Map.of()),
        new PointDescription("oak", "Gone", "n", Kind.DOUBLE, "", PublishClass.EVENT, 0, Map.of())));
    rig.engine.model().remove(rig.driver);
    rig.apply(base().build());
    assertThat(rig.journal.retired()).containsExactly("Gone/n");
    rig.engine.model().add(rig.driver);
    assertThat(rig.journal.retired()).containsExactly("Gone/n");
  }

  @Test
  void anInsertedLineChangesNothing() {
    rig.apply(base().build());
    SiteModel same = base().build();
    assertThat(rig.engine.model().plan(same).difference().isEmpty()).isTrue();
    int bound = rig.session().events().size();
    rig.apply(same);
    assertThat(rig.session().events()).hasSize(bound);
  }

  @Test
  void settingsOfTheSiteAreInTheDifferenceByTheirNames() {
    SourceLocation at = new SourceLocation("site.yaml", 2, 1);
    SiteModel plain = base().build();
    rig.apply(with(plain, Map.of("to", Setting.of("10.9.0.5", at), "rate", Setting.of("64000", at),
        "halfDuplex", new Setting("", Map.of("keyUp", Setting.of("40ms", at)), at))));
    SiteModel other = with(plain, Map.of("to", Setting.of("10.9.0.5", at), "mtu", Setting.of("296", at),
        "halfDuplex", new Setting("", Map.of("keyUp", Setting.of("60ms", at)), at)));
    Difference difference = rig.engine.model().plan(other).difference();
    assertThat(difference.isEmpty()).isFalse();
    assertThat(difference.settingsChanged()).containsExactly("central.halfDuplex.keyUp", "central.mtu", "central.rate");
  }

  private static SiteModel with(SiteModel model, Map<String, Setting> central) {
    return new SiteModel(model.site(), model.gateway(), new Settings(central, SourceLocation.NONE), model.channels(), model.templates(),
        model.devices());
  }

  @Test
  void theLastChangeCanBeUndone() {
    assertThat(rig.engine.model().undo()).extracting(Problem::code).containsExactly("nothing-to-undo");
    rig.apply(base().build());
    rig.send("F1", "n", 0);
    rig.apply(Models.site("oak").channel("bus1", "scripted").point("meter", "kwh", "double", PublishClass.EVENT, "counter")
        .device("M1", "meter", "bus1").build());
    assertThat(rig.session().isBound("F1")).isFalse();
    assertThat(rig.engine.model().undo()).isEmpty();
    rig.crew.run();
    assertThat(rig.session().isBound("F1")).isTrue();
    rig.send("F1", "n", 0);
    assertThat(rig.published("F1", "n")).containsExactly(1.0, 1.0);
    assertThat(rig.engine.model().epoch()).isEqualTo(3);
  }

  @Test
  void listenersAreToldEachModelAndALateOneTheModelThatRuns() {
    List<String> told = new ArrayList<>();
    rig.engine.model().add((model, epoch) -> told.add("early " + epoch));
    rig.apply(base().build());
    rig.engine.model().add((model, epoch) -> told.add("late " + epoch + " " + model.site()));
    assertThat(told).containsExactly("early 1", "late 1 oak");
  }

  @Test
  void aRemovedChannelIsClosedAndItsLineLetGo() {
    rig.apply(base().build());
    rig.apply(Models.site("oak").channel("bus1", "scripted")
        .point("feeder", "n", "double", PublishClass.EVENT, "counter").device("F1", "feeder", "bus1").build());
    assertThat(rig.driver.isOpen("bus2")).isFalse();
    assertThat(rig.lines.released()).containsExactly("bus2");
    assertThat(rig.crew.names()).noneMatch(name -> name.contains("bus2"));
  }
}
