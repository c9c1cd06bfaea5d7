package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Quality;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.driver.modbus.ModbusDriverFactory;
import io.busbar.engine.model.Catalog;
import io.busbar.engine.model.CatalogCheck;
import io.busbar.testkit.MemorySampleJournal.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Points that are made of others: by a formula, by a filter with several inputs, and several of one. */
class DerivedPointsTest {
  private static List<String> problems(String template) {
    TemplateLoader.Loaded loaded = Examples.loadTemplates(Map.of("it", template));
    SiteModel model = loaded.model();
    Catalog catalog = new Catalog();
    catalog.add(new ModbusDriverFactory());
    FilterSets.all().forEach(catalog::add);
    List<Problem> problems = model == null || !loaded.problems().isEmpty() ? loaded.problems() : new CatalogCheck(catalog).check(model);
    return problems.stream().map(problem -> problem.at().line() + ":" + problem.at().column() + " " + problem.code()
        + " " + problem.message()).toList();
  }

  @Test
  void aFormulaOfPointsIsComputedOnceForAllThatCameTogether() {
    try (SiteBench bench = SiteBench.of("""
        points:
          sum: {flow: "expr(ia + ib)", unit: A, report: dbAbs(0.5)}
          ia: {read: holding 1 uint16, scale: 0.1, unit: A, report: dbAbs(100)}
          ib: {read: holding 2 uint16, scale: 0.1, unit: A, report: dbAbs(100)}
        """)) {
      bench.after(1_000);
      bench.pollTogether(Map.of("ia", 100.0, "ib", 200.0));
      bench.after(1_000);
      bench.pollTogether(Map.of("ia", 103.0, "ib", 204.0));
      bench.after(1_000);
      bench.poll("ib", 205.0);
      bench.after(1_000);
      bench.poll("ib", 300.0);
      assertThat(bench.numbers("sum")).containsExactly(30.0, 30.7, 40.3);
      assertThat(bench.numbers("ia")).as("what the sum is made of is not what is worth sending").containsExactly(10.0);
      Row last = bench.rows("sum").get(2);
      assertThat(last.sourceNs()).isEqualTo(bench.clock.wallNs());
      assertThat(bench.journal.description("D-it", "sum").periodMs()).isEqualTo(bench.journal.description("D-it", "ia").periodMs());
    }
  }

  @Test
  void isBadAsLongAsOneOfItsPointsIs() {
    try (SiteBench bench = SiteBench.of("""
        points:
          ia: {read: holding 1 uint16}
          ib: {read: holding 2 uint16}
          sum: {flow: "expr(ia + ib)"}
        """)) {
      bench.poll("ia", 1);
      bench.after(1_000);
      bench.poll("ib", 2);
      assertThat(bench.rows("sum")).extracting(row -> Quality.isGood(row.quality())).containsExactly(false, true);
      assertThat(bench.rows("sum").get(1).number()).isEqualTo(3);
    }
  }

  @Test
  void severalPointsComeOutOfOneWordAndAValueAndItsEventOutOfOneReading() {
    try (SiteBench bench = SiteBench.of("""
        points:
          word: {read: holding 5 uint16, publish: none}
          door: {from: word, flow: "bits(0x1)"}
          oil: {from: word, flow: "bits(0x8) | invert", publish: alarm}
          step: {from: word, flow: "bits(0xFF00, 8)", report: onChange}
          t1: {read: holding 6 int16, scale: 0.1, unit: Cel, report: dbAbs(5)}
          t1Limit: {from: t1, flow: "limits(0, 10, 80, 95, 1)", publish: alarm}
        """)) {
      bench.poll("word", 0x0301);
      bench.after(1_000);
      bench.poll("word", 0x0309);
      bench.after(1_000);
      bench.poll("word", 0x0408);
      assertThat(bench.numbers("door")).containsExactly(1.0, 0.0);
      assertThat(bench.numbers("oil")).containsExactly(1.0, 0.0);
      assertThat(bench.numbers("step")).containsExactly(3.0, 4.0);
      assertThat(bench.numbers("word")).isEmpty();
      assertThat(bench.rows("door").get(0).stream()).as("a bit is a state, a state an event").isEqualTo(StreamId.EVENTS);
      assertThat(bench.rows("step").get(0).stream()).isEqualTo(StreamId.MEASUREMENTS);
      bench.poll("t1", 500);
      bench.after(1_000);
      bench.poll("t1", 810);
      bench.after(1_000);
      bench.poll("t1", 812);
      assertThat(bench.numbers("t1")).containsExactly(50.0, 81.0);
      assertThat(bench.rows("t1Limit")).hasSize(2);
      assertThat(bench.rows("t1Limit").get(1).urgent()).isTrue();
    }
  }

