package io.busbar.shell.dictionary;

import io.busbar.api.model.NamesReport;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.shell.site.SiteLoading;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Exports, imports and checks what other systems call the points of a site. */
final class DictionaryTask implements Task {
  static final String USAGE = """
      busbar dictionary export SITE_FOLDER [--out FILE.csv]
      busbar dictionary import SITE_FOLDER FILE.csv [--write]
      busbar dictionary check SITE_FOLDER

      What other systems call the points of a site stands in its names.csv: a column for each system (scada, mrid, historian, multispeak,
      dnp3, iec104, or any other), rows for points, and rows with * for many, which may say {site}, {device}, {point}, {template}, {channel}:

        device,point,scada,mrid
        *,*,OAK.{device}.{point},
        FDR-07,ia,OAK_F7_CURRENT_A,_a71d322d-8bce-4a96

      The row that says most of a point wins, for each system by itself; "-" says that a point has no name there on purpose. The names go with
      the points to central and to its sinks, and are found by "busbar points --find".

        export             lists every point with all of its names, for the people of the other system
        import             takes such a list back: shows which names differ, and with --write puts rows into names.csv for those that
                           no pattern gives; every other line of the file stays as it is
        check              lists names that two points share, rows that fit no point, and how many points have no name

      Exit codes: 0 done; 1 check: two points share a name, a row fits no point, or a point has no name; import: a line of FILE fits no
      point; 2 wrong usage, 3 could not be done.

      Examples:
        busbar dictionary export oak-street --out oak.csv
        busbar dictionary import oak-street oak.csv --write
        busbar plan oak-street --apply
      """;

  private static final int SHOWN = 20;

  private final Collection<TemplateLoader> loaders;

  DictionaryTask(Collection<TemplateLoader> loaders) {
    this.loaders = loaders;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo {
    Arguments arguments = Arguments.parse(written, List.of("--out"), List.of("--write"));
    List<String> words = arguments.words();
    if (words.size() < 2) {
      throw new WrongUsage(words.isEmpty() ? "export, import or check is missing." : "SITE_FOLDER is missing.");
    }
    Path folder = Path.of(words.get(1));
    switch (words.get(0)) {
      case "export" -> {
        return export(site(folder), arguments, out);
      }
      case "import" -> {
        if (words.size() != 3) {
          throw new WrongUsage("import takes SITE_FOLDER and FILE.csv.");
        }
        return take(site(folder), folder, Path.of(words.get(2)), arguments.has("--write"), out);
      }
      case "check" -> {
        return check(site(folder), out);
      }
      default -> throw new WrongUsage("\"" + words.get(0) + "\" is not known. There are export, import and check.");
    }
  }

  private SiteModel site(Path folder) throws CannotDo {
    Loaded loaded = SiteLoading.load(folder, loaders);
    SiteModel model = loaded.model();
    List<Problem> errors = loaded.problems().stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).toList();
    if (model == null || !errors.isEmpty()) {
      throw new CannotDo(folder + " has mistakes: " + (errors.isEmpty() ? "" : errors.get(0)) + " (busbar check " + folder + " lists them all)");
    }
    return model;
  }

  private static int export(SiteModel model, Arguments arguments, PrintStream out) throws CannotDo {
    String text = NameList.export(model);
    String file = arguments.option("--out");
    if (file == null) {
      out.print(text);
      return DONE;
    }
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException e) {
      throw new CannotDo(file + " cannot be written (" + e.getMessage() + ").", e);
    }
    out.println(String.format(Locale.ROOT, "%,d points written to %s", text.lines().count() - 1, file));
    return DONE;
  }

  private static int take(SiteModel model, Path folder, Path file, boolean write, PrintStream out) throws CannotDo {
    Problems problems = new Problems();
    NameList.Import taken;
    Path target = folder.resolve("names.csv");
    try {
      taken = NameList.compare(model, file.toString(), Files.readString(file), Files.exists(target) ? Files.readString(target) : "", problems);
    } catch (CharacterCodingException e) {
      throw new CannotDo(file + " is not UTF-8 text. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\").", e);
    } catch (IOException e) {
      throw new CannotDo(file + " or " + target + " cannot be read (" + e.getMessage() + ").", e);
    }
    problems.list().stream().limit(SHOWN).forEach(out::println);
    more(problems.list().size(), out);
    if (problems.hasErrors()) {
      throw new CannotDo("nothing was taken from " + file + ".");
    }
    taken.changes().stream().limit(SHOWN).forEach(out::println);
    more(taken.changes().size(), out);
    if (taken.changes().isEmpty()) {
      out.println("all names are as they are in " + folder);
    } else if (write) {
      try {
        Path fresh = folder.resolve(".names.csv.next");
        Files.writeString(fresh, taken.text());
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new CannotDo(target + " cannot be written (" + e.getMessage() + ").", e);
      }
      out.println(taken.changes().size() + " names written to " + target + ". Next: busbar dictionary check " + folder);
    } else {
      out.println(taken.changes().size() + " names would change; --write writes them to " + target);
    }
    return problems.list().isEmpty() ? DONE : NOT_WELL;
  }

  private static int check(SiteModel model, PrintStream out) {
    if (model.names().isEmpty()) {
      out.println(model.site() + " has no names.csv, or no row in it: no other system's names are known. busbar dictionary --help shows one.");
      return DONE;
    }
    NamesReport report = NamesReport.of(model);
    report.problems().stream().limit(SHOWN).forEach(out::println);
    more(report.problems().size(), out);
    boolean all = true;
    for (String system : model.names().systems()) {
      List<String> without = report.unmapped().getOrDefault(system, List.of());
      all &= without.isEmpty();
      out.println(String.format(Locale.ROOT, "%s: %,d points have a name, %,d have none%s", system, report.named().getOrDefault(system, 0),
          without.size(), without.isEmpty() ? "" : ": " + String.join(", ", without.subList(0, Math.min(without.size(), SHOWN)))
              + (without.size() > SHOWN ? ", …" : "")));
    }
    return report.problems().isEmpty() && all ? DONE : NOT_WELL;
  }

  private static void more(int count, PrintStream out) {
    if (count > SHOWN) {
      out.println("  and " + (count - SHOWN) + " more");
    }
  }
}
