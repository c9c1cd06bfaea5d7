package io.busbar.test.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.PointSpec;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.view.PointRow;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The template of the demonstration's self-test uses every filter at the point that has its name, and each of them gives a result soon. */
class SelfTestTemplateTest {
  /** Beyond the operations: user code, and an account. */
  private static final Set<String> FURTHER = Set.of("script", "budget");
  private static final int SECONDS = 15;

  private static TemplateLoader.Loaded load() throws IOException {
    return Examples.loadTemplates(
        Map.of("lab", Files.readString(FilterSets.ROOT.resolve("bundles/io.busbar.demo/src/main/resources/site/templates/lab.yaml"))));
  }

  private static TreeSet<String> filters() {
    return FilterSets.all().stream().map(filter -> filter.descriptor().name()).filter(name -> !FURTHER.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachFilterHasAPointOfItsName() throws IOException {
    TemplateLoader.Loaded loaded = load();
    assertThat(loaded.problems()).isEmpty();
    SiteModel model = loaded.model();
    assertThat(model).isNotNull();
    TemplateSpec lab = model.templates().get(0);
    TreeSet<String> used = lab.points().stream().filter(point -> uses(point, point.name())).map(PointSpec::name)
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isEqualTo(filters());
  }

  private static boolean uses(PointSpec point, String filter) {
    return point.flow().stream().anyMatch(stage -> stage.filter().equals(filter));
  }

  @Test
  void eachGivesAResultWithinSecondsAndNoneFails() throws IOException {
    Pattern operation = Pattern.compile("# \\d+$");
    List<String> lines = Files.readAllLines(FilterSets.ROOT.resolve("bundles/io.busbar.demo/src/main/resources/site/templates/lab.yaml"));
    assertThat(lines.stream().filter(line -> operation.matcher(line).find())).hasSize(filters().size());
    try (SiteBench bench = SiteBench.of(load())) {
      for (int second = 0; second < SECONDS; second++) {
        bench.after(1_000);
        bench.pollTogether(readings(second));
        bench.poll("eventRecords", 100 + second, second % 2, 1_767_225_600 + second);
      }
      bench.after(5_000);
      List<PointRow> rows = bench.view().points("D-lab/", 1_000);
      Set<String> without = rows.stream().filter(row -> row.value().isEmpty()).map(PointRow::point).collect(Collectors.toCollection(TreeSet::new));
      assertThat(without).isEmpty();
      assertThat(rows).hasSizeGreaterThan(filters().size());
      assertThat(bench.view().counters().stream().filter(counter -> counter.name().startsWith("failed.")))
          .hasSizeGreaterThanOrEqualTo(filters().size()).allMatch(counter -> counter.value() == 0);
      assertThat(bench.points().stream().filter(name -> !bench.rows(name).isEmpty())).as("published").isEmpty();
    }
  }

  private static Map<String, Double> readings(int second) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("ia", 1_800.0 + 10 * second);
    values.put("ib", 1_810.0);
    values.put("ic", 1_790.0);
    values.put("u", 2_000.0 + second);
    values.put("p", 5_000.0 + second);
    values.put("q", 900.0);
    values.put("high", 0.0);
    values.put("low", 30.0 + second);
    values.put("opened", 0.0);
    values.put("shut", 1.0);
    values.put("trip", 0.0);
    values.put("pickup", 0.0);
    values.put("testSwitch", 0.0);
    return values;
  }
}
