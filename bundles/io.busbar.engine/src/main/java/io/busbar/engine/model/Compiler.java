package io.busbar.engine.model;

import io.busbar.api.describe.Nearest;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.TemplateSpec;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.CompiledTemplate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one template for one driver: asks the driver what the reads give and each filter what it makes of it. A point that is made of
 * others is compiled after these.
 */
final class Compiler {
  /** Inputs of one template at most. */
  static final int MAX_SLOTS = 4_096;
  /** Points that one is made of at most. */
  static final int MAX_SOURCES = 16;

  private final Catalog catalog;
  private final Problems problems;

  Compiler(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  CompiledTemplate compile(TemplateSpec template, DriverFactory driver) {
    if (template.points().isEmpty()) {
      problems.error(template.at(), "empty-template", "template \"" + template.name()
          + "\" has no points. Write at least one under \"points:\".");
    }
    List<PointSpec> specs = distinct(template);
    int[] firstSlot = new int[specs.size()];
    int slots = 0;
    for (int i = 0; i < specs.size(); i++) {
      firstSlot[i] = slots;
      slots += specs.get(i).reads().size();
    }
    Sources sources = new Sources(specs, catalog, problems);
    if (slots == 0 && !problems.hasErrors()) {
      problems.error(template.at(), "no-read", "template \"" + template.name() + "\" reads nothing: points that are made of others need one "
          + "that is read. Write \"read:\" at one of its points.");
    }
    CompiledPoint[] compiled = new CompiledPoint[specs.size()];
    for (int i : sources.order()) {
      List<Integer> of = sources.of(i);
      List<@Nullable CompiledPoint> made = of.stream().map(source -> compiled[source]).toList();
      compiled[i] = new PointCompiler(template, driver, catalog, problems).compile(specs.get(i), firstSlot[i], of, made);
    }
    List<CompiledPoint> points = Arrays.stream(compiled).map(Objects::requireNonNull).toList();
    PublishedNames.checkUnique(points, problems);
    return new CompiledTemplate(template, driver.protocol(), points, slots);
  }

  /** The points as far as there is room for them. */
  private List<PointSpec> distinct(TemplateSpec template) {
    Set<String> names = new HashSet<>();
    int slots = 0;
    for (int i = 0; i < template.points().size(); i++) {
      PointSpec point = template.points().get(i);
      if (!names.add(point.name())) {
        problems.error(point.at(), "doubled-point", "template \"" + template.name() + "\" has two points \"" + point.name()
            + "\". Rename one.");
      }
      slots += point.reads().size();
      if (slots > MAX_SLOTS) {
        problems.error(point.at(), "too-many-points", "template \"" + template.name() + "\" has more than " + MAX_SLOTS
            + " reads. Split it into two templates.");
        return template.points().subList(0, i);
      }
    }
    return template.points();
  }

  /** Words for a point that is not there. */
  static String noSuchPoint(TemplateSpec template, String name) {
    List<String> known = template.points().stream().map(PointSpec::name).toList();
    return "template \"" + template.name() + "\" has no point \"" + name + "\"." + Nearest.hint(name, known);
  }
}
