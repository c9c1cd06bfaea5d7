package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the sinks of the running central, and forgets one that shall not come back. */
final class SinksTask implements Task {
  static final String USAGE = """
      busbar sinks [--forget NAME] [--page HOST:PORT]

      Shows the sinks of the central that runs on this machine and how many records wait for each. Central keeps records for a sink that
      is not installed, so that an update loses nothing; one that shall not come back keeps their space until it is forgotten.

        --forget NAME      forgets a sink that is not installed: what is kept for it alone is freed
        --page HOST:PORT   which central, where several run: the address of its page

      Ends with 0 if all sinks take records, with 1 if one does not, with 3 if there is no such central or sink.

      Examples:
        busbar sinks
        busbar sinks --forget kafka
      """;

  private static final String FORGET = "--forget";

  private final Finder finder;

  SinksTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(FORGET, Finder.PAGE), List.of());
    if (!arguments.words().isEmpty()) {
      throw new WrongUsage("\"" + arguments.words().get(0) + "\" is too much.");
    }
    RunningGateway central = finder.one(arguments, null, err);
    String forgotten = arguments.option(FORGET);
    Map<String, @Nullable Object> answer = forgotten == null ? central.get("/api/sinks")
        : central.post("/api/sinks/forget", Json.write(Map.of("sink", forgotten)));
    out.println(central.title());
    if (forgotten != null) {
      out.println("Sink " + forgotten + " is forgotten; what was kept for it alone is freed.");
    }
    return show(answer, out);
  }

  private static int show(Map<String, @Nullable Object> answer, PrintStream out) {
    Table table = new Table("SINK", ">WAITING", "STATE", "DETAIL");
    boolean well = true;
    for (Object each : Json.asList(answer.get("sinks"))) {
      Map<String, @Nullable Object> sink = Json.asObject(each);
      String failure = Json.text(sink, "failure");
      boolean installed = Boolean.TRUE.equals(sink.get("installed"));
      well &= installed && failure.isEmpty();
      table.add(Json.text(sink, "name"), Json.text(sink, "waiting"),
          !installed ? "NOT INSTALLED" : failure.isEmpty() ? "takes records" : failure, Json.text(sink, "detail"));
    }
    if (table.size() == 0) {
      out.println("No sink is installed: what arrives is kept for the page only.");
    } else {
      table.print(out);
    }
    return well ? DONE : NOT_WELL;
  }
}
