package io.busbar.shell.infer;

import io.busbar.api.model.Problem;
import io.busbar.api.template.TemplateInference;
import io.busbar.api.template.TemplateInference.Deviation;
import io.busbar.api.template.TemplateInference.Exceptional;
import io.busbar.api.template.TemplateInference.Kind;
import io.busbar.api.template.TemplateInference.Proposal;
import io.busbar.api.template.TemplateInference.Wishes;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a site folder of flat lists of points. */
final class InferTask implements Task {
  static final String USAGE = """
      busbar infer FILE.csv… --out FOLDER [--site NAME] [--columns WHAT=COLUMN,…] [--addressing modicon|zeroBased] [--split TEXT] [--least N]

      Reads lists of points, one line a point, as other systems export them, and writes a site folder: a template for each kind of device,
      the devices as rows of devices.csv, and exceptions.csv with each device that is nearly like others and what is other about it:
      a point that is missing, extra or renamed, another address, type, scale, unit or setting. An exception gets a template of its own, so
      that no point is lost; if it is a slip of the list, mend the list and do it again. Devices that are laid out alike but begin at
      different addresses share a template and differ in the column "base".

        --out FOLDER       where to write; made if it is not there, refused if it is not empty
        --site NAME        name of the site; else that of the folder
        --columns W=C,…    what a column is, by its heading or its number from 1, where the heading does not say: point=Signal,address=5.
                           Numbers only: the lists have no heading. W is one of device, point, address, table, type, order, kind, unit
                           (engineering), scale, divisor, offset, every, states, channel, protocol, host, tcpport, slave
        --addressing A     what bare numbers mean: modicon (40101 is holding register offset 100) or zeroBased; else it is found out
        --split TEXT       no column has the device: it is what stands in front of the last TEXT of the point's name
        --least N          so many devices that are exactly alike are a kind of their own, however near to another: from 2, else 3

      Exit codes: 0 written, 1 written, and lines were left out; 2 wrong usage, 3 could not be done.

      Examples:
        busbar infer points.csv --out oak-street
        busbar infer scada.csv --out oak-street --columns "device=Feeder,point=Signal name,address=Reg"
        busbar infer registers.csv --out new --columns device=1,point=2,address=5,type=6,divisor=7
      """;

  private static final int SHOWN = 40;
  private static final int SHOWN_PROBLEMS = 10;
  private static final long MAX_BYTES = 64L << 20;
  private static final List<String> OPTIONS = List.of("--out", "--site", "--columns", "--addressing", "--split", "--least");

  private final TemplateInference inference;

  InferTask(TemplateInference inference) {
    this.inference = inference;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo {
    Arguments arguments = Arguments.parse(written, OPTIONS, List.of());
    if (arguments.words().isEmpty()) {
      throw new WrongUsage("FILE.csv is missing.");
    }
    String folder = arguments.option("--out");
    if (folder == null) {
      throw new WrongUsage("--out FOLDER is missing.");
    }
    Path target = Path.of(folder);
    requireEmpty(target);
    Proposal proposal = inference.propose(lists(arguments.words()), wishes(arguments, target));
    if (proposal.files().isEmpty()) {
      proposal.problems().forEach(problem -> err.println(problem));
      throw new CannotDo("nothing was written to " + target + ".");
    }
    write(target, proposal.files());
    tell(proposal, target, out);
    return proposal.problems().stream().anyMatch(problem -> problem.message().startsWith("left out")) ? NOT_WELL : DONE;
  }

  private static Wishes wishes(Arguments arguments, Path target) throws WrongUsage {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String each : arguments.option("--columns", "").split(",")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        columns.put(each.substring(0, equals).strip(), each.substring(equals + 1).strip());
      } else if (!each.isBlank()) {
        throw new WrongUsage("--columns is like device=IED,point=Signal; \"" + each + "\" has no =.");
      }
    }
    String addressing = arguments.option("--addressing", "");
    if (!List.of("", "modicon", "zeroBased").contains(addressing)) {
      throw new WrongUsage("--addressing is modicon or zeroBased, not \"" + addressing + "\".");
    }
    Path name = target.toAbsolutePath().normalize().getFileName();
    return new Wishes(arguments.option("--site", name == null ? "site" : name.toString()), columns, addressing, arguments.option("--split", ""),
        (int) arguments.number("--least", Wishes.LEAST, 2, 1_000_000));
  }

  private static Map<String, String> lists(List<String> names) throws CannotDo {
    Map<String, String> lists = new LinkedHashMap<>();
    for (String name : names) {
      Path file = Path.of(name);
      try {
        if (Files.size(file) > MAX_BYTES) {
          throw new CannotDo(name + " has more than 64 MiB. Split it.");
        }
        lists.put(name, Files.readString(file));
      } catch (CharacterCodingException e) {
        throw new CannotDo(name + " is not UTF-8 text. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\").", e);
      } catch (IOException e) {
        throw new CannotDo(name + " cannot be read (" + (Files.exists(file) ? e.getMessage() : "it is not there") + ").", e);
      }
    }
    return lists;
  }

  private static void requireEmpty(Path folder) throws CannotDo {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new CannotDo(folder + " is not empty. Name a new folder: what is there is not written over.");
      }
    } catch (IOException e) {
      throw new CannotDo(folder + " is no folder that can be written (" + e.getMessage() + ").", e);
    }
  }

  private static void write(Path folder, Map<String, String> files) throws CannotDo {
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path target = folder.resolve(file.getKey());
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.writeString(target, file.getValue());
      }
    } catch (IOException e) {
      throw new CannotDo(folder + " cannot be written (" + e.getMessage() + ").", e);
    }
  }

  private static void tell(Proposal proposal, Path folder, PrintStream out) {
    out.println(count(proposal.points(), "point") + " of " + count(proposal.devices(), "device"));
    int covered = proposal.devices() - proposal.exceptions().size();
    out.println(count(proposal.kinds().size(), "template") + " for " + count(covered, "device") + ":");
    for (Kind kind : proposal.kinds().subList(0, Math.min(SHOWN, proposal.kinds().size()))) {
      out.println("  " + kind.template() + ": " + count(kind.devices().size(), "device") + " of " + count(kind.points(), "point")
          + (kind.hasBase() ? ", each with its base" : "") + (kind.like().isEmpty() ? "" : ", nearly like " + kind.like()));
    }
    more(proposal.kinds().size(), SHOWN, "in templates/", out);
    if (!proposal.exceptions().isEmpty()) {
      out.println(count(proposal.exceptions().size(), "exception") + ", each with a template of its own:");
      for (Exceptional each : proposal.exceptions().subList(0, Math.min(SHOWN, proposal.exceptions().size()))) {
        Deviation first = each.deviations().get(0);
        out.println("  " + each.device() + ", like " + each.like() + ": " + first.words() + " (" + first.at() + ")"
            + (each.deviations().size() > 1 ? " and " + (each.deviations().size() - 1) + " more" : ""));
      }
      more(proposal.exceptions().size(), SHOWN, "in exceptions.csv", out);
    }
    List<Problem> problems = proposal.problems();
    problems.stream().limit(SHOWN_PROBLEMS).forEach(out::println);
    more(problems.size(), SHOWN_PROBLEMS, "of this kind", out);
    out.println("written to " + folder + ". Next: busbar check " + folder);
  }

  private static void more(int count, int shown, String where, PrintStream out) {
    if (count > shown) {
      out.println("  and " + (count - shown) + " more " + where);
    }
  }

  private static String count(int count, String what) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what : what + "s");
  }
}
