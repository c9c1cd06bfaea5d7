package io.busbar.filter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.testkit.StageHarness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a point is called and how it is published. How the engine uses it is tested there. */
class RouteAndRenameTest {
  private static String renamed(String pattern, String replacement, String name) {
    RenameFilter filter = new RenameFilter();
    StageSpec stage = new StageSpec("rename", List.of(Setting.of(pattern, SourceLocation.NONE), Setting.of(replacement, SourceLocation.NONE)),
        Map.of(), "rename", SourceLocation.NONE);
    return filter.publishedName(StageArguments.of(filter.descriptor(), stage, new Problems()), name);
  }

  @Test
  void matchesOfThePatternAreReplaced() {
    assertThat(renamed("^i([abc])$", "current_$1", "ia")).isEqualTo("current_a");
    assertThat(renamed("^i([abc])$", "current_$1", "power")).isEqualTo("power");
    assertThat(renamed("_", ".", "a_b_c")).isEqualTo("a.b.c");
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    assertThat(StageHarness.of(new RenameFilter()).argument("(").argument("x").problems()).extracting(Problem::message)
        .containsExactly("rename: Unclosed group in \"(\". Write for example '^i' in quotes.");
    assertThat(StageHarness.of(new RenameFilter()).argument("^(i)a").argument("$2").problems()).extracting(Problem::message)
        .containsExactly("rename: \"$2\" is no group of the pattern, which has 1. Write $1 for what stands in its first ( ).");
  }

  @Test
  void tagsAreWrittenByName() {
    AnnotateFilter filter = new AnnotateFilter();
    Setting tags = new Setting("", Map.of("phase", Setting.of("A", SourceLocation.NONE), "crew", Setting.of("north", SourceLocation.NONE)),
        SourceLocation.NONE);
    StageSpec stage = new StageSpec("annotate", List.of(tags), Map.of(), "annotate", SourceLocation.NONE);
    assertThat(filter.tags(StageArguments.of(filter.descriptor(), stage, new Problems()))).containsExactly(Map.entry("crew", "north"),
        Map.entry("phase", "A"));
    Setting wrong = new Setting("", Map.of("1st", Setting.of("A", SourceLocation.NONE)), SourceLocation.NONE);
    Problems problems = new Problems();
    filter.check(List.of(Kind.TEXT), new StageSpec("annotate", List.of(wrong), Map.of(), "annotate", SourceLocation.NONE), problems);
    assertThat(problems.list()).extracting(Problem::message).containsExactly("annotate: \"1st\" is no name of a tag. It begins with a "
        + "letter and has up "
        + "to 32 letters, digits, _ . or -.");
  }

  @Test
  void everySamplePassesWhereverItGoes() {
    StageHarness stage = StageHarness.of(new RouteFilter()).argument("abs(x) > 400").argument("alarm").start();
    assertThat(stage.send(0, 1).send(0, 500).take()).hasSize(2);
  }
}
