package io.busbar.shell.run;

import io.busbar.shell.words.Address;
import io.busbar.shell.words.Arguments;
import io.busbar.shell.words.CannotDo;
import io.busbar.shell.words.Task;
import io.busbar.shell.words.WrongUsage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.service.cm.ConfigurationAdmin;

/** Runs the central peer until the thread is interrupted. */
final class CentralTask implements Task {
  static final String USAGE = """
      busbar central FOLDER [--listen ADDRESS]... [--page HOST:PORT] [--rate BITS] [--mtu BYTES]

      Runs the central peer: receives from gateways, stores durably in FOLDER/journal, and writes what arrives to FOLDER/sink as
      rolling files, one JSON object a line.

        --listen ADDRESS    where gateways reach it: HOST:PORT (UDP), tcp://HOST:PORT, or a serial radio modem as
                            serial:///dev/ttyS1?baud=19200; may be given several times; default 127.0.0.1:20500
        --page HOST:PORT    where its page is; default 127.0.0.1:8090
        --rate BITS         bits per second towards a gateway, 300 to 1000000000; default 64000
        --mtu BYTES         largest datagram with headers, 92 to 9000; default 1280

      Another host than this machine's own opens link and page to the network without encryption or password.

      Examples:
        busbar central /var/lib/busbar-central
        busbar central central --listen 10.9.0.5:20500 --rate 9600 --mtu 296
        busbar central central --listen serial:///dev/ttyS1?baud=19200 --listen tcp://10.9.0.5:20501
      """;

  private static final long PAGE_WITHIN_MS = 20_000;

  private final Components components;

  CentralTask(ConfigurationAdmin admin) {
    this.components = new Components(admin);
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, List.of("--listen", "--page", "--rate", "--mtu"), List.of());
    Path data = Path.of(arguments.only("FOLDER")).toAbsolutePath().normalize();
    Listening listening = Listening.parse(arguments.options("--listen", "127.0.0.1:20500"));
    Address page = Address.parse("--page", arguments.option("--page", "127.0.0.1:8090"));
    int rate = (int) arguments.number("--rate", 64_000, 300, 1_000_000_000);
    int mtu = (int) arguments.number("--mtu", 1280, 92, 9000);
    try (DataFolder folder = DataFolder.take(data, "central", "Or give another FOLDER.")) {
      Listening free = listening.free();
      Address freePage = Ports.freeTcp(page, "--page");
      components.configure("io.busbar.sink.file", Map.of("folder", folder.path().resolve("sink").toString()));
      components.configure("io.busbar.central", Map.of("folder", folder.path().resolve("journal").toString(),
          "listen", free.toString(), "rate", rate, "mtu", mtu));
      components.configure("io.busbar.console", Map.of("listen", freePage.toString(), "role", "central"));
      try (RunFile run = RunFile.write(data, "central", Map.of("page", freePage.toString(), "listen", free.toString(), "data",
          data.toString()))) {
        boolean shown = Ports.awaitListener(freePage, PAGE_WITHIN_MS);
        out.println("busbar central runs on " + data + ", gateways reach it at " + free
            + (shown ? ", page " + freePage.page() : "; its page does not answer yet, see the log") + "  (Ctrl-C ends it)");
        for (String each : free.beyondThisMachine()) {
          err.println("WARNING: " + each + " can be reached from the network, without encryption or password.");
        }
        if (!freePage.isLoopback()) {
          err.println("WARNING: " + freePage + " can be reached from the network, without encryption or password.");
        }
        out.flush();
        new CountDownLatch(1).await();
        return DONE;
      }
    }
  }
}
