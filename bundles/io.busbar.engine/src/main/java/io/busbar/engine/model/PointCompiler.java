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
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.CompiledPoint.Published;
import io.busbar.engine.pipeline.CompiledStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles one point of a template: its inputs, its stages, and how it is known beyond the gateway. One use. */
final class PointCompiler {
  /** Names that are told in place of one that there is not. */
  private static final int NEAREST = 3;
  /** Stages of one flow at most. */
  static final int MAX_STAGES = 32;

  private final TemplateSpec template;
  private final DriverFactory driver;
  private final Catalog catalog;
  private final Problems problems;
  private final List<CompiledStage> stages = new ArrayList<>();
  private final Map<String, String> tags = new TreeMap<>();
  private List<Kind> kinds = List.of();
  private StageOutput output = StageOutput.of(Kind.DOUBLE);
  private String published = "";

  PointCompiler(TemplateSpec template, DriverFactory driver, Catalog catalog, Problems problems) {
    this.template = template;
    this.driver = driver;
    this.catalog = catalog;
    this.problems = problems;
  }

  /**
   * Compiles a point.
   *
   * @param firstSlot of its reads
   * @param sources numbers of the points that it is made of
   * @param made these points
   */
  CompiledPoint compile(PointSpec point, int firstSlot, List<Integer> sources, List<@Nullable CompiledPoint> made) {
    String name = "point \"" + point.name() + "\" of template \"" + template.name() + "\"";
    published = point.name();
    List<StageOutput> given = new ArrayList<>();
    made.forEach(source -> given.add(source == null ? StageOutput.of(Kind.DOUBLE) : source.fed()));
    List<InputType> inputs = point.reads().isEmpty() ? given.stream().map(each -> InputType.of(each.kind())).toList() : inputs(point);
    if (inputs.isEmpty()) {
      inputs = List.of(InputType.of(Kind.DOUBLE)); // which is a mistake and told already
    }
    boolean computed = !sources.isEmpty() && point.from().isEmpty();
    boolean known = !point.reads().isEmpty() || computed || (!sources.isEmpty() && sources.size() == point.from().size());
    if (inputs.size() > 1 && point.flow().isEmpty()) {
      problems.error(point.at(), "unjoined-reads", name + " has " + inputs.size()
          + (point.reads().isEmpty() ? " points that it is made of" : " reads") + " and no flow that joins them. Write one as \"flow:\", such as "
          + "doublePoint or words.");
    }
    kinds = computed ? List.of(Kind.DOUBLE) : inputs.stream().map(InputType::kind).toList();
    output = given.size() == 1 && !computed ? given.get(0) : StageOutput.of(kinds.get(0));
    boolean whole = known && add(point.flow(), name);
    int reportFrom = stages.size();
    if (whole && (point.report().statesToo() || !output.state())) {
      add(point.report().stages(), name);
    }
    return new CompiledPoint(point, inputs, firstSlot, sources, stages, reportFrom, output,
        new Published(published, publish(point), periodMs(point, made), tags));
  }

  private PublishClass publish(PointSpec point) {
    PublishClass written = point.publish();
    return written != null ? written : output.state() ? PublishClass.EVENT : PublishClass.MEASUREMENT;
  }

  private static long periodMs(PointSpec point, List<@Nullable CompiledPoint> made) {
    long longest = point.every().toMillis();
    for (CompiledPoint source : made) {
      longest = source == null ? longest : Math.max(longest, source.published().periodMs());
    }
    return longest;
  }

  /** Adds stages up to the first that is wrong; whether all are there. */
  private boolean add(List<StageSpec> added, String name) {
    for (StageSpec stage : added) {
      if (stages.size() == MAX_STAGES) {
        problems.error(stage.at(), "too-many-stages", name + " has more than " + MAX_STAGES + " stages.");
        return false;
      }
      FilterFactory filter = catalog.filter(stage.filter());
      if (filter == null) {
        problems.error(stage.at(), "unknown-filter", noSuchFilter(stage.filter()));
        return false;
      }
      if (!add(stage, filter)) {
        return false;
      }
    }
    return true;
  }

  private String noSuchFilter(String name) {
    int all = catalog.filterNames().size();
    String hint = Nearest.hint(name, catalog.filterNames());
    return "there is no filter \"" + name + "\"." + (all == 0 ? " No set of filters is installed; features filter-* bring them."
        : (hint.isEmpty() ? " Nearest by name: " + String.join(", ", Nearest.names(name, catalog.filterNames(), NEAREST)) + "." : hint) + " All "
            + all + " that are installed stand in FILTERS.md of the documentation, and by bundle in \"busbar filters\".");
  }

  private boolean add(StageSpec stage, FilterFactory filter) {
    Problems own = new Problems();
    String who = "filter \"" + stage.filter() + "\"";
    StageArguments arguments = StageArguments.of(filter.descriptor(), stage, own);
    StageOutput before = output;
    String name = published;
    if (!own.hasErrors()) {
      checkPoints(Guard.ask(who, stage.at(), own, List.of(), () -> filter.points(arguments)), own);
      List<Kind> incoming = kinds;
      output = then(before, Guard.ask(who, stage.at(), own, before, () -> filter.check(incoming, stage, own)));
    }
    if (!own.hasErrors()) {
      published = Guard.ask(who, stage.at(), own, name, () -> filter.publishedName(arguments, name));
      PublishedNames.check(published, stage.at(), own);
      tags.putAll(Guard.ask(who, stage.at(), own, Map.of(), () -> filter.tags(arguments)));
    }
    problems.addAll(own.list());
    if (own.hasErrors()) {
      return false;
    }
    stages.add(new CompiledStage(stage, arguments, kinds, output, Guard.ask(who, stage.at(), own, false, filter::isRowByRow)));
    kinds = List.of(output.kind());
    return true;
  }

  /** Labels, and that it is a state, go through stages that leave the kind as it is. */
  private static StageOutput then(StageOutput before, StageOutput after) {
    boolean sameKind = before.kind() == after.kind();
    boolean relabelled = !after.labels().isEmpty() || after.kind() != Kind.ENUM || !sameKind;
    return new StageOutput(after.kind(), relabelled ? after.labels() : before.labels(), after.state() || (sameKind && before.state()));
  }

  /** Points of the same template that a stage looks at. */
  private void checkPoints(List<Setting> names, Problems own) {
    for (Setting name : names) {
      if (template.points().stream().noneMatch(point -> point.name().equals(name.text()))) {
        own.error(name.at(), "unknown-point", Compiler.noSuchPoint(template, name.text()) + " A stage looks at points of its own template.");
      }
    }
  }

  private List<InputType> inputs(PointSpec point) {
    List<InputType> inputs = Guard.ask("the driver for " + driver.protocol(), point.at(), problems, List.of(),
        () -> driver.checkPoint(template, point, problems));
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
