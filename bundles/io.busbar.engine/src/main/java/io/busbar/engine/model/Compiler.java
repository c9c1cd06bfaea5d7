package io.busbar.engine.model;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Nearest;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.CompiledStage;
import io.busbar.engine.pipeline.CompiledTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compiles one template for one driver: asks the driver what the reads give and each filter what it makes of it. */
final class Compiler {
  /** Inputs of one template at most. */
  static final int MAX_SLOTS = 4_096;
  /** Stages of one flow at most. */
  static final int MAX_STAGES = 32;

  private final Catalog catalog;
  private final Problems problems;

  Compiler(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  CompiledTemplate compile(TemplateSpec template, DriverFactory driver) {
    List<CompiledPoint> points = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int slot = 0;
    if (template.points().isEmpty()) {
      problems.error(template.at(), "empty-template", "template \"" + template.name()
          + "\" has no points. Write at least one under \"points:\".");
    }
    for (PointSpec point : template.points()) {
      if (!names.add(point.name())) {
        problems.error(point.at(), "doubled-point", "template \"" + template.name() + "\" has two points \"" + point.name()
            + "\". Rename one.");
      }
      if (slot + point.reads().size() > MAX_SLOTS) {
        problems.error(point.at(), "too-many-points", "template \"" + template.name() + "\" has more than " + MAX_SLOTS
            + " reads. Split it into two templates.");
        break;
      }
      CompiledPoint compiled = compile(template, point, driver, slot);
      slot += compiled.inputs().size();
      points.add(compiled);
    }
    PublishedNames.checkUnique(points, problems);
    return new CompiledTemplate(template, driver.protocol(), points, slot);
  }

  private CompiledPoint compile(TemplateSpec template, PointSpec point, DriverFactory driver, int firstSlot) {
    String name = "point \"" + point.name() + "\" of template \"" + template.name() + "\"";
    List<InputType> inputs = inputs(template, point, driver);
    if (point.reads().isEmpty()) {
      problems.error(point.at(), "no-read", name + " says nowhere where it is read. Write \"read:\".");
      return new CompiledPoint(point, inputs, firstSlot, List.of(), StageOutput.of(Kind.DOUBLE), point.name());
    }
    if (inputs.size() > 1 && point.flow().isEmpty()) {
      problems.error(point.at(), "unjoined-reads", name + " has " + inputs.size()
          + " reads and no flow that joins them. Write one as \"flow:\", such as doublePoint or words.");
    }
    List<Kind> kinds = inputs.stream().map(InputType::kind).toList();
    List<CompiledStage> stages = new ArrayList<>();
    StageOutput output = StageOutput.of(kinds.get(0));
    String published = point.name();
    for (StageSpec stage : point.flow()) {
      if (stages.size() == MAX_STAGES) {
        problems.error(stage.at(), "too-many-stages", name + " has more than " + MAX_STAGES + " stages.");
        break;
      }
      FilterFactory filter = catalog.filter(stage.filter());
      if (filter == null) {
        problems.error(stage.at(), "unknown-filter", "there is no filter \"" + stage.filter() + "\"."
            + Nearest.hint(stage.filter(), catalog.filterNames()) + " Install its bundle, or use one of: "
            + String.join(", ", catalog.filterNames()) + ".");
        break;
      }
      Problems own = new Problems();
      StageArguments arguments = StageArguments.of(filter.descriptor(), stage, own);
      if (!own.hasErrors()) {
        String who = "filter \"" + stage.filter() + "\"";
        checkPoints(template, Guard.ask(who, stage.at(), own, List.of(), () -> filter.points(arguments)), own);
        StageOutput before = output;
        List<Kind> incoming = kinds;
        output = Guard.ask(who, stage.at(), own, before, () -> filter.check(incoming, stage, own));
        if (output.labels().isEmpty() && output.kind() == Kind.ENUM && before.kind() == Kind.ENUM) {
          output = new StageOutput(Kind.ENUM, before.labels());
        }
      }
      if (!own.hasErrors()) {
        String before = published;
        published = Guard.ask("filter \"" + stage.filter() + "\"", stage.at(), own, before, () -> filter.publishedName(arguments, before));
        PublishedNames.check(published, stage.at(), own);
      }
      problems.addAll(own.list());
      if (own.hasErrors()) {
        break;
      }
      stages.add(new CompiledStage(stage, arguments, kinds, output));
      kinds = List.of(output.kind());
    }
    return new CompiledPoint(point, inputs, firstSlot, stages, output, published);
  }

  /** Points of the same template that a stage looks at. */
  private static void checkPoints(TemplateSpec template, List<Setting> names, Problems problems) {
    List<String> known = template.points().stream().map(PointSpec::name).toList();
    for (Setting name : names) {
      if (!known.contains(name.text())) {
        problems.error(name.at(), "unknown-point", "template \"" + template.name() + "\" has no point \"" + name.text() + "\"."
            + Nearest.hint(name.text(), known) + " A stage looks at points of its own template.");
      }
    }
  }

  private List<InputType> inputs(TemplateSpec template, PointSpec point, DriverFactory driver) {
    List<InputType> inputs = point.reads().isEmpty() ? List.of()
        : Guard.ask("the driver for " + driver.protocol(), point.at(), problems, List.of(), () -> driver.checkPoint(template, point, problems));
    if (inputs.size() == point.reads().size()) {
      return inputs;
    }
    if (!problems.hasErrors()) {
      problems.error(point.at(), "driver-fault", "the driver for " + driver.protocol() + " describes " + inputs.size()
          + " inputs for " + point.reads().size() + " reads. Install another version of its bundle.");
    }
    return point.reads().stream().map(read -> InputType.of(Kind.DOUBLE)).toList();
  }
}
