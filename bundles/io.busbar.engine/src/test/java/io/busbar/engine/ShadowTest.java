package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.DeviceState;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.Shadows.Counts;
import io.busbar.api.model.Shadows.NotCompared;
import io.busbar.api.model.Shadows.Point;
import io.busbar.api.model.Shadows.Report;
import io.busbar.api.model.Shadows.Seen;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.shadow.ShadowRuns;
import io.busbar.testkit.Models;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A planned site runs beside the running one on the same readings, and nothing of it is journalled. */
class ShadowTest {
  private static final long MINUTE_MS = 60_000;
  private final Rig rig = new Rig();
  private final ShadowRuns shadows = new ShadowRuns(rig.engine.model(), rig.clock, rig.random);

  private static Models base() {
    return Models.site("oak").channel("bus1", "scripted");
  }

  private static SiteModel feeder(String flow) {
    return base().point("feeder", "n", "double", PublishClass.MEASUREMENT, flow).device("F1", "feeder", "bus1")
        .device("F2", "feeder", "bus1").build();
  }

  @AfterEach
  void end() {
    shadows.close();
  }

  private List<Problem> start(SiteModel candidate) {
    return shadows.start(rig.engine.model().plan(candidate), MINUTE_MS, "me");
  }

  private Report report() {
    Report report = shadows.report();
    assertThat(report).isNotNull();
    return report;
  }

  private Report ended() {
    rig.crew.run();
    shadows.end("enough");
    awaitThat(() -> !report().running());
    return report();
  }