  @Test
  void aFilterWithSeveralInputsTakesPointsAsItTakesReads() {
    try (SiteBench bench = SiteBench.of("""
        points:
          open: {read: coil 1, publish: none}
          closed: {read: coil 2, publish: none}
          breaker: {from: [open, closed], flow: "doublePoint(open, closed)"}
          live: {from: breaker, flow: "enum({0: moving, 1: dead, 2: live, 3: bad})"}
        """)) {
      bench.pollTogether(Map.of("open", 1.0, "closed", 0.0));
      bench.after(1_000);
      bench.pollTogether(Map.of("open", 0.0, "closed", 1.0));
      assertThat(bench.numbers("breaker")).containsExactly(1.0, 2.0);
      assertThat(bench.numbers("live")).containsExactly(1.0, 2.0);
      assertThat(bench.journal.description("D-it", "live").labels()).containsEntry(2L, "live");
    }
  }

  @Test
  void tagsGoAlongWithTheDescription() {
    try (SiteBench bench = SiteBench.of("""
        points:
          ia: {read: holding 1 uint16, flow: "annotate({phase: A, crew: north}) | annotate({crew: south})"}
        """)) {
      PointDescription point = bench.journal.description("D-it", "ia");
      assertThat(point.tags()).isEqualTo(Map.of("phase", "A", "crew", "south"));
      assertThat(bench.view().points("ia", 1).get(0).tags()).isEqualTo(point.tags());
    }
  }

  @Test
  void mistakesAreToldWhereTheyAre() {
    assertThat(problems("points:\n  a: {read: coil 1}\n  b: {from: [a, cc], flow: or}\n"))
        .containsExactly("3:17 unknown-point there is no point \"cc\" in this template. A point is made of points of its own template.");
    assertThat(problems("points:\n  r: {read: coil 1}\n  a: {from: b}\n  b: {from: c}\n  c: {from: a}\n"))
        .containsExactly("3:3 points-in-a-loop point \"a\" is made of itself: a ← b ← c ← a. Let one of them be read, or be made of others.");
    assertThat(problems("points:\n  a: {read: coil 1}\n  b: {flow: \"linear(2)\"}\n")).singleElement().asString()
        .startsWith("3:3 no-read point \"b\" says nowhere where it gets its values. Write \"read:\", or \"from: [other, another]\"");
    assertThat(problems("points:\n  a: {read: holding 1 uint16}\n  b: {flow: \"expr(x + "
        + "a)\"}\n")).singleElement().asString().startsWith("3:3 no-read");
    assertThat(problems("points:\n  a: {read: coil 1}\n  b: {from: [a, a]}\n")).singleElement().asString().startsWith("3:7 reads-need-flow 2 points");
    assertThat(problems("points:\n  a: {read: coil 1}\n  b: {read: coil 2, from: a}\n")).singleElement().asString().startsWith("3:21 read-and-from");
    assertThat(problems("points:\n  a: {read: coil 1}\n  b: {from: a, every: 1s}\n")).singleElement().asString().startsWith("3:16 "
        + "every-without-read");
    assertThat(problems("points:\n  a: {read: coil 1}\n  b: {from: a, notAvailable: 1}\n")).singleElement().asString().startsWith("3:30 unknown-key");
    assertThat(problems("points:\n  a: {flow: \"expr(b + b)\"}\n  b: {flow: \"expr(a + 1)\"}\n")).singleElement().asString()
        .startsWith("2:3 points-in-a-loop");
    assertThat(problems("points:\n  a: {flow: \"expr(b + b)\"}\n")).singleElement().asString().startsWith("2:19 unknown-point");
  }
}
