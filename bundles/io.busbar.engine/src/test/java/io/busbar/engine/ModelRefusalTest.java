package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.testkit.Models;
import org.junit.jupiter.api.Test;

/** What speaks against a model is said of all of it at once, each with its place, and the model that runs is left alone. */
class ModelRefusalTest {
  private final Rig rig = new Rig();

  @Test
  void aBrokenCandidateIsRefusedWithAllItsMistakesAndTheOldModelRuns() {
    rig.apply(ModelChangeTest.base().build());
    rig.send("F1", "n", 0);
    SiteModel broken = Models.site("oak")
        .channel("bus1", "scriptd")
        .point("feeder", "n", "double", PublishClass.EVENT, "contuer")
        .point("feeder", "a", "double", PublishClass.EVENT, "band")
        .point("feeder", "b", "double", PublishClass.EVENT, "band(x)")
        .point("feeder", "c", "double", PublishClass.EVENT, "band(-1)")
        .point("feeder", "d", "text", PublishClass.EVENT, "band(1)")
        .point("feeder", "e", "double double", PublishClass.EVENT, "")
        .point("feeder", "f", "quux", PublishClass.EVENT, "")
        .channel("bus3", "scripted")
        .device("F1", "feeder", "bus3")
        .device("F1", "feeder", "bus3")
        .device("F2", "feder", "bus33")
        .device("F3", "feeder", "bus3", "unti", "3")
        .device("F4", "feeder", "bus3", "unit", "300", "a.q", "1", "zz.d", "1")
        .build();
    ModelControl.Plan plan = rig.engine.model().plan(broken);
    assertThat(plan.isApplicable()).isFalse();
    assertThat(plan.problems()).extracting(Problem::toString).containsExactlyInAnyOrder(
        "site.yaml:3:1 channel type \"scriptd\" is unknown. Did you mean \"scripted\"?",
        "devices.csv:3:1 device \"F1\" is there already (devices.csv:2:1). Rename one.",
        "devices.csv:4:1 template \"feder\" is unknown. Did you mean \"feeder\"?",
        "devices.csv:4:1 channel \"bus33\" is unknown. Did you mean \"bus3\"?",
        "devices.csv:5:1 device \"F3\" has no setting \"unti\". Did you mean \"unit\"? It takes: unit.",
        "devices.csv:6:1 \"unit\" of device \"F4\" is 0 to 247, not 300.",
        "devices.csv:6:1 column \"a.q\" is no parameter of a stage. Possible: .",
        "devices.csv:6:1 column \"zz.d\": template \"feeder\" has no point \"zz\".",
        "templates/feeder.yaml:2:1 there is no filter \"contuer\". Did you mean \"counter\"? All 5 that are installed"
            + " stand in FILTERS.md of the documentation, and by bundle in \"busbar filters\".",
        "templates/feeder.yaml:3:1 \"d\" of \"band\" is missing (Width.) Write it like: band(…)",
        "templates/feeder.yaml:4:1 \"d\" of \"band\" is a number, not \"x\".",
        "templates/feeder.yaml:5:1 \"d\" of \"band\" is 0 to 1000000000, not -1.",
        "templates/feeder.yaml:6:1 \"band\" takes numbers, not text.",
        "templates/feeder.yaml:7:1 point \"e\" of template \"feeder\" has 2 reads and no flow that joins them. Write one as"
            + " \"flow:\", such as doublePoint or words.",
        "templates/feeder.yaml:8:1 \"quux\" is no kind. Write double, boolean or text.");
    assertThat(rig.engine.model().apply(plan)).isNotEmpty();
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
    rig.send("F1", "n", 0);
    assertThat(rig.published("F1", "n")).containsExactly(1.0, 2.0);
  }

  @Test
  void aFilterThatThrowsWhereItChecksIsAProblemAtItsPlaceAndNotTheEndOfTheCheck() {
    rig.engine.model().add(TestFilters.throwing());
    assertThat(rig.plan(Models.site("oak")
        .channel("bus1", "scripted")
        .point("feeder", "a", "double", PublishClass.EVENT, "throwing")
        .point("feeder", "b", "double", PublishClass.EVENT, "contuer")
        .device("F1", "feeder", "bus1")
        .build())).extracting(Problem::code).containsExactly("bundle-fault", "unknown-filter");
  }

  @Test
  void aPointThatReadsNothingIsAMistakeWhateverItsFlow() {
    assertThat(rig.plan(Models.site("oak")
        .channel("bus1", "scripted")
        .point("feeder", "a", "", PublishClass.EVENT, "band(1)")
        .device("F1", "feeder", "bus1")
        .build())).extracting(Problem::code).containsExactly("no-read");
  }

  @Test
  void aPlanAgainstAModelThatNoLongerRunsIsRefused() {
    rig.apply(ModelChangeTest.base().build());
    ModelControl.Plan old = rig.engine.model().plan(ModelChangeTest.base().device("F3", "feeder", "bus1").build());
    rig.apply(ModelChangeTest.base().device("F4", "feeder", "bus1").build());
    assertThat(rig.engine.model().apply(old)).extracting(Problem::code).containsExactly("stale-plan");
  }
}
