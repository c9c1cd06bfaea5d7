package io.busbar.shell.tailgate;

import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.List;

/** Follows the requests and replies of a device of the running gateway. */
final class TraceTask implements Task {
  static final String USAGE = """
      busbar trace DEVICE [--seconds N] [--page HOST:PORT]

      Shows the requests and replies of a device as the running gateway sends and receives them, decoded, with milliseconds, until
      Ctrl-C. The gateway goes on polling; nothing is asked in addition.

        --seconds N        ends after N seconds, 1 to 86400
      """ + Finder.OPTION_HELP + """

      Examples:
        busbar trace FDR-07
        busbar trace FDR-07 --seconds 10 > fdr-07.txt
      """;

  private final Finder finder;

  TraceTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of(Finder.OPTION, "--seconds"), List.of());
    String device = arguments.only("DEVICE");
    long seconds = arguments.number("--seconds", 0, 1, 86_400);
    RunningGateway gateway = finder.one(arguments);
    boolean timeUp = gateway.follow("/api/trace?device=" + RunningGateway.encoded(device), line -> {
      out.println(line);
      out.flush();
    }, seconds);
    if (!timeUp) {
      err.println("busbar trace: the gateway ended the trace: it was stopped, or the device is gone.");
      return NOT_WELL;
    }
    return DONE;
  }
}
