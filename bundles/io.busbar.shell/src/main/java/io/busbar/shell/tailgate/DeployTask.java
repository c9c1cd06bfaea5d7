package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what runs, and puts another feature in its place. */
final class DeployTask implements Task {
  static final String USAGE = """
      busbar deploy [status | stage FILE | preview | apply | rollback | history] [--gateway NAME | --page HOST:PORT]

      What the running gateway (with --page also central) runs, and its replacement by another feature that "busbar sign" has made.

        status              what runs, what waits, what is being done, whether only signed code may run; the default
        stage FILE          checks FILE, which lies on that machine, and keeps it there. Nothing that runs changes
        preview             what applying it would do: which bundles change, what pauses and for how long, what is missing
        apply               swaps, waits until each device that was well has answered again, and keeps it; else goes back by itself
          --within 60s      how long the devices may take; default 60s
          --no-wait         does not wait for the end
        rollback            goes back to the set before, in the same way
        history             what happened

      A power cut at any moment leaves the old set or the new one, never neither.

      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 done, 1 refused or taken back; 2 wrong usage, 3 could not be done.

      Examples:
        busbar deploy stage /media/usb/gateway-18.busbar
        busbar deploy preview
        busbar deploy apply --within 2m
      """;

  private static final String PATH = "/api/deploy";
  private static final String WITHIN = "--within";
  private static final String NO_WAIT = "--no-wait";
  private static final long LOOK_MS = 500;
  private static final long MARGIN_MS = 180_000;

  private final Finder finder;

  DeployTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, WITHIN), List.of(NO_WAIT));
    List<String> words = arguments.words();
    String verb = words.isEmpty() ? "status" : words.get(0);
    if (words.size() != (verb.equals("stage") ? 2 : Math.min(1, words.size()))) {
      throw new WrongUsage(verb.equals("stage") ? "it is written: stage FILE." : "there are too many words.");
    }
    RunningGateway gateway = finder.one(arguments, null, err);
    long windowMs = window(arguments.option(WITHIN, "60s"));
    switch (verb) {
      case "status" -> {
        return status(gateway.get(PATH), out);
      }
      case "history" -> {
        Json.asList(gateway.get(PATH + "/history").get("lines")).forEach(out::println);
        return DONE;
      }
      case "preview" -> {
        return preview(gateway.get(PATH + "/preview"), out);
      }
      case "stage" -> {
        return result(gateway.post(PATH + "/stage", Json.write(Map.of("file", Path.of(words.get(1)).toAbsolutePath().normalize().toString(),
            "by", user()))), out);
      }
      case "apply", "rollback" -> {
        int begun = result(gateway.post(PATH + "/" + verb, "{\"windowMs\":" + windowMs + ",\"by\":" + Json.quote(user()) + "}"), out);
        return begun != DONE || arguments.has(NO_WAIT) ? begun : await(gateway, windowMs, out);
      }
      default -> throw new WrongUsage("\"" + verb + "\" is not possible here.");
    }
  }

  private static String user() {
    return System.getProperty("user.name", "somebody");
  }

  private static long window(String text) throws WrongUsage {
    if (!text.matches("[1-9][0-9]{0,3}[sm]")) {
      throw new WrongUsage(WITHIN + " is a time like 60s or 5m, not \"" + text + "\".");
    }
    return Long.parseLong(text.substring(0, text.length() - 1)) * (text.endsWith("m") ? 60_000 : 1_000);
  }

  private static int status(Map<String, @Nullable Object> status, PrintStream out) {
    Table.wrapped(Json.text(status, "code"), 2, out);
    line("runs", Json.text(status, "active"), out);
    line("before", Json.text(status, "previous"), out);
    line("staged", Json.text(status, "staged"), out);
    line("now", Json.text(status, "step"), out);
    line("last", Json.text(status, "last"), out);
    Json.asList(status.get("refused")).forEach(bundle -> Table.wrapped("  hidden, because no manifest has it: " + bundle, 4, out));
    return DONE;
  }

  private static void line(String what, String text, PrintStream out) {
    if (!text.isEmpty()) {
      Table.wrapped("  " + what + ": " + text, 4, out);
    }
  }

  private static int preview(Map<String, @Nullable Object> preview, PrintStream out) {
    section("changes", preview, out);
    section("pauses", preview, out);
    section("problems", preview, out);
    boolean possible = Boolean.TRUE.equals(preview.get("possible"));
    out.println(possible ? "It can be applied: busbar deploy apply" : "It cannot be applied.");
    return possible ? DONE : NOT_WELL;
  }

  private static void section(String name, Map<String, @Nullable Object> preview, PrintStream out) {
    List<@Nullable Object> lines = Json.asList(preview.get(name));
    if (!lines.isEmpty()) {
      out.println(name + ":");
      lines.forEach(line -> Table.wrapped("  " + line, 4, out));
    }
  }

  private static int result(Map<String, @Nullable Object> answer, PrintStream out) {
    Json.asList(answer.get("lines")).forEach(line -> Table.wrapped(String.valueOf(line), 2, out));
    return Boolean.TRUE.equals(answer.get("done")) ? DONE : NOT_WELL;
  }

  /** Says each step until the end; while the framework or the page starts anew, nobody answers for a moment. */
  private static int await(RunningGateway gateway, long windowMs, PrintStream out) throws CannotDo, InterruptedException {
    String said = "";
    for (long waitedMs = 0; waitedMs < windowMs + MARGIN_MS; waitedMs += LOOK_MS) {
      Thread.sleep(LOOK_MS);
      Map<String, @Nullable Object> status;
      try {
        status = gateway.get(PATH);
      } catch (CannotDo expected) {
        continue;
      }
      String step = Json.text(status, "step");
      String last = Json.text(status, "last");
      if (step.isEmpty() && (last.startsWith("committed") || last.startsWith("taken back") || last.startsWith("failed"))) {
        Table.wrapped(last, 2, out);
        return last.startsWith("committed") ? DONE : NOT_WELL;
      }
      if (!step.isEmpty() && !step.equals(said)) {
        Table.wrapped("  " + step, 4, out);
        said = step;
      }
    }
    throw new CannotDo("no end of the deployment was seen. busbar deploy says how it is.");
  }
}