  private static void awaitThat(BooleanSupplier condition) {
    long until = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("it did not come within 60 s");
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void theSameSiteGivesTheSameAlsoWhereItsFiltersHaveMemoryFromBefore() {
    SiteModel site = base().point("feeder", "n", "double", PublishClass.MEASUREMENT, "counter | band(0)")
        .point("feeder", "r", "double", PublishClass.MEASUREMENT, "repeat(3s)").device("F1", "feeder", "bus1").build();
    rig.apply(site);
    rig.send("F1", "n", 1, 2, 3);
    rig.send("F1", "r", 7);
    assertThat(start(site)).isEmpty();
    rig.send("F1", "n", 4, 5, 6, 7, 8, 9);
    Report report = ended();
    assertThat(report.total().running()).isEqualTo(report.total().candidate()).isEqualTo(report.total().same()).isGreaterThan(7);
    assertThat(report.ended()).isEqualTo("enough");
    assertThat(report.who()).isEqualTo("me");
    assertThat(report.readings()).isEqualTo(6);
    assertThat(report.notCompared()).isEmpty();
    assertThat(rig.published("F1", "n")).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
  }

  @Test
  void whatDiffersIsCountedAndShownWithBothValuesAndNothingOfItIsJournalled() {
    rig.apply(feeder("band(1)"));
    rig.send("F1", "n", 10);
    int identities = rig.journal.identityCount();
    assertThat(start(feeder("band(1) | counter"))).isEmpty();
    rig.send("F1", "n", 20, 30);
    long journalled = rig.journal.count();
    Report report = ended();
    assertThat(report.points()).hasSize(1);
    Point point = report.points().get(0);
    assertThat(point.name()).isEqualTo("F1/n");
    assertThat(point.counts()).isEqualTo(new Counts(2, 2, 0, 2, 0, 0));
    Seen was = point.examples().get(0).running();
    Seen is = point.examples().get(0).candidate();
    assertThat(was).isNotNull();
    assertThat(is).isNotNull();
    assertThat(was.value()).isEqualTo("20");
    assertThat(is.value()).isEqualTo("1");
    assertThat(was.sourceNs()).isEqualTo(is.sourceNs());
    assertThat(rig.journal.count()).isEqualTo(journalled);
    assertThat(rig.journal.identityCount()).isEqualTo(identities);
    assertThat(rig.published("F1", "n")).containsExactly(10.0, 20.0, 30.0);
  }

  @Test
  void whatOnlyOneSideSendsIsTold() {
    rig.apply(feeder("band(1)"));
    rig.send("F1", "n", 0);
    rig.send("F2", "n", 0);
    SiteModel candidate = base().point("feeder", "n", "double", PublishClass.MEASUREMENT, "band(5)")
        .point("feeder", "more", "double", PublishClass.MEASUREMENT, "").device("F1", "feeder", "bus1").device("F3", "feeder", "bus1").build();
    assertThat(start(candidate)).isEmpty();
    rig.send("F1", "n", 2, 4, 6, 8);
    rig.send("F2", "n", 2);
    Report report = ended();
    assertThat(report.points()).extracting(Point::name).containsExactly("F1/n", "F1/more", "F2/n");
    assertThat(report.points().get(0).counts()).isEqualTo(new Counts(4, 1, 1, 0, 3, 0));
    assertThat(report.points().get(1).counts()).isEqualTo(new Counts(0, 4, 0, 0, 0, 4));
    assertThat(report.points().get(2).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    assertThat(report.notCompared()).extracting(NotCompared::name).containsExactly("F3/n", "F3/more");
    assertThat(report.notCompared().get(0).why()).contains("no such device");
  }

  @Test
  void aSampleThatComesLaterInTheCandidateIsTheSameSample() {
    rig.engine.model().add(TestFilters.hold());
    rig.apply(feeder("band(0)"));
    assertThat(start(feeder("band(0) | hold"))).isEmpty();
    rig.send("F1", "n", 1, 2, 3);
    rig.send("F2", "n", 5);
    Report report = ended();
    assertThat(report.total()).isEqualTo(new Counts(4, 2, 0, 2, 2, 0));
    assertThat(report.points().get(0).examples().get(0)).satisfies(example -> assertThat(example.candidate()).isNotNull()
        .satisfies(seen -> assertThat(seen.value()).isEqualTo("1")));
  }

  @Test
  void aLostDeviceIsLostInTheCandidateToo() {
    SiteModel site = feeder("repeat(2s)");
    rig.apply(site);
    rig.send("F1", "n", 1);
    assertThat(start(site)).isEmpty();
    rig.state("F1", DeviceState.LOST, "no answer");
    rig.send("F2", "n", 1, 2, 3, 4, 5, 6);
    rig.state("F1", DeviceState.OK, "");
    rig.send("F1", "n", 2);
    assertThat(ended().total()).satisfies(total -> assertThat(total.isSame()).as(total.toString()).isTrue());
  }

  @Test
  void aBrokenCandidateAndAStalePlanAreRefused() {
    rig.apply(feeder("band(1)"));
    assertThat(start(feeder("bend(1)"))).extracting(Problem::code).containsExactly("unknown-filter");
    assertThat(shadows.report()).isNull();
    var plan = rig.engine.model().plan(feeder("band(3)"));
    rig.apply(feeder("band(2)"));
    assertThat(shadows.start(plan, MINUTE_MS, "")).extracting(Problem::code).containsExactly("stale-plan");
    assertThat(shadows.start(rig.engine.model().plan(feeder("band(3)")), 0, "")).extracting(Problem::code).containsExactly("shadow-time");
  }

  @Test
  void itEndsWhenItsTimeIsUpAndWhenTheRunningSiteOrAFilterChanges() {
    FilterFactory extra = TestFilters.times("extra", 2);
    rig.engine.model().add(extra);
    rig.apply(feeder("band(1)"));
    assertThat(start(feeder("band(2)"))).isEmpty();
    // Whoever ends one waits for its thread for a bounded time only.
    rig.apply(feeder("band(3)"));
    awaitThat(() -> !report().running());
    assertThat(report().ended()).contains("running site").contains("changed");
    assertThat(start(feeder("band(2) | extra"))).isEmpty();
    rig.engine.model().remove(extra);
    awaitThat(() -> !report().running());
    assertThat(start(feeder("band(2)"))).isEmpty();
    assertThat(report().running()).isTrue();
    rig.clock.advanceNs(MINUTE_MS * 1_000_000);
    awaitThat(() -> !report().running());
    assertThat(report().ended()).isEqualTo("its time was up");
  }

  @Test
  void aFilterThatFailsIsToldAndTheRunningSiteIsNotTouched() {
    rig.apply(feeder("band(1)"));
    assertThat(start(feeder("band(1) | fragile"))).isEmpty();
    rig.send("F1", "n", 500);
    Report report = ended();
    assertThat(report.failures()).singleElement().satisfies(text -> assertThat(text).contains("fragile failed 1 times"));
    assertThat(report.total()).isEqualTo(new Counts(1, 1, 0, 1, 0, 0));
    assertThat(rig.published("F1", "n")).containsExactly(500.0);
  }

  @Test
  void aCandidateThatFallsBehindIsDroppedAndSaysSoWhileTheRunningSiteGoesOn() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    boolean[] slow = {false};
    rig.engine.model().add(TestFilters.factory("slow", List.of(), io.busbar.api.data.Kind.DOUBLE, context -> (input, in, out) -> {
      if (slow[0]) {
        hold(go);
      }
      for (int i = 0; i < in.size(); i++) {
        out.addRow(in, i);
      }
    }));
    rig.apply(feeder("band(0)"));
    assertThat(start(feeder("slow"))).isEmpty();
    slow[0] = true;
    for (int i = 0; i < 9_000; i++) {
      rig.clock.advanceNs(1_000_000);
      rig.send("bus1", "F1", "n", i, 0);
      rig.crew.runOnce("bus1");
      rig.crew.runOnce("engine");
    }
    rig.crew.run();
    assertThat(rig.published("F1", "n")).hasSize(9_000);
    go.countDown();
    awaitThat(() -> !report().running());
    assertThat(report().ended()).contains("fell behind");
    rig.send("F1", "n", -1);
    assertThat(rig.published("F1", "n")).hasSize(9_001);
  }

  private static void hold(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
