package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders a control, waits for its outcome, and says it. */
final class CommandTask implements Task {
  static final String USAGE = """
      busbar command [GATEWAY/DEVICE/POINT VALUE] [--as NAME] [--select | --cancel] [--id ID] [--within SECONDS] [--test]
                     [--kind KIND] [--approve ID] [--here] [--page HOST:PORT]

      Orders a control at the central that runs on this machine, or with --here at the gateway that does, and waits for what becomes of
      it. Without a point it lists the commands lately. A command is done once or not at all: what is not known to be done or
      not is shown as UNKNOWN and never repeated by itself. Look at the device then.

        VALUE              open, close, on, off, higher, lower, or a number
        --as NAME          who orders; default: the user of this shell
        --select           selects only; operate afterwards with the --id that is printed
        --cancel           gives a select up again
        --id ID            identity of the command, 32 hexadecimal digits; drawn at random if not given
        --within SECONDS   its time to live: after that no frame is written; default: the point's own
        --test             goes all the way and is not executed
        --kind KIND        boolean, double-point, integer or number, where the value alone does not say it
        --approve ID       approves, as the second person, what waits for one
        --here             at the gateway itself, where site.yaml allows it: control: {local: radio-down}
        --page HOST:PORT   which one, where several run: the address of its page

      Ends with 0 if it was confirmed, selected or cancelled, with 1 if not, with 3 if it could not be ordered.

      Examples:
        busbar command oak-street/FDR-07/breaker open
        busbar command oak-street/FDR-07/setpoint 12.5 --as ann --within 20
        busbar command
      """;

  private static final List<String> GOOD = List.of("confirmed", "selected", "cancelled");
  private static final long POLL_MS = 200;
  private static final int DEFAULT_WAIT_S = 300;

  private final Finder centrals;
  private final Finder gateways;

  CommandTask(Finder centrals, Finder gateways) {
    this.centrals = centrals;
    this.gateways = gateways;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--as", "--id", "--within", "--kind", "--approve", Finder.PAGE),
        List.of("--select", "--cancel", "--test", "--here"));
    boolean here = arguments.has("--here");
    RunningGateway at = (here ? gateways : centrals).one(arguments, null, err);
    String who = arguments.option("--as") == null ? System.getProperty("user.name", "") : String.valueOf(arguments.option("--as"));
    String approved = arguments.option("--approve");
    if (approved != null) {
      return approve(at, approved, who, out);
    }
    if (arguments.words().isEmpty()) {
      return list(at, out);
    }
    if (arguments.words().size() != 2) {
      throw new WrongUsage("Give GATEWAY/DEVICE/POINT and a value, for example oak-street/FDR-07/breaker open.");
    }
    return order(at, body(arguments, who, here), arguments, out);
  }

  private static int approve(RunningGateway at, String id, String who, PrintStream out) throws CannotDo, InterruptedException {
    Map<String, @Nullable Object> answer = at.post("/api/commands/approve", Json.write(Map.of("id", id, "who", who, "from", "shell")));
    boolean done = Boolean.TRUE.equals(answer.get("done"));
    out.println(done ? "Handed on. \"busbar command\" shows what becomes of it." : "Not approved: " + Json.text(answer, "reason") + ".");
    return done ? DONE : NOT_WELL;
  }

  private static int list(RunningGateway at, PrintStream out) throws CannotDo, InterruptedException {
    Map<String, @Nullable Object> answer = at.get("/api/commands?limit=20");
    Table table = new Table("POINT", "VALUE", "ACTION", "STATE", "WHO", "FROM", "ID");
    for (Object each : Json.asList(answer.get("commands"))) {
      Map<String, @Nullable Object> row = Json.asObject(each);
      String reason = Json.text(row, "reason");
      table.add(Json.text(row, "gateway") + "/" + Json.text(row, "point"), Json.text(row, "value"), Json.text(row, "action"),
          Json.text(row, "state").toUpperCase(java.util.Locale.ROOT) + (reason.isEmpty() ? "" : ": " + reason), Json.text(row, "who"),
          Json.text(row, "from"), Json.text(row, "id"));
    }
    out.println(at.title());
    if (!Json.text(answer, "notice").isEmpty()) {
      out.println(Json.text(answer, "notice"));
    }
    if (table.size() == 0) {
      out.println("No command yet.");
    } else {
      table.print(out);
    }
    return DONE;
  }

  private static Map<String, Object> body(Arguments arguments, String who, boolean here) throws WrongUsage {
    String place = arguments.words().get(0);
    List<String> parts = List.of(place.split("/"));
    if (parts.size() != (here ? 2 : 3) && !(here && parts.size() == 3)) {
      throw new WrongUsage("\"" + place + "\" is no point. Write " + (here ? "DEVICE/POINT" : "GATEWAY/DEVICE/POINT") + ".");
    }
    int device = parts.size() - 2;
    Map<String, Object> body = new HashMap<>();
    body.put("gateway", device == 0 ? "" : parts.get(0));
    body.put("point", parts.get(device) + "/" + parts.get(device + 1));
    body.put("value", arguments.words().get(1));
    body.put("who", who);
    body.put("from", "shell");
    body.put("action", arguments.has("--select") ? "select" : arguments.has("--cancel") ? "cancel" : "operate");
    body.put("test", arguments.has("--test"));
    for (String name : List.of("id", "kind")) {
      String option = arguments.option("--" + name);
      if (option != null) {
        body.put(name, option);
      }
    }
    String within = arguments.option("--within");
    if (within != null) {
      if (!within.matches("[0-9]{1,4}")) {
        throw new WrongUsage("--within is a whole number of seconds, not \"" + within + "\".");
      }
      body.put("timeToLiveMs", Long.parseLong(within) * 1_000);
    }
    return body;
  }

  private static int order(RunningGateway at, Map<String, Object> body, Arguments arguments, PrintStream out) throws CannotDo, InterruptedException {
    Map<String, @Nullable Object> answer = at.post("/api/command", Json.write(body));
    String id = Json.text(answer, "id");
    out.println("command " + id);
    String shown = "";
    boolean select = arguments.has("--select");
    for (long waited = 0; waited < (DEFAULT_WAIT_S + 300L) * 1_000; waited += POLL_MS) {
      String state = Json.text(answer, "state");
      String reason = Json.text(answer, "reason");
      String line = state.toUpperCase(java.util.Locale.ROOT) + (reason.isEmpty() ? "" : ": " + reason);
      if (!state.isEmpty() && !line.equals(shown)) {
        out.println("  " + line);
        shown = line;
      }
      if (Boolean.TRUE.equals(answer.get("final")) || (select && state.equals("selected"))) {
        return GOOD.contains(state) ? DONE : NOT_WELL;
      }
      Thread.sleep(POLL_MS);
      List<?> rows = Json.asList(at.get("/api/commands?id=" + id).get("commands"));
      answer = rows.isEmpty() ? Map.of() : Json.asObject(rows.get(0));
    }
    return NOT_WELL;
  }
}
