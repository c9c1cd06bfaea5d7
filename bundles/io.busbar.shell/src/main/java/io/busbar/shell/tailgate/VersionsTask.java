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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists the versions of the running site. */
final class VersionsTask implements Task {
  static final String USAGE = """
      busbar versions [--gateway NAME | --page HOST:PORT]

      Lists the versions of the running site that can be gone back to with "busbar undo --to N", the newest first: when, who, what, and
      which files changed. A version is kept after each apply, undo and edit by hand that ran: the last 100, 64 MiB at most.

      """ + Finder.OPTIONS_HELP + """

      Exit codes: 0 listed; 2 wrong usage, 3 could not be done.

      Example:
        busbar versions
      """;

  private static final int SHOWN_FILES = 4;
  private static final long NS_PER_MS = 1_000_000;
  private static final long MS_PER_S = 1_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Finder finder;

  VersionsTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE), List.of());
    RunningGateway gateway = finder.one(arguments, null, err);
    Map<String, @Nullable Object> answer = gateway.get("/api/versions");
    out.println(gateway.title());
    List<@Nullable Object> versions = Json.asList(answer.get("versions"));
    for (Object each : versions) {
      Map<String, @Nullable Object> version = Json.asObject(each);
      List<@Nullable Object> changed = Json.asList(version.get("changed"));
      String files = changed.stream().limit(SHOWN_FILES).map(String::valueOf).collect(Collectors.joining(", "));
      String who = Json.text(version, "who");
      long atMs = (long) (Json.number(version, "atNs") / NS_PER_MS);
      out.println(String.format("%4d  %s  %s%s%s", (long) Json.number(version, "number"),
          TIME.format(Instant.ofEpochMilli(atMs).atZone(ZoneId.systemDefault())), who.isEmpty() ? "" : who + ": ", Json.text(version, "what"),
          changed.isEmpty() ? "" : " (" + files + (changed.size() > SHOWN_FILES ? " and " + (changed.size() - SHOWN_FILES) + " more" : "") + ")"));
    }
    if (versions.isEmpty()) {
      out.println("no version yet");
    }
    if (answer.get("unconfirmed") != null) {
      Map<String, @Nullable Object> waiting = Json.asObject(answer.get("unconfirmed"));
      out.println("the newest goes back to version " + (long) Json.number(waiting, "back") + " in "
          + (long) Json.number(waiting, "leftMs") / MS_PER_S + " s unless it is confirmed: busbar confirm");
    }
    return DONE;
  }
}
