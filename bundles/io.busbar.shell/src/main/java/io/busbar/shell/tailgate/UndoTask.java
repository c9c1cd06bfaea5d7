package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Takes the running site back to an earlier version. */
final class UndoTask implements Task {
  static final String USAGE = """
      busbar undo [--to N] [--gateway NAME | --page HOST:PORT]

      Takes the last change of the running site back; once more, and the change is there again. With --to, the site becomes version N as it
      was, whatever was changed since by plans or by hand: its files are written back, whole or not at all, and become the newest version.

        --to N             one of the versions that "busbar versions" lists
      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 taken back, 1 refused; 2 wrong usage, 3 could not be done.

      Examples:
        busbar undo
        busbar undo --to 4
      """;

  private static final String TO = "--to";
  private static final int MOST = 999_999_999;

  private final Finder finder;

  UndoTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, TO), List.of());
    if (!arguments.words().isEmpty()) {
      throw new WrongUsage("\"" + arguments.words().get(0) + "\" is too much. A version is given with --to N.");
    }
    long to = arguments.number(TO, 0, 1, MOST);
    RunningGateway gateway = finder.one(arguments, null, err);
    String order = to == 0 ? Json.write(Map.of("who", Changes.who())) : Json.write(Map.of("who", Changes.who(), "to", to));
    return Changes.result(gateway.post("/api/undo", order), to == 0 ? "taken back" : "back to version " + to, gateway, out);
  }
}
