package io.busbar.shell.tailgate;

import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Follows the requests and replies of a device of the running gateway. */
final class TraceTask implements Task {
  static final String USAGE = """
      busbar trace DEVICE [--seconds N] [--gateway NAME | --page HOST:PORT]

      Shows the requests and replies of a device as the running gateway sends and receives them, decoded, with milliseconds, until
      Ctrl-C. The gateway goes on polling; nothing is asked in addition. Where several gateways run, it is the one that has the device;
      which one is said on standard error.

        --seconds N        ends after N seconds, 1 to 86400
      """ + Finder.OPTIONS_HELP + """

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
    Arguments arguments = Arguments.parse(written, List.of(Finder.GATEWAY, Finder.PAGE, "--seconds"), List.of());
    String device = arguments.only("DEVICE");
    long seconds = arguments.number("--seconds", 0, 1, 86_400);
    RunningGateway gateway = having(device, arguments, err);
    err.println("busbar trace: " + device + " of " + gateway.title());
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

  /** The gateway that is meant; of several, the only one that has the device. */
  private RunningGateway having(String device, Arguments arguments, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    if (Finder.OPTIONS.stream().allMatch(option -> arguments.option(option) == null)) {
      List<RunningGateway> having = new ArrayList<>();
      List<RunningGateway> all = finder.all().answering();
      for (RunningGateway each : all.size() > 1 ? all : List.<RunningGateway>of()) {
        if (Json.asList(each.get("/api/devices").get("devices")).stream().anyMatch(row -> Json.text(Json.asObject(row), "device").equals(device))) {
          having.add(each);
        }
      }
      if (having.size() == 1) {
        return having.get(0);
      }
    }
    return finder.one(arguments, null, err);
  }
}
