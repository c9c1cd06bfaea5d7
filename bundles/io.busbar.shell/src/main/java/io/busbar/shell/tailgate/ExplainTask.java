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

/** Says why a point of the running gateway was, or was not, reported. */
final class ExplainTask implements Task {
  static final String USAGE = """
      busbar explain POINT [--seconds N] [--gateway NAME | --page HOST:PORT]

      Why did this point (not) report? Shows the last raw reading of a point, which filter of its flow let nothing out, or that it was
      published, whether it is durable in the journal, and whether central has confirmed it.

        POINT              device and point, like FDR-07/ia
        --seconds N        also waits up to N seconds, 1 to 30, for the next reading, and shows it behind each filter
      """ + Finder.OPTIONS_HELP + """

      Exit code: 0 the last reading was reported; 1 it was not; 2 wrong usage; 3 there is no such point, or no gateway answers.

      Examples:
        busbar explain FDR-07/ia
        busbar explain FDR-07/breaker --seconds 10
      """;

  private final Finder finder;

  ExplainTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, "--seconds"), List.of());
    String point = arguments.only("POINT");
    if (point.indexOf('/') < 1) {
      throw new WrongUsage("\"" + point + "\" names no device. Write it like FDR-07/" + point + ".");
    }
    long seconds = arguments.number("--seconds", 0, 1, 30);
    RunningGateway gateway = finder.one(arguments, null, err);
    Map<String, @Nullable Object> answer = gateway.get("/api/explain?point=" + RunningGateway.encoded(point) + (seconds == 0 ? ""
        : "&wait=" + seconds));
    Json.asList(answer.get("lines")).forEach(line -> Table.wrapped(String.valueOf(line), 6, out));
    return Boolean.TRUE.equals(answer.get("reported")) ? DONE : NOT_WELL;
  }
}
