package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What verbs that change the running site have in common. Stateless. */
final class Changes {
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|m|min|h|d)");
  private static final long MOST_S = 7L * 24 * 3600;

  private Changes() {}

  /** Who changes: the name of this machine's user. */
  static String who() {
    return System.getProperty("user.name", "");
  }

  /** A time like {@code 10m} in seconds; 0 for none. */
  static long seconds(String option, @Nullable String text) throws WrongUsage {
    if (text == null) {
      return 0;
    }
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      long unit = switch (matcher.group(2)) {
        case "s" -> 1;
        case "h" -> 3_600;
        case "d" -> 86_400;
        default -> 60;
      };
      long seconds = Long.parseLong(matcher.group(1)) * unit;
      if (seconds >= 1 && seconds <= MOST_S) {
        return seconds;
      }
    }
    throw new WrongUsage(option + " is a time like 30s, 10m or 2h, at most 7d, not \"" + text + "\".");
  }

  /** Mistakes of an answer, one a line. */
  static void problems(Map<String, @Nullable Object> answer, PrintStream out) {
    for (Object each : Json.asList(answer.get("problems"))) {
      Map<String, @Nullable Object> problem = Json.asObject(each);
      out.println((Json.text(problem, "at") + " " + (Json.text(problem, "severity").equals("WARNING") ? "warning: " : "")
          + Json.text(problem, "message")).strip());
    }
  }

  /** Says what came of a change; the exit code. */
  static int result(Map<String, @Nullable Object> answer, String done, RunningGateway gateway, PrintStream out) {
    return result(answer, done, "refused; nothing changed", gateway, out);
  }

  /** The same with words of its own for what was not done. */
  static int result(Map<String, @Nullable Object> answer, String done, String notDone, RunningGateway gateway, PrintStream out) {
    problems(answer, out);
    boolean applied = Boolean.TRUE.equals(answer.get("applied"));
    out.println(applied ? done + ": model " + (long) Json.number(answer, "epoch") + " runs at " + gateway.title() : notDone);
    return applied ? Task.DONE : Task.NOT_WELL;
  }
}
