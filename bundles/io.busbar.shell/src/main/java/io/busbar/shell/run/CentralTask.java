package io.busbar.shell.run;

import io.busbar.api.view.CentralView;
import io.busbar.shell.words.Address;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;

/** Runs the central peer until the thread is interrupted. */
final class CentralTask implements Task {
  static final String USAGE = """
      busbar central FOLDER [--listen ADDRESS]... [--page HOST:PORT] [--rate BITS] [--mtu BYTES] [--accept-new]
                     [--half-duplex MS,MS [--polled [--slot MS] [--quiet MS,MS]]] [--round-trip MS]

      Runs the central peer: receives from gateways, stores durably in FOLDER/journal, and writes what arrives to FOLDER/sink as
      rolling files, one JSON object a line. If there is a FOLDER/iec104.yaml, control centres are served by IEC 60870-5-104.

        --listen ADDRESS    where gateways reach it: HOST:PORT (UDP), tcp://HOST:PORT, or a serial radio modem as
                            serial:///dev/ttyS1?baud=19200; may be given several times; default 127.0.0.1:20500
        --page HOST:PORT    where its page is; default 127.0.0.1:8090
        --rate BITS         bits per second towards a gateway, 300 to 1000000000; default 64000
        --mtu BYTES         largest datagram with headers, 92 to 9000; default 1280
        --half-duplex A,B   all ends share one channel: key-up and turn-around in ms, from the radio's data sheet
        --polled            several gateways share the channel of a serial radio modem and central grants turns; each of them
                            has polled: true in its site.yaml
        --slot MS           longest turn, 50 to 60000; default 2000
        --quiet MS,EVERY    leave the channel to others that long, that often, as to an old master during a cut-over
        --round-trip MS     first guess of the round trip, 1 to 120000; default 600; on a polled channel no shorter than it is
        --accept-new        let every gateway in that knows central's line, at its first call; for tests and while commissioning

      The link is encrypted: gateways need central's line, and central lets in whose key is accepted; see "busbar key --help".
      Only from this machine itself gateways without a key are heard. Another --page than this machine's own opens the page to
      the network without encryption or password.

      Examples:
        busbar central /var/lib/busbar-central
        busbar central central --listen 10.9.0.5:20500 --rate 9600 --mtu 296
        busbar central central --listen serial:///dev/ttyS1?baud=19200 --listen tcp://10.9.0.5:20501
      """;

  private static final List<String> VALUES = List.of("--listen", "--page", "--rate", "--mtu", "--half-duplex", "--slot", "--quiet", "--round-trip");
  private static final long HEARD_WITHIN_MS = 60_000;
  private static final long ATTEMPT_MS = 50;

  private final Components components;
  private final Supplier<@Nullable CentralView> central;
  private final Supplier<String> line;
  private final BooleanSupplier terminal;

