package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a site folder beside the running one, on the same readings, and shows what would be other. */
final class ShadowTask implements Task {
  static final String USAGE = """
      busbar shadow FOLDER [--for TIME] [--gateway NAME | --page HOST:PORT]
      busbar shadow [--stop] [--gateway NAME | --page HOST:PORT]

      Runs the site of FOLDER for a while beside the one of the running gateway, on the same live readings, and compares what both would
      send: what is the same, what differs with the first samples of both, what only one of them sends, and how much. Nothing of it is
      journalled, sent or read from a device. It begins with the memory that the running flows have, uses half of one processor at most,
      and is dropped, which is told, if that is not enough. A mistake is told as "busbar plan" does. Without FOLDER the report of the one
      that runs, or of the last one, is shown.

        --for TIME         ends by itself after TIME (30s, 10m, 2h; 7d at most; default 1m); Ctrl-C leaves it running
        --stop             ends the one that runs
      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 nothing is other, 1 something is, or mistakes; 2 wrong usage, 3 could not be done.

      Examples:
        busbar shadow new-site --for 10m
        busbar edit point feeder/ia '{read: 40101 uint16, report: dbAbs(5)}' --shadow 10m
        busbar shadow --stop
      """;

  private static final String FOR = "--for";
  private static final String STOP = "--stop";
  private static final long DEFAULT_S = 60;

  private final Finder finder;

  ShadowTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, FOR), List.of(STOP));
    long given = Changes.seconds(FOR, arguments.option(FOR));
    if (arguments.words().isEmpty() || arguments.has(STOP)) {
      if (given > 0 || !arguments.words().isEmpty()) {
        throw new WrongUsage(given > 0 ? "--for goes with FOLDER." : "--stop stands alone.");
      }
      RunningGateway gateway = finder.one(arguments, null, err);
      Map<String, @Nullable Object> answer = arguments.has(STOP) ? gateway.post("/api/shadow/stop", "{}") : gateway.get("/api/shadow");
      return new ShadowRun(gateway, out).show(answer);
    }
    Map<String, String> files = PlanTask.files(Path.of(arguments.only("FOLDER")), err);
    RunningGateway gateway = finder.one(arguments, null, err);
    Map<String, @Nullable Object> plan = gateway.post("/api/plan", "{\"files\":" + Json.write(files) + "}");
    Changes.problems(plan, out);
    if (!Boolean.TRUE.equals(plan.get("applicable"))) {
      out.println("cannot be run");
      return NOT_WELL;
    }
    return new ShadowRun(gateway, out).follow(Json.text(plan, "id"), given == 0 ? DEFAULT_S : given);
  }
}
