package io.busbar.shell.tailgate;

import io.busbar.api.line.LineService;
import io.busbar.api.line.LineService.PortInfo;
import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the serial ports of this machine and who holds them, and the lines that running gateways have open. */
final class PortsTask implements Task {
  static final String USAGE = """
      busbar ports [--gateway NAME | --page HOST:PORT]

      Lists the serial ports of this machine and who holds each: a channel of a running gateway, or another process; and the other
      lines of the gateways. Processes of other users are seen only with the right to (sudo).

      """ + Finder.OPTIONS_HELP + """

      Examples:
        busbar ports
      """;

  private static final System.Logger LOG = System.getLogger(PortsTask.class.getName());

  private final LineService lines;
  private final Finder finder;

  private record Channel(String gateway, String name, String line) {}

  PortsTask(LineService lines, Finder finder) {
    this.lines = lines;
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, Finder.OPTIONS, List.of());
    if (!arguments.words().isEmpty()) {
      throw new WrongUsage("\"" + arguments.words().get(0) + "\" is too much.");
    }
    boolean chosen = Finder.OPTIONS.stream().anyMatch(option -> arguments.option(option) != null);
    List<Channel> channels = channels(chosen ? List.of(finder.one(arguments, null, err)) : answering(err));
    Table table = new Table("PORT", "HELD BY", "SETTINGS", "WHAT IT IS");
    for (PortInfo port : lines.ports()) {
      Channel channel = channels.stream().filter(each -> isOn(each, port.name())).findFirst().orElse(null);
      channels.remove(channel);
      table.add(port.name(), channel != null ? holder(channel) : port.holder().isEmpty() ? "free" : port.holder(),
          channel == null ? port.settings() : settings(channel, port.name()), port.description());
    }
    for (Channel channel : channels) {
      table.add(channel.line(), holder(channel), "", "");
    }
    if (table.size() == 0) {
      out.println("This machine has no serial ports. Plug in the converter; in a container, pass the device through.");
    } else {
      table.print(out);
    }
    return DONE;
  }

  private static boolean isOn(Channel channel, String port) {
    return List.of(channel.line().split(" +")).contains(port);
  }

  private static String holder(Channel channel) {
    return "channel " + channel.name() + " of " + channel.gateway();
  }

  private static String settings(Channel channel, String port) {
    return channel.line().replace(port, "").strip();
  }

  private List<RunningGateway> answering(PrintStream err) throws InterruptedException {
    Finder.Found found = finder.all();
    found.silent().forEach(each -> err.println("busbar ports: " + each.silence() + "; its lines are not in this list."));
    return found.answering();
  }

  private static List<Channel> channels(List<RunningGateway> gateways) throws InterruptedException {
    List<Channel> channels = new ArrayList<>();
    for (RunningGateway gateway : gateways) {
      try {
        Map<String, @Nullable Object> status = gateway.get("/api/status");
        for (Object each : Json.asList(status.get("channels"))) {
          Map<String, @Nullable Object> channel = Json.asObject(each);
          channels.add(new Channel(Json.text(status, "site"), Json.text(channel, "channel"), Json.text(channel, "line")));
        }
      } catch (CannotDo e) {
        LOG.log(Level.WARNING, e.getMessage());
      }
    }
    return channels;
  }
}
