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

/** Hot-line tags: shows, sets and clears them. */
final class TagTask implements Task {
  static final String USAGE = """
      busbar tag [GATEWAY/DEVICE[/POINT] [REASON]] [--clear] [--as NAME] [--here] [--page HOST:PORT]

      Shows the hot-line tags that central knows, sets one, or clears it. A tag blocks closing and never opening. Only its owner
      clears it, or a supervisor who says why. What the site has not confirmed yet, because the radio is down, is shown so;
      what it refused within five seconds is said at once, and later in the list.

        REASON             why; needed to set a tag, and to clear somebody else's
        --clear            clears it
        --as NAME          who; default: the user of this shell
        --here             at the gateway that runs on this machine instead of central: DEVICE[/POINT]
        --page HOST:PORT   which one, where several run: the address of its page

      Ends with 0 if that was done, with 1 if it was refused.

      Examples:
        busbar tag oak-street/FDR-07 "crew on the line, job 4711" --as ann
        busbar tag oak-street/FDR-07 --clear --as ann
        busbar tag
      """;

  private static final int LOOKS = 25;
  private static final long LOOK_MS = 200;

  private final Finder centrals;
  private final Finder gateways;

  TagTask(Finder centrals, Finder gateways) {
    this.centrals = centrals;
    this.gateways = gateways;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--as", Finder.PAGE), List.of("--clear", "--here"));
    boolean here = arguments.has("--here");
    RunningGateway at = (here ? gateways : centrals).one(arguments, null, err);
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      return list(at, out);
    }
    String place = words.get(0);
    int slash = place.indexOf('/');
    if (words.size() > 2 || (!here && slash < 1)) {
      throw new WrongUsage("Write " + (here ? "DEVICE" : "GATEWAY/DEVICE") + " or a point of it, and the reason in quotes.");
    }
    String who = arguments.option("--as") == null ? System.getProperty("user.name", "") : String.valueOf(arguments.option("--as"));
    Map<String, @Nullable Object> answer = at.post("/api/tags", Json.write(Map.of("set", !arguments.has("--clear"), "gateway",
        here ? "" : place.substring(0, slash), "target", here ? place : place.substring(slash + 1), "who", who, "reason",
        words.size() > 1 ? words.get(1) : "", "from", "shell")));
    if (!Boolean.TRUE.equals(answer.get("done"))) {
      out.println("Refused: " + Json.text(answer, "reason") + ".");
      return NOT_WELL;
    }
    String refusal = here ? "" : await(at, place, !arguments.has("--clear"));
    if (!refusal.isEmpty()) {
      out.println("Refused by the site: " + refusal + ".");
      return NOT_WELL;
    }
    return list(at, out);
  }

  /** Waits a moment for the site; returns why it refused, or empty if it did not, or has not said yet. */
  private static String await(RunningGateway at, String place, boolean set) throws CannotDo, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      Map<String, @Nullable Object> found = Map.of();
      for (Object each : Json.asList(at.get("/api/tags").get("tags"))) {
        Map<String, @Nullable Object> row = Json.asObject(each);
        found = (Json.text(row, "gateway") + "/" + Json.text(row, "target")).equals(place) ? row : found;
      }
      String refusal = Json.text(found, "refused");
      if (!refusal.isEmpty() || (set ? Boolean.TRUE.equals(found.get("confirmed")) : found.isEmpty())) {
        return refusal;
      }
      Thread.sleep(LOOK_MS);
    }
    return "";
  }

  private static String state(Map<String, @Nullable Object> row) {
    return Boolean.TRUE.equals(row.get("confirmed")) ? "STILL SET" : "NOT SET";
  }

  private static int list(RunningGateway at, PrintStream out) throws CannotDo, InterruptedException {
    Table table = new Table("TARGET", "OWNER", "REASON", "STATE");
    for (Object each : Json.asList(at.get("/api/tags").get("tags"))) {
      Map<String, @Nullable Object> row = Json.asObject(each);
      table.add(Json.text(row, "gateway") + "/" + Json.text(row, "target"), Json.text(row, "owner"), Json.text(row, "reason"),
          !Json.text(row, "refused").isEmpty() ? state(row) + ": the site refused, " + Json.text(row, "refused")
              : Boolean.TRUE.equals(row.get("clearing")) ? "TO BE CLEARED, NOT CONFIRMED AT SITE"
              : Boolean.TRUE.equals(row.get("confirmed")) ? "set" : "NOT CONFIRMED AT SITE");
    }
    out.println(at.title());
    if (table.size() == 0) {
      out.println("No tag is set.");
    } else {
      table.print(out);
    }
    return DONE;
  }
}
