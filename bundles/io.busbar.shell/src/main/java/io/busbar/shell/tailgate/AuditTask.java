package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit log of controls: shows its end, or checks all of it. */
final class AuditTask implements Task {
  static final String USAGE = """
      busbar audit show|verify [--limit N] [--here] [--page HOST:PORT]

      show prints the last records of central's audit log of controls: who, what, when, from where, what was decided and why.
      verify reads all of it and says whether a record was edited, dropped, also at the end, or put in another order.

        --limit N          records to show; default 50, at most 500
        --here             of the gateway that runs on this machine instead of central's
        --page HOST:PORT   which one, where several run: the address of its page

      verify ends with 0 if the log is intact, with 1 if it is not.
      """;

  private final Finder centrals;
  private final Finder gateways;

  AuditTask(Finder centrals, Finder gateways) {
    this.centrals = centrals;
    this.gateways = gateways;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--limit", Finder.PAGE), List.of("--here"));
    if (!arguments.words().equals(List.of("show")) && !arguments.words().equals(List.of("verify"))) {
      throw new WrongUsage("Write show or verify.");
    }
    RunningGateway at = (arguments.has("--here") ? gateways : centrals).one(arguments, null, err);
    out.println(at.title());
    if (arguments.words().get(0).equals("verify")) {
      Map<String, @Nullable Object> check = at.get("/api/audit/verify");
      out.println(Json.text(check, "text"));
      return Boolean.TRUE.equals(check.get("intact")) ? DONE : NOT_WELL;
    }
    String limit = arguments.option("--limit") == null ? "50" : String.valueOf(arguments.option("--limit"));
    List<Object> records = new ArrayList<>(Json.asList(at.get("/api/audit?limit=" + RunningGateway.encoded(limit)).get("records")));
    Collections.reverse(records);
    records.forEach(out::println);
    return DONE;
  }
}
