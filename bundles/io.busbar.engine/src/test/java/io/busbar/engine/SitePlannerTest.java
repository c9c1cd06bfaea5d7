package io.busbar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.model.Problem;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SitePlans.Pause;
import io.busbar.api.model.SitePlans.Planned;
import io.busbar.engine.site.SiteFolder;
import io.busbar.engine.site.SitePlanner;
import io.busbar.engine.site.SiteWatcher;
import io.busbar.testkit.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan, difference, apply and undo of the site folder. */
class SitePlannerTest {
  @TempDir
  Path folder;
  private final Rig rig = new Rig();
  private SiteWatcher watcher;
  private SitePlanner plans;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\nF2\n");
    Files.writeString(folder.resolve("notes.md"), "mine");
    watcher = new SiteWatcher(new SiteFolder(folder), () -> List.of(new LinesLoader()), rig.engine.model(), rig.clock);
    plans = new SitePlanner(watcher, new Random(7)::nextLong);
    look();
  }

  private void look() {
    watcher.look();
    watcher.look();
    rig.crew.run();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString())
          .filter(name -> !name.startsWith(".busbar")).sorted().toList();
    }
  }

  @Test
  void aPlanSaysWhatWouldChangeAndChangesNothing() throws IOException {
    Planned plan = plans.plan(Map.of("site.txt", "F1\nF3\n", "more/a.txt", "F4", "readme.md", "not read"));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.difference().devicesAdded()).containsExactly("F4", "F3");
    assertThat(plan.difference().devicesRemoved()).containsExactly("F2");
    assertThat(plan.difference().pointsAdded()).containsExactly("F4/n", "F3/n");
    assertThat(plan.files().added()).containsExactly("more/a.txt");
    assertThat(plan.files().changed()).containsExactly("site.txt");
    assertThat(plan.files().removed()).isEmpty();
    assertThat(plan.files().ignored()).containsExactly("readme.md");
    assertThat(plan.pauses()).isEmpty();
    assertThat(plan.untouched()).isEqualTo(1);
    assertThat(rig.engine.model().epoch()).isEqualTo(1);
    assertThat(files()).containsExactly("notes.md", "site.txt");
  }

  @Test
  void anAppliedPlanRunsAndItsFilesAreTheSiteFoldersSoThatARestartGivesTheSame() throws IOException {
    Planned plan = plans.plan(Map.of("site.txt", "F1\nF3\n", "more/a.txt", "F4"));
    assertThat(plans.apply(plan.id())).isEmpty();
    rig.crew.run();
    assertThat(rig.session().isBound("F3")).isTrue();
    assertThat(rig.session().isBound("F2")).isFalse();
    assertThat(files()).containsExactly("more/a.txt", "notes.md", "site.txt");
    look();
    assertThat(rig.engine.model().epoch()).as("the watcher has nothing to do").isEqualTo(2);
    assertThat(plans.apply(plan.id())).extracting(Problem::code).containsExactly("unknown-plan");

    Rig next = new Rig();
    SiteWatcher other = new SiteWatcher(new SiteFolder(folder), () -> List.of(new LinesLoader()), next.engine.model(), next.clock);
    SitePlanner otherPlans = new SitePlanner(other, () -> 5);
    other.look();
    other.look();
    next.crew.run();
    assertThat(next.session().isBound("F4")).isTrue();
    assertThat(otherPlans.undo()).isEmpty();
    next.crew.run();
    assertThat(next.session().isBound("F4")).isFalse();
    assertThat(next.session().isBound("F2")).isTrue();
    assertThat(files()).containsExactly("notes.md", "site.txt");
  }

  @Test
  void anUndoTakesTheLastApplyBackAndASecondOneRedoesIt() throws IOException {
    assertThat(plans.undo()).extracting(Problem::code).containsExactly("nothing-to-undo");
    plans.apply(plans.plan(Map.of("site.txt", "F1\nF2\n", "more/a.txt", "F9")).id());
    assertThat(plans.undo()).isEmpty();
    rig.crew.run();
    assertThat(rig.session().isBound("F9")).isFalse();
    assertThat(files()).containsExactly("notes.md", "site.txt");
    assertThat(plans.undo()).isEmpty();
    rig.crew.run();
    assertThat(rig.session().isBound("F9")).isTrue();
  }

  @Test
  void anUndoDoesNotOverwriteWhatWasEditedSince() throws IOException {
    plans.apply(plans.plan(Map.of("site.txt", "F1\nF3\n")).id());
    Files.writeString(folder.resolve("site.txt"), "F1\nF5\n");
    look();
    assertThat(plans.undo()).extracting(Problem::code).containsExactly("edited-since");
    assertThat(rig.session().isBound("F5")).isTrue();
  }

  @Test
  void aStalePlanIsRefused() throws IOException {
    Planned plan = plans.plan(Map.of("site.txt", "F1\n"));
    Files.writeString(folder.resolve("site.txt"), "F1\nF2\nF7\n");
    assertThat(plans.apply(plan.id())).extracting(Problem::code).containsExactly("stale-plan");
    look();
    Planned again = plans.plan(Map.of("site.txt", "F1\n"));
    rig.apply(Models.site("elsewhere").channel("bus1", "scripted")
        .point("t", "p", "double", PublishClass.EVENT, "").device("D", "t", "bus1").build());
    assertThat(plans.apply(again.id())).extracting(Problem::code).containsExactly("stale-plan");
  }

  @Test
  void mistakesAreToldWithTheirPlaceAndCannotBeApplied() {
    Planned plan = plans.plan(Map.of("site.txt", "F1\nwhat?\n"));
    assertThat(plan.id()).isEmpty();
    assertThat(plan.problems().get(0).at().toString()).isEqualTo("site.txt:1:1");
    Planned unknown = plans.plan(Map.of("site.txt", "X1\n"));
    assertThat(unknown.id()).isEmpty();
    assertThat(unknown.problems()).extracting(Problem::code).contains("unknown-template");
    assertThat(plans.plan(Map.of("other.txt", "")).problems()).extracting(Problem::code).containsExactly("no-loader");
    assertThat(plans.planFolder(folder.resolve("none").toString()).problems()).extracting(Problem::code).containsExactly("no-folder");
    for (String name : List.of("../x", "/etc/passwd", ".hidden", "a//b", "data/journal", "a\nb", "a/b/c/d/e")) {
      assertThatThrownBy(() -> plans.plan(Map.of(name, ""))).as(name).hasMessageContaining("is no name of a file");
    }
  }

  @Test
  void aBrokenEditInTheFolderIsReplacedByAnAppliedPlan() throws IOException {
    Files.writeString(folder.resolve("site.txt"), "F1\nwhat?\n");
    look();
    assertThat(rig.engine.model().refusal()).isPresent();
    assertThat(plans.apply(plans.plan(Map.of("site.txt", "F1\nF2\nF3\n")).id())).isEmpty();
    rig.crew.run();
    assertThat(rig.engine.model().refusal()).isEmpty();
    assertThat(rig.session().isBound("F3")).isTrue();
  }

  @Test
  void aStepThatACrashHasInterruptedIsFinishedAtTheNextStart() throws IOException {
    Path commit = folder.resolve(".busbar/commit");
    Files.createDirectories(commit.resolve("after"));
    Files.createDirectories(commit.resolve("before"));
    Files.writeString(commit.resolve("names"), "site.txt\nmore/b.txt\nnotes.md");
    Files.writeString(commit.resolve("after/0"), "F1\nF8\n");
    Files.writeString(commit.resolve("after/1"), "F6");
    Files.writeString(commit.resolve("before/0"), "F1\nF2\n");
    Files.writeString(commit.resolve("before/2"), "mine");
    Files.createDirectories(folder.resolve(".busbar/next"));
    plans = new SitePlanner(watcher, () -> 9);
    look();
    assertThat(rig.session().isBound("F8")).isTrue();
    assertThat(rig.session().isBound("F6")).isTrue();
    assertThat(files()).containsExactly("more/b.txt", "site.txt");
    assertThat(plans.undo()).isEmpty();
    assertThat(files()).containsExactly("notes.md", "site.txt");
    assertThat(folder.resolve("notes.md")).hasContent("mine");
  }

  @Test
  void whatPausesIsSaidWithItsReason() {
    Planned plan = plans.plan(Map.of("site.txt", "F1\nF2 x\n"));
    assertThat(plan.pauses()).extracting(Pause::device).isEmpty();
    assertThat(plan.untouched()).isEqualTo(1);
  }
}
