package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds points by any of their names. */
final class PointsTask implements Task {
  static final String USAGE = """
      busbar points [--find TEXT] [--limit N] [--central] [--gateway NAME | --page HOST:PORT]

      Lists points with their present values and with what other systems call them (names.csv), so that an operator who reads a SCADA key, an
      mRID or a tag of the historian finds the device and point behind it.

        --find TEXT        only points whose device/point, or whose name in another system, contains TEXT, in any case
        --limit N          at most N points, 1 to 100000, else 100
        --central          asks the running central, which has the points of all gateways
      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 listed, 1 nothing was found; 2 wrong usage, 3 could not be done.

      Examples:
        busbar points --find OAK_F7_CURRENT_A
        busbar points --find _a71d322d --central
      """;

  private static final int LIMIT = 100;
  private static final int MOST = 100_000;

  private final Finder gateways;
  private final Finder centrals;

  PointsTask(Finder gateways, Finder centrals) {
    this.gateways = gateways;
    this.centrals = centrals;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--find", "--limit", Finder.GATEWAY, Finder.PAGE), List.of("--central"));
    if (!arguments.words().isEmpty()) {
      throw new WrongUsage("\"" + arguments.words().get(0) + "\" is too much. A text to look for is given with --find.");
    }
    long limit = arguments.number("--limit", LIMIT, 1, MOST);
    boolean central = arguments.has("--central");
    RunningGateway asked = (central ? centrals : gateways).one(arguments, null, err);
    String find = arguments.option("--find", "");
    Map<String, @Nullable Object> answer = asked.get("/api/points?limit=" + limit + "&filter=" + RunningGateway.encoded(find));
    List<@Nullable Object> points = Json.asList(answer.get("points"));
    out.println(asked.title());
    if (points.isEmpty()) {
      out.println("no point" + (find.isEmpty() ? "" : " is called \"" + find + "\", here or in another system"));
      return NOT_WELL;
    }
    Table table = new Table("POINT", ">VALUE", "UNIT", "QUALITY", "NAMES");
    for (Object each : points) {
      Map<String, @Nullable Object> point = Json.asObject(each);
      String name = Json.text(point, "device") + "/" + Json.text(point, "point");
      Map<String, @Nullable Object> tags = point.get("tags") == null ? Map.of() : Json.asObject(point.get("tags"));
      table.add(central ? Json.text(point, "gateway") + "/" + name : name, Json.text(point, "value"), Json.text(point, "unit"),
          Json.text(point, "quality"), tags.entrySet().stream().map(tag -> tag.getKey() + " " + tag.getValue()).collect(Collectors.joining(", ")));
    }
    table.print(out);
    if (points.size() >= limit) {
      out.println("only the first " + limit + "; --limit gives more");
    }
    return DONE;
  }
}
