package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Problem;
import io.busbar.api.model.SitePlans.Order;
import io.busbar.api.model.SitePlans.Version;
import io.busbar.engine.site.SiteFolder;
import io.busbar.engine.site.SitePlanner;
import io.busbar.engine.site.SiteWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Undo to any version, and changes that go back unless they are confirmed. */
class SiteVersionsTest {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final Order TEN_MINUTES = new Order("ann", 600_000);

  @TempDir
  Path folder;
  private Rig rig = new Rig();
  private SiteWatcher watcher;
  private SitePlanner plans;

  @BeforeEach
  void begin() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\nF2\n");
    start(0);
  }

  /** A gateway starts so long after the clock's origin. */
  private void start(long afterNs) {
    rig = new Rig();
    rig.clock.stepWallNs(afterNs);
    watcher = new SiteWatcher(new SiteFolder(folder), () -> List.of(new LinesLoader()), rig.engine.model(), rig.clock);
    plans = new SitePlanner(watcher, new Random(7)::nextLong);
    look();
  }

  private void look() {
    watcher.look();
    watcher.look();
    plans.tick();
    rig.crew.run();
  }

  private List<Problem> apply(String site, Order order) {
    List<Problem> problems = plans.apply(plans.plan(Map.of("site.txt", site)).id(), order);
    rig.crew.run();
    return problems;
  }

  private String site() throws IOException {
    return Files.readString(folder.resolve("site.txt"));
  }

  @Test
  void eachChangeIsAVersionThatCanBeGoneBackTo() throws IOException {
    assertThat(apply("F1\nF3\n", new Order("ann", 0))).isEmpty();
    rig.clock.advanceNs(MINUTE_NS);
    Files.writeString(folder.resolve("site.txt"), "F1\nF4\n");
    look();
    assertThat(apply("F1\nF5\n", new Order("bob", 0))).isEmpty();

    assertThat(plans.versions()).extracting(Version::number).containsExactly(4, 3, 2, 1);
    assertThat(plans.versions()).extracting(Version::who).containsExactly("bob", "", "ann", "");
    assertThat(plans.versions()).extracting(Version::what).containsExactly("applied: devices +1 -1 ~0, site.txt", "edited in the folder",
        "applied: devices +1 -1 ~0, site.txt", "as found at the first start");
    assertThat(plans.versions().get(0).changed()).containsExactly("site.txt");
    assertThat(plans.versions().get(1).atNs() - plans.versions().get(2).atNs()).isGreaterThanOrEqualTo(MINUTE_NS);

    assertThat(plans.undo(2, new Order("eve", 0))).isEmpty();
    rig.crew.run();
    assertThat(site()).isEqualTo("F1\nF3\n");
    assertThat(rig.session().isBound("F3")).isTrue();
    assertThat(rig.session().isBound("F5")).isFalse();
    assertThat(plans.versions().get(0)).satisfies(version -> {
      assertThat(version.number()).isEqualTo(5);
      assertThat(version.what()).isEqualTo("undo to version 2");
    });
    assertThat(plans.undo(9, Order.NONE).toString()).contains("version 9 is not kept. There are 1 to 5");

    start(10 * MINUTE_NS);
    assertThat(plans.versions()).as("after a restart, without a new one").hasSize(5);
    assertThat(plans.undo(4, Order.NONE)).isEmpty();
    assertThat(site()).isEqualTo("F1\nF5\n");
  }

  @Test
  void aFileThatCameWithAVersionGoesWithIt() throws IOException {
    assertThat(plans.apply(plans.plan(Map.of("site.txt", "F1\n", "more/a.txt", "F9")).id())).isEmpty();
    assertThat(plans.undo(1, Order.NONE)).isEmpty();
    assertThat(folder.resolve("more/a.txt")).doesNotExist();
    assertThat(plans.undo(2, Order.NONE)).isEmpty();
    assertThat(folder.resolve("more/a.txt")).hasContent("F9");
  }

  @Test
  void oldVersionsGoAndTheirNumbersAreNotGivenAgain() {
    for (int i = 0; i < 105; i++) {
      assertThat(apply("F1\nG" + i + "\n", Order.NONE)).isEmpty();
    }
    assertThat(plans.versions()).hasSize(100);
    assertThat(plans.versions().get(0).number()).isEqualTo(106);
    assertThat(plans.versions().get(99).number()).isEqualTo(7);
  }

  @Test
  void aChangeThatIsNotConfirmedGoesBackByItself() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    assertThat(plans.unconfirmed()).isNotNull();
    assertThat(plans.unconfirmed().leftMs()).isEqualTo(600_000);
    assertThat(apply("F1\nF4\n", Order.NONE)).extracting(Problem::code).containsExactly("unconfirmed");

    rig.clock.advanceNs(10 * MINUTE_NS - 1);
    look();
    assertThat(rig.session().isBound("F3")).isTrue();
    rig.clock.advanceNs(1);
    look();

    assertThat(rig.session().isBound("F3")).isFalse();
    assertThat(rig.session().isBound("F2")).isTrue();
    assertThat(site()).isEqualTo("F1\nF2\n");
    assertThat(plans.unconfirmed()).isNull();
    assertThat(plans.versions().get(0).what()).isEqualTo("not confirmed within 10 min: back to version 1");
    assertThat(plans.confirm(Order.NONE)).extracting(Problem::code).containsExactly("nothing-to-confirm");
    assertThat(plans.undo()).as("what went back by itself is not brought again").extracting(Problem::code).containsExactly("nothing-to-undo");
    assertThat(site()).isEqualTo("F1\nF2\n");
  }

  @Test
  void aConfirmedChangeStays() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    rig.clock.advanceNs(9 * MINUTE_NS);
    assertThat(plans.confirm(new Order("ann", 0))).isEmpty();
    rig.clock.advanceNs(9 * MINUTE_NS);
    look();
    start(60 * MINUTE_NS);
    assertThat(site()).isEqualTo("F1\nF3\n");
    assertThat(plans.unconfirmed()).isNull();
  }

  @Test
  void overARestartTheTimeGoesOn() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    start(4 * MINUTE_NS);
    assertThat(rig.session().isBound("F3")).as("there is time left").isTrue();
    assertThat(plans.unconfirmed().leftMs()).isEqualTo(360_000);
    rig.clock.advanceNs(6 * MINUTE_NS);
    look();
    assertThat(rig.session().isBound("F3")).isFalse();
    assertThat(site()).isEqualTo("F1\nF2\n");
  }

  @Test
  void whatRanOutWhileNothingRanIsNotEvenStarted() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    start(60 * MINUTE_NS);
    assertThat(rig.session().isBound("F3")).isFalse();
    assertThat(rig.session().isBound("F2")).isTrue();
    assertThat(site()).isEqualTo("F1\nF2\n");
    assertThat(rig.engine.model().epoch()).as("the unconfirmed model never ran").isEqualTo(1);
    assertThat(plans.undo()).extracting(Problem::code).containsExactly("nothing-to-undo");
  }

  @Test
  void whatItBroughtIsGoneThenToo() {
    assertThat(plans.apply(plans.plan(Map.of("site.txt", "F1\n", "more/a.txt", "F9")).id(), TEN_MINUTES)).isEmpty();
    start(60 * MINUTE_NS);
    assertThat(folder.resolve("more/a.txt")).doesNotExist();
    assertThat(rig.session().isBound("F2")).isTrue();
  }

  @Test
  void aClockThatWasSetBackDoesNotMakeItLonger() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    start(-365L * 24 * 60 * MINUTE_NS);
    assertThat(plans.unconfirmed().leftMs()).isEqualTo(600_000);
  }

  @Test
  void anUndoEndsTheWait() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    assertThat(plans.undo()).isEmpty();
    assertThat(plans.unconfirmed()).isNull();
    rig.clock.advanceNs(11 * MINUTE_NS);
    look();
    assertThat(site()).isEqualTo("F1\nF2\n");
    assertThat(plans.versions()).hasSize(3);
  }

  @Test
  void aRefusedChangeDoesNotWait() throws IOException {
    Files.createDirectories(folder.resolve("site.txt.d"));
    assertThat(plans.apply("nothing", TEN_MINUTES)).extracting(Problem::code).containsExactly("unknown-plan");
    assertThat(plans.unconfirmed()).isNull();
  }

  @Test
  void aCrashBetweenTheWayBackAndTheChangeLeavesTheSiteAsItWas() throws IOException {
    assertThat(apply("F1\nF3\n", TEN_MINUTES)).isEmpty();
    Files.writeString(folder.resolve("site.txt"), "F1\nF2\n"); // as if the change had not been carried out
    start(60 * MINUTE_NS);
    assertThat(site()).isEqualTo("F1\nF2\n");
    assertThat(plans.unconfirmed()).isNull();
  }
}
