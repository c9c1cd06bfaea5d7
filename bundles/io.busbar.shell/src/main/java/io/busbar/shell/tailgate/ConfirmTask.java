package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Keeps a change that would go back by itself. */
final class ConfirmTask implements Task {
  static final String USAGE = """
      busbar confirm [--gateway NAME | --page HOST:PORT]

      Keeps the change that was applied with --confirm TIME. Without it the change goes back by itself when the time is up.

      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 confirmed, 1 no change waits for it; 2 wrong usage, 3 could not be done.

      Example:
        busbar confirm
      """;

  private final Finder finder;

  ConfirmTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE), List.of());
    if (!arguments.words().isEmpty()) {
      throw new WrongUsage("\"" + arguments.words().get(0) + "\" is too much.");
    }
    RunningGateway gateway = finder.one(arguments, null, err);
    return Changes.result(gateway.post("/api/confirm", Json.write(Map.of("who", Changes.who()))), "confirmed, and stays",
        "nothing was confirmed; what runs, runs on", gateway, out);
  }
}
