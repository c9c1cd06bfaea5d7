package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.site.SiteFolder;
import io.busbar.shell.site.SiteLoading;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a site folder would change in the running gateway, and has it applied or taken back. */
final class PlanTask implements Task {
  static final String USAGE = """
      busbar plan FOLDER [--apply [--confirm TIME]] [--gateway NAME | --page HOST:PORT]
      busbar plan --undo [--gateway NAME | --page HOST:PORT]

      Shows what the files of FOLDER would change in the running gateway: channels, templates, devices and points, which flows pause, and
      every mistake with its place and remedy. Nothing changes. The files are sent to the gateway, so it need not be able to read FOLDER.

        --apply            applies it: the gateway writes the files to its own site folder, whole or not at all, and runs them
        --confirm TIME     the change goes back by itself unless "busbar confirm" comes within TIME (30s, 10m, 2h; 7d at most), even if the
                           gateway is started anew in between: for a change that could cut you off
        --undo             takes the last change back: the files of before are written back; once more, and the change is there again.
                           To an earlier version: busbar undo --to N
      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 nothing is wrong with it, 1 mistakes, or refused; 2 wrong usage, 3 could not be done.

      Examples:
        busbar plan new-site
        busbar plan new-site --apply
        busbar plan new-site --apply --confirm 10m
        busbar plan --undo
      """;

  private static final Map<String, String> PARTS = new LinkedHashMap<>();
  private static final int SHOWN = 20;
  private static final String CONFIRM = "--confirm";

  static {
    PARTS.put("channels", "channel");
    PARTS.put("templates", "template");
    PARTS.put("devices", "device");
    PARTS.put("points", "point");
    PARTS.put("settings", "setting");
  }

  private final Finder finder;

  PlanTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, CONFIRM), List.of("--apply", "--undo"));
    if (arguments.has("--undo")) {
      if (!arguments.words().isEmpty() || arguments.has("--apply")) {
        throw new WrongUsage("--undo stands alone.");
      }
      RunningGateway gateway = finder.one(arguments, null, err);
      return Changes.result(gateway.post("/api/undo", Json.write(Map.of("who", Changes.who()))), "taken back", gateway, out);
    }
    long confirmS = Changes.seconds(CONFIRM, arguments.option(CONFIRM));
    if (confirmS > 0 && !arguments.has("--apply")) {
      throw new WrongUsage("--confirm goes with --apply.");
    }
    Map<String, String> files = files(Path.of(arguments.only("FOLDER")), err);
    RunningGateway gateway = finder.one(arguments, null, err);
    Map<String, @Nullable Object> plan = gateway.post("/api/plan", "{\"files\":" + Json.write(files) + "}");
    out.println("against " + gateway.title());
    show(plan, out);
    boolean applicable = Boolean.TRUE.equals(plan.get("applicable"));
    if (!applicable || !arguments.has("--apply")) {
      return applicable ? DONE : NOT_WELL;
    }
    String order = Json.write(Map.of("id", Json.text(plan, "id"), "confirmWithinSeconds", confirmS, "who", Changes.who()));
    return Changes.result(gateway.post("/api/apply", order), confirmS > 0 ? "applied until " + arguments.option(CONFIRM, "") + " from now unless "
        + "you say \"busbar confirm\"" : "applied", gateway, out);
  }

  static Map<String, String> files(Path folder, PrintStream err) throws CannotDo {
    SiteFolder site = SiteLoading.open(folder);
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : site.names()) {
      try {
        files.put(name, site.read(name));
      } catch (IOException e) {
        err.println("busbar plan: " + name + " is left out: " + e.getMessage());
      }
    }
    return files;
  }

  static void show(Map<String, @Nullable Object> plan, PrintStream out) {
    Changes.problems(plan, out);
    if (!Boolean.TRUE.equals(plan.get("applicable"))) {
      out.println("cannot be applied");
      return;
    }
    Map<String, @Nullable Object> difference = Json.asObject(plan.get("difference"));
    PARTS.forEach((part, word) -> {
      names(word, "+", difference.get(part + "Added"), out);
      names(word, "-", difference.get(part + "Removed"), out);
      names(word, "~", difference.get(part + "Changed"), out);
    });
    Map<String, @Nullable Object> files = Json.asObject(plan.get("files"));
    names("file", "+", files.get("added"), out);
    names("file", "-", files.get("removed"), out);
    names("file", "~", files.get("changed"), out);
    List<@Nullable Object> pauses = Json.asList(plan.get("pauses"));
    pauses.stream().limit(SHOWN).forEach(each -> {
      Map<String, @Nullable Object> pause = Json.asObject(each);
      out.println("pauses " + Json.text(pause, "device") + ": " + Json.text(pause, "why"));
    });
    more(pauses.size(), out);
    long untouched = (long) Json.number(plan, "untouched");
    out.println(Boolean.TRUE.equals(plan.get("empty")) ? "nothing changes in the devices" : "untouched: " + untouched
        + (untouched == 1 ? " device" : " devices"));
  }

  private static void names(String word, String sign, @Nullable Object names, PrintStream out) {
    List<@Nullable Object> all = Json.asList(names);
    all.stream().limit(SHOWN).forEach(name -> out.println(sign + " " + word + " " + name));
    more(all.size(), out);
  }

  private static void more(int count, PrintStream out) {
    if (count > SHOWN) {
      out.println("  and " + (count - SHOWN) + " more");
    }
  }
}
