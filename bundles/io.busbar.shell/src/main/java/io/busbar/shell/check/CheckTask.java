package io.busbar.shell.check;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problem.Severity;
import io.busbar.api.model.SiteCheck;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.shell.site.SiteLoading;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a site folder without running it. */
final class CheckTask implements Task {
  static final String USAGE = """
      busbar check SITE_FOLDER [--strict]

      Lists every mistake in the site folder at once, each as file:line:column with what to write instead, then warnings, then an
      estimate: how busy each line would be, and what the radio would have to carry, with the largest shares. Nothing is applied;
      it may be run beside a running gateway.

        --strict           warnings count as mistakes for the exit code

      Exit code: 0 no mistakes, though perhaps warnings: the gateway takes the site; 1 mistakes: it would refuse it; 2 wrong usage;
      3 could not be done.

      Examples:
        busbar check oak-street
        busbar check /etc/busbar/site
      """;

  private static final String STRICT = "--strict";

  private final Collection<TemplateLoader> loaders;
  private final SiteCheck check;
  private final Collection<DriverFactory> drivers;

  CheckTask(Collection<TemplateLoader> loaders, SiteCheck check, Collection<DriverFactory> drivers) {
    this.loaders = loaders;
    this.check = check;
    this.drivers = drivers;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo {
    Arguments arguments = Arguments.parse(written, List.of(), List.of(STRICT));
    Path folder = Path.of(arguments.only("SITE_FOLDER"));
    Loaded loaded = SiteLoading.load(folder, loaders);
    SiteModel model = loaded.model();
    List<Problem> problems = new ArrayList<>(loaded.problems());
    if (model != null) {
      problems.addAll(check.check(model));
    }
    Estimate estimate = model == null || problems.stream().anyMatch(CheckTask::isMistake) ? null : new Estimate(model, drivers);
    if (estimate != null) {
      problems.addAll(estimate.concerns());
    }
    List<Problem> sorted = sorted(problems);
    long mistakes = sorted.stream().filter(CheckTask::isMistake).count();
    sorted.forEach(out::println);
    out.println(summary(model, mistakes, sorted.size() - mistakes));
    if (estimate == null) {
      out.println("Nothing would be applied. The estimate of lines and radio follows when the mistakes are mended.");
      return NOT_WELL;
    }
    out.print(estimate.text());
    return arguments.has(STRICT) && !sorted.isEmpty() ? NOT_WELL : DONE;
  }

  private static boolean isMistake(Problem problem) {
    return problem.severity() == Severity.ERROR;
  }

  /** By file (site.yaml, templates, tables), line and column; what loader and plan both say at one place once. */
  private static List<Problem> sorted(List<Problem> problems) {
    Map<String, Problem> once = new LinkedHashMap<>();
    problems.forEach(problem -> once.putIfAbsent(problem.at() + " " + problem.code(), problem));
    return once.values().stream().sorted(Comparator.comparing((Problem p) -> p.severity())
        .thenComparing(p -> p.at().file().equals("site.yaml") ? 0 : p.at().file().endsWith(".csv") ? 2 : 1)
        .thenComparing(p -> p.at().file()).thenComparingInt(p -> p.at().line()).thenComparingInt(p -> p.at().column())).toList();
  }

  private static String summary(@Nullable SiteModel model, long mistakes, long warnings) {
    String counted = (mistakes == 0 ? "No mistakes" : count(mistakes, "mistake")) + (warnings == 0 ? "" : ", " + count(warnings,
        "warning")) + ".";
    if (model == null || mistakes > 0) {
      return counted;
    }
    Map<String, Integer> points = new LinkedHashMap<>();
    model.templates().forEach(template -> points.put(template.name(), template.points().size()));
    long total = model.devices().stream().mapToLong(device -> points.getOrDefault(device.template(), 0)).sum();
    return counted + " " + model.site() + ": " + count(model.channels().size(), "channel") + ", " + count(model.templates().size(), "template")
        + ", " + count(model.devices().size(), "device") + ", " + count(total, "point") + ".";
  }

  private static String count(long number, String word) {
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
