package io.busbar.shell.tailgate;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.shell.json.Json;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a device once: through the gateway that holds the line, else over a line of its own. */
final class ReadTask implements Task {
  static final String USAGE = """
      busbar read LINE unit N TABLE ADDRESS TYPE [--serial 9600-8E1] [--timeout 1s] [--gateway NAME | --page HOST:PORT]

      Reads once and shows the raw bytes and every plausible reading of them. LINE is rtu:PORT, tcp:HOST[:PORT], rtu-over-tcp:HOST:PORT,
      or the name of a channel of a running gateway. If a gateway has the line, it reads between its polls; else the line is opened for
      this one read. Who read is said on standard error.

        --serial SETTINGS  bit rate, data bits, parity and stop bits of a serial port that is opened here; default 9600-8E1
        --timeout TIME     longest wait for the reply of a line that is opened here; default 1s
      """ + Finder.OPTIONS_HELP + """

      Exit code: 0 read; 1 no reading: no connection, no answer, or the device answers with an exception; 2 wrong usage;
      3 could not be done.

      Examples:
        busbar read rtu:/dev/ttyS1 unit 7 holding 40101 uint16
        busbar read tcp:10.1.0.7 unit 1 input 0x10 float32 CDAB
        busbar read bus1 unit 7 coil 5
      """;

  private final Collection<DriverFactory> drivers;
  private final LineService lines;
  private final SiteClock clock;
  private final RandomSource random;
  private final Finder finder;

  ReadTask(Collection<DriverFactory> drivers, LineService lines, SiteClock clock, RandomSource random, Finder finder) {
    this.drivers = drivers;
    this.lines = lines;
    this.clock = clock;
    this.random = random;
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--serial", "--timeout", Finder.GATEWAY, Finder.PAGE), List.of());
    if (arguments.words().size() < 2) {
      throw new WrongUsage(arguments.words().isEmpty() ? "LINE is missing." : "what to read is missing.");
    }
    Target target = Target.parse(arguments.words().get(0));
    List<String> request = arguments.words().subList(1, arguments.words().size());
    boolean chosen = Finder.OPTIONS.stream().anyMatch(option -> arguments.option(option) != null);
    Finder.Found found = chosen ? new Finder.Found(List.of(finder.one(arguments, null, err)), List.of()) : finder.all();
    Map<RunningGateway, String> owners = owners(target, found.answering());
    if (target.type().isEmpty() && owners.size() > 1) {
      throw Finder.several(List.copyOf(owners.keySet()));
    }
    for (Map.Entry<RunningGateway, String> owner : owners.entrySet()) {
      err.println("busbar read: channel " + owner.getValue() + " of " + owner.getKey().title());
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("channel", owner.getValue());
      body.put("request", request);
      Map<String, @Nullable Object> answer = owner.getKey().post("/api/read", Json.write(body));
      return show(new AdHocReading(Boolean.TRUE.equals(answer.get("read")), Json.asList(answer.get("lines")).stream().map(String::valueOf).toList()),
          out);
    }
    found.silent().forEach(each -> err.println("busbar read: " + each.silence() + "; whether it has the line is not known."));
    if (target.type().isEmpty()) {
      throw noChannel(target, found.answering());
    }
    if (chosen) {
      throw new CannotDo(found.answering().get(0).title() + ", has no channel on " + target.rest() + ". Leave out " + String.join(" and ",
          Finder.OPTIONS) + " to open the line here.");
    }
    err.println("busbar read: opens " + target.rest() + " itself, no running gateway has it");
    return show(here(target, request, arguments), out);
  }

  private static CannotDo noChannel(Target target, List<RunningGateway> gateways) {
    return new CannotDo(gateways.isEmpty() ? "no gateway runs here that could have a channel \"" + target.rest()
        + "\". Write the line itself: rtu:/dev/ttyS1 or tcp:10.1.0.7:502."
        : "no channel \"" + target.rest() + "\" at " + String.join("; ", gateways.stream().map(RunningGateway::title).toList())
        + ". \"busbar ports\" lists the lines, or write the line itself: rtu:/dev/ttyS1 or tcp:10.1.0.7:502.");
  }

  /** Gateways that have the line, each with the name of its channel. */
  private static Map<RunningGateway, String> owners(Target target, List<RunningGateway> gateways) throws InterruptedException, CannotDo {
    Map<RunningGateway, String> owners = new LinkedHashMap<>();
    for (RunningGateway gateway : gateways) {
      String channel = channelOf(gateway, target);
      if (channel != null) {
        owners.put(gateway, channel);
      }
    }
    return owners;
  }

  private static int show(AdHocReading answer, PrintStream out) {
    answer.lines().forEach(out::println);
    return answer.read() ? DONE : NOT_WELL;
  }

  private static @Nullable String channelOf(RunningGateway gateway, Target target) throws CannotDo, InterruptedException {
    for (Object each : Json.asList(gateway.get("/api/status").get("channels"))) {
      Map<String, @Nullable Object> channel = Json.asObject(each);
      if (target.isLine(Json.text(channel, "channel"), Json.text(channel, "line"))) {
        return Json.text(channel, "channel");
      }
    }
    return null;
  }

  private AdHocReading here(Target target, List<String> request, Arguments arguments) throws WrongUsage {
    List<Descriptor> types = new ArrayList<>();
    for (DriverFactory driver : drivers) {
      types.addAll(driver.channelTypes());
      Descriptor type = target.among(driver.channelTypes());
      if (type != null) {
        return read(driver, channel(driver, type, target, arguments), request);
      }
    }
    throw new WrongUsage("\"" + target.type() + "\" is no kind of line. There are: " + String.join(", ",
        types.stream().map(Descriptor::name).toList()) + ".");
  }

  private static ChannelSpec channel(DriverFactory driver, Descriptor type, Target target, Arguments arguments) throws WrongUsage {
    Map<String, String> options = new HashMap<>();
    for (String option : List.of("serial", "timeout")) {
      if (arguments.option("--" + option) != null) {
        options.put(option, Objects.requireNonNull(arguments.option("--" + option)));
      }
    }
    ChannelSpec channel = target.channel(type, options);
    Problems problems = new Problems();
    driver.checkChannel(channel, problems);
    for (Problem problem : problems.list()) {
      if (problem.severity() == Problem.Severity.ERROR) {
        throw new WrongUsage(problem.message());
      }
    }
    return channel;
  }

  private AdHocReading read(DriverFactory factory, ChannelSpec channel, List<String> request) {
    try (Driver driver = factory.open(new LoneContext(channel, lines, clock, random))) {
      return driver.read(request);
    } finally {
      lines.release(channel.name());
    }
  }
}
