package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes single devices, points and templates of the running site. */
final class EditTask implements Task {
  static final String USAGE = """
      busbar edit CHANGE [and CHANGE]… [--shadow TIME | --apply [--confirm TIME]] [--gateway NAME | --page HOST:PORT]

      Shows what single changes of the running site would do, as "busbar plan" does, and applies them with --apply: all of them or none.
      The gateway writes them into the files of its site folder; everything else in those files stays as it is written, comments too.

      CHANGE is one of
        device NAME COLUMN=VALUE…         adds the device, or changes those columns of its row in devices.csv
        device NAME remove
        point TEMPLATE/POINT 'TEXT'       adds the point to templates/TEMPLATE.yaml, or makes it another: '{read: 40101 uint16, unit: A}'
        point TEMPLATE/POINT remove
        template NAME FILE.yaml           adds the template, or makes it another, from a file of this machine
        template NAME remove

        --shadow TIME      runs them for that time beside the running site, on the same readings, and compares: see "busbar shadow --help"
        --apply            applies them
        --confirm TIME     they go back by themselves unless "busbar confirm" comes within TIME (30s, 10m, 2h; 7d at most)
      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 nothing is wrong with it, 1 mistakes, or refused; 2 wrong usage, 3 could not be done.

      Examples:
        busbar edit device FDR-09 template=feeder channel=bus1 unit=9 --apply
        busbar edit point feeder/ia '{read: 40101 uint16, scale: 0.1, unit: A}' and device FDR-07 remove
      """;

  private static final String CONFIRM = "--confirm";
  private static final String SHADOW = "--shadow";
  private static final String REMOVE = "remove";

  private final Finder finder;

  EditTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, CONFIRM, SHADOW), List.of("--apply"));
    long shadowS = Changes.seconds(SHADOW, arguments.option(SHADOW));
    if (shadowS > 0 && arguments.has("--apply")) {
      throw new WrongUsage("--shadow tries the change, --apply makes it: one of them.");
    }
    long confirmS = Changes.seconds(CONFIRM, arguments.option(CONFIRM));
    if (confirmS > 0 && !arguments.has("--apply")) {
      throw new WrongUsage("--confirm goes with --apply.");
    }
    List<String> edits = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : arguments.words()) {
      if (word.equals("and")) {
        edits.add(edit(words));
        words.clear();
      } else {
        words.add(word);
      }
    }
    edits.add(edit(words));
    RunningGateway gateway = finder.one(arguments, null, err);
    Map<String, @Nullable Object> plan = gateway.post("/api/plan", "{\"edits\":[" + String.join(",", edits) + "]}");
    out.println("against " + gateway.title());
    PlanTask.show(plan, out);
    boolean applicable = Boolean.TRUE.equals(plan.get("applicable"));
    if (applicable && shadowS > 0) {
      return new ShadowRun(gateway, out).follow(Json.text(plan, "id"), shadowS);
    }
    if (!applicable || !arguments.has("--apply")) {
      return applicable ? DONE : NOT_WELL;
    }
    String order = Json.write(Map.of("id", Json.text(plan, "id"), "confirmWithinSeconds", confirmS, "who", Changes.who()));
    return Changes.result(gateway.post("/api/apply", order), "applied", gateway, out);
  }

  private static String edit(List<String> words) throws WrongUsage, CannotDo {
    if (words.size() < 3) {
      throw new WrongUsage(words.isEmpty() ? "CHANGE is missing." : "\"" + String.join(" ", words) + "\" is no whole change.");
    }
    String name = words.get(1);
    String third = words.get(2);
    return switch (words.get(0)) {
      case "device" -> device(name, words.subList(2, words.size()));
      case "point" -> {
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1 || words.size() > 3) {
          throw new WrongUsage("a point is TEMPLATE/POINT and one text in quotes.");
        }
        String of = "{\"template\":" + Json.quote(name.substring(0, slash)) + ",\"point\":" + Json.quote(name.substring(slash + 1));
        yield of + (third.equals(REMOVE) ? ",\"remove\":true}" : ",\"text\":" + Json.quote(third) + "}");
      }
      case "template" -> "{\"template\":" + Json.quote(name) + (third.equals(REMOVE) ? ",\"remove\":true}" : ",\"text\":" + Json.quote(text(third))
          + "}");
      default -> throw new WrongUsage("\"" + words.get(0) + "\" cannot be changed. There are device, point and template.");
    };
  }

  private static String device(String name, List<String> settings) throws WrongUsage {
    if (settings.equals(List.of(REMOVE))) {
      return "{\"device\":" + Json.quote(name) + ",\"remove\":true}";
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new WrongUsage("\"" + setting + "\" is not like COLUMN=VALUE.");
      }
      cells.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return "{\"device\":" + Json.quote(name) + ",\"set\":{" + cells.entrySet().stream()
        .map(cell -> Json.quote(cell.getKey()) + ":" + Json.quote(cell.getValue())).collect(Collectors.joining(",")) + "}}";
  }

  private static String text(String file) throws CannotDo {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new CannotDo(file + " cannot be read as UTF-8 text (" + e.getMessage() + ").", e);
    }
  }
}
