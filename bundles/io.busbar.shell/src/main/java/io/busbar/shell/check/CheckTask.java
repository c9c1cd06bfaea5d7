package io.busbar.shell.check;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problem.Severity;
import io.busbar.api.model.SiteCheck;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
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
      busbar check SITE_FOLDER

      Lists every mistake in the site folder at once, each as file:line:column with what to write instead, then warnings, then an
      estimate: how busy each line would be, and what the radio would have to carry, with the largest shares. Nothing is applied;
      it may be run beside a running gateway.

      Ends with 0 if the site can be applied and its lines and radio can carry it, with 1 if not.

      Examples:
        busbar check oak-street
        busbar check /etc/busbar/site
      """;

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
    Path folder = Path.of(Arguments.parse(written, List.of(), List.of()).only("SITE_FOLDER"));
    SiteFolder files = open(folder);
    Loaded loaded = loader(folder, files).load(files);
    SiteModel model = loaded.model();
    List<Problem> problems = new ArrayList<>(loaded.problems());
    if (model != null) {
      problems.addAll(check.check(model));
    }
    List<Problem> sorted = sorted(problems);
    long mistakes = sorted.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
    sorted.forEach(out::println);
    out.println(summary(model, mistakes, sorted.size() - mistakes));
    if (mistakes > 0 || model == null) {
      out.println("Nothing would be applied. The estimate of lines and radio follows when the mistakes are mended.");
      return NOT_WELL;
    }
    Estimate estimate = new Estimate(model, drivers);
    estimate.print(out);
    estimate.concerns().forEach(out::println);
    return estimate.isOverloaded() ? NOT_WELL : DONE;
  }

  private static SiteFolder open(Path folder) throws CannotDo {
    if (!Files.isDirectory(folder)) {
      throw new CannotDo(folder + (Files.exists(folder) ? " is not a folder." : " does not exist.") + " Give the folder that holds site.yaml.");
    }
    try {
      return new SiteFolder(folder);
    } catch (IOException e) {
      throw new CannotDo(folder + " cannot be read (" + e.getMessage() + "). Give this user (" + System.getProperty("user.name")
          + ") the right to read it.", e);
    }
  }

  private TemplateLoader loader(Path folder, SiteFolder files) throws CannotDo {
    for (TemplateLoader loader : loaders) {
      if (loader.recognises(files)) {
        return loader;
      }
    }
    throw new CannotDo(folder + " is not a site folder: it has no site.yaml. Write one, with at least \"site: NAME\", \"channels:\" and "
        + "\"devices:\".");
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