  /**
   * A central.
   *
   * @param central the view of the central that it configures, null while there is none
   * @param line what gateways have to be given, empty while there is none
   * @param terminal whether a person reads what is printed, and no log
   */
  CentralTask(ConfigurationAdmin admin, Supplier<@Nullable CentralView> central, Supplier<String> line, BooleanSupplier terminal) {
    this.components = new Components(admin);
    this.central = central;
    this.line = line;
    this.terminal = terminal;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, VALUES, List.of("--accept-new", "--polled"));
    Path data = Path.of(arguments.only("FOLDER")).toAbsolutePath().normalize();
    Listening listening = Listening.parse(arguments.options("--listen", "127.0.0.1:20500"));
    Address page = Address.parse("--page", arguments.option("--page", "127.0.0.1:8090"));
    int rate = (int) arguments.number("--rate", 64_000, 300, 1_000_000_000);
    int mtu = (int) arguments.number("--mtu", 1280, 92, 9000);
    Map<String, Object> channel = channel(arguments);
    try (DataFolder folder = DataFolder.take(data, "central", "Or give another FOLDER.")) {
      boolean isFirst = !Files.exists(folder.path().resolve("keys").resolve("line"));
      Listening free = listening.free();
      Address freePage = Ports.freeTcp(page, "--page");
      components.configure("io.busbar.security", Map.of("folder", folder.path().resolve("keys").toString(),
          "acceptNew", arguments.has("--accept-new")));
      components.configure("io.busbar.sink.file", Map.of("folder", folder.path().resolve("sink").toString()));
      components.configure("io.busbar.sink.file.records", Map.of("folder", folder.path().resolve("records").toString()));
      components.configure("io.busbar.sink.iec104", Map.of("folder", folder.path().toString()));
      Map<String, Object> central = new HashMap<>(channel);
      central.putAll(Map.of("folder", folder.path().resolve("journal").toString(), "listen", free.toString(), "rate", rate, "mtu", mtu));
      components.configure("io.busbar.central", central);
      components.configure("io.busbar.control.central", Map.of("folder", folder.path().resolve("control").toString()));
      components.configure("io.busbar.console", Map.of("listen", freePage.toString(), "role", "central"));
      try (RunFile run = RunFile.write(data, "central", Map.of("page", freePage.toString(), "listen", free.toString(), "data",
          data.toString()))) {
        boolean heard = awaitListening();
        if (isFirst && !line.get().isEmpty()) {
          tellLine(data, out);
        }
        return new Serving(freePage).stay("busbar central runs on " + data
            + (heard ? ", gateways reach it at " : ", reads its journal still, gateways will reach it at ") + free, out, err);
      }
    }
  }

  /** Central's line holds a secret: it is shown once, and only to a person; what is written to a log stays there. */
  private void tellLine(Path data, PrintStream out) {
    if (terminal.getAsBoolean()) {
      out.println("gateways need this line, which holds a secret: busbar key trust LINE there, or in site.yaml central: {to: …, key: LINE}");
      out.println(line.get());
      out.println("It is not shown at the next start; \"busbar key " + data + "\" shows it again.");
    } else {
      out.println("gateways need central's line, which holds a secret: \"busbar key " + data + "\" shows it");
    }
  }

  /** What is said of the channel. */
  private static Map<String, Object> channel(Arguments arguments) throws WrongUsage {
    String half = pair(arguments, "--half-duplex");
    String quiet = pair(arguments, "--quiet");
    boolean polled = arguments.has("--polled");
    if (polled && half.isEmpty()) {
      throw new WrongUsage("--polled needs --half-duplex with the channel's key-up and turn-around in ms, for example --half-duplex 40,120.");
    }
    if (polled && arguments.options("--listen", "").size() > 1) {
      throw new WrongUsage("--polled takes one --listen, as turns are granted on one channel. Run another central for the others.");
    }
    if (polled && arguments.options("--listen", "").stream().noneMatch(address -> address.startsWith("serial:"))) {
      throw new WrongUsage("--polled is for a radio modem whose channel several gateways share. Name its port: --listen "
          + "serial:///dev/ttyS1?baud=19200.");
    }
    if (!polled && (!quiet.isEmpty() || arguments.option("--slot") != null)) {
      throw new WrongUsage("--slot and --quiet belong to --polled.");
    }
    return Map.of("halfDuplex", half, "quiet", quiet, "polled", polled, "slotMs", (int) arguments.number("--slot", 2_000, 50, 60_000),
        "roundTripMs", (int) arguments.number("--round-trip", 600, 1, 120_000));
  }

  private static String pair(Arguments arguments, String option) throws WrongUsage {
    String written = arguments.option(option, "");
    if (!written.isEmpty() && !written.matches("[0-9]{1,6},[0-9]{1,6}")) {
      throw new WrongUsage(option + " takes two times in ms, for example 40,120, not \"" + written + "\".");
    }
    return written;
  }

  /** Waits until gateways are heard; false if that takes long, as with a large journal on a slow disk. */
  private boolean awaitListening() throws CannotDo, InterruptedException {
    for (long waitedMs = 0; waitedMs < HEARD_WITHIN_MS; waitedMs += ATTEMPT_MS) {
      CentralView view = central.get();
      CentralView.Listening listening = view == null ? null : view.listening();
      if (listening != null && !listening.failure().isEmpty()) {
        throw new CannotDo(listening.failure());
      }
      if (listening != null && listening.open()) {
        return true;
      }
      Thread.sleep(ATTEMPT_MS);
    }
    return false;
  }
}
