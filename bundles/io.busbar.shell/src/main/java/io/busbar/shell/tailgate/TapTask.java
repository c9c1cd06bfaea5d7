package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what passes the nodes of a point's flow in the running gateway. */
final class TapTask implements Task {
  static final String USAGE = """
      busbar tap POINT [NODE] [--template NAME] [--seconds N] [--gateway NAME | --page HOST:PORT]

      Shows the samples of a point as they pass through its flow in the running gateway, until Ctrl-C: raw, behind each filter, and as
      published. What a filter drops is missing behind it. The flow does not wait: what this command is too slow for is dropped and counted.

        POINT              device and point, like FDR-07/ia; with --template the point alone
        NODE               only behind this node: raw, a filter of the flow (dbAbs, dbAbs#2 for the second), published
        --template NAME    of all devices of a template
        --seconds N        ends after N seconds, 1 to 86400
      """ + Finder.OPTIONS_HELP + """

      Examples:
        busbar tap FDR-07/ia
        busbar tap FDR-07/ia dbAbs --seconds 60
        busbar tap --template feeder breaker published
      """;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int NODE_WIDTH = 14;

  private final Finder finder;

  TapTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, "--seconds", "--template"), List.of());
    List<String> words = arguments.words();
    String template = arguments.option("--template", "");
    if (words.isEmpty() || words.size() > 2) {
      throw new WrongUsage(words.isEmpty() ? "POINT is missing." : "\"" + words.get(2) + "\" is too much. Put names with spaces in quotes.");
    }
    if (template.isEmpty() && words.get(0).indexOf('/') < 1) {
      throw new WrongUsage("\"" + words.get(0) + "\" names no device. Write it like FDR-07/" + words.get(0) + ", or give --template.");
    }
    long seconds = arguments.number("--seconds", 0, 1, 86_400);
    RunningGateway gateway = finder.one(arguments, null, err);
    err.println("busbar tap: " + words.get(0) + " of " + gateway.title());
    String path = "/api/tap?point=" + RunningGateway.encoded(words.get(0)) + (template.isEmpty() ? "" : "&template="
        + RunningGateway.encoded(template)) + (words.size() == 1 ? "" : "&node=" + RunningGateway.encoded(words.get(1)));
    boolean timeUp = gateway.follow(path, line -> show(Json.object(line), !template.isEmpty(), out, err), seconds);
    if (!timeUp) {
      err.println("busbar tap: the gateway ended it.");
      return NOT_WELL;
    }
    return DONE;
  }

  private static void show(Map<String, @Nullable Object> line, boolean devices, PrintStream out, PrintStream err) {
    if (line.containsKey("nodes")) {
      err.println("busbar tap: hears " + String.join(" -> ", Json.asList(line.get("nodes")).stream().map(String::valueOf).toList()));
    } else if (line.containsKey("dropped")) {
      err.println("busbar tap: " + (long) Json.number(line, "dropped") + " samples dropped so far: the point is faster than this command");
    } else if (line.containsKey("ended")) {
      err.println("busbar tap: " + Json.text(line, "ended"));
    } else {
      long ns = (long) Json.number(line, "sourceNs");
      String quality = Json.text(line, "quality");
      out.println(TIME.format(Instant.ofEpochSecond(0, ns).atZone(ZoneId.systemDefault())) + "  "
          + (devices ? Json.text(line, "device") + "  " : "") + padded(Json.text(line, "node")) + "  " + Json.text(line, "value")
          + (Json.text(line, "validity").equals("good") && quality.equals("good") ? "" : "  " + quality) + "  " + Json.text(line, "cause"));
      out.flush();
    }
  }

  private static String padded(String node) {
    return node + " ".repeat(Math.max(0, NODE_WIDTH - node.length()));
  }
}
