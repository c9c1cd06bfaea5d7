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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows how the running gateway is: what is wrong first, then channels, devices, link and journal. */
final class StatusTask implements Task {
  static final String USAGE = """
      busbar status [SITE_FOLDER] [--all] [--gateway NAME | --page HOST:PORT]

      Shows how the gateway on this machine is: first what is wrong and what to do, then its channels, devices, the link to central and
      the journal. Where several run, SITE_FOLDER or one of the options chooses. A word that is a folder, seen from here, means the
      gateway that runs on it and no other; one that is none means a site of that name, or whose folder's path ends so. Ends with 0
      if all is well, with 1 if something needs attention, with 3 if there is no such gateway or it does not answer.

        --all              also the devices that are well, where there are many
      """ + Finder.OPTIONS_HELP + """

      Examples:
        busbar status
        busbar status /etc/busbar/site
        busbar status --gateway oak-street
      """;

  private static final int WELL_SHOWN = 20;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Finder finder;

  StatusTask(Finder finder) {
    this.finder = finder;
  }

  @Override
  public int run(List<String> written, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException {
    Arguments arguments = Arguments.parse(written, Finder.OPTIONS, List.of("--all"));
    String folder = arguments.words().isEmpty() ? null : arguments.only("SITE_FOLDER");
    RunningGateway gateway = finder.one(arguments, folder, err);
    Map<String, @Nullable Object> status = gateway.get("/api/status");
    List<Map<String, @Nullable Object>> devices = objects(gateway.get("/api/devices"), "devices");
    Map<String, @Nullable Object> clock = Json.asObject(status.get("clock"));
    Table.wrapped(gateway.title() + ", clock "
        + Json.text(clock, "state").toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + Json.text(clock, "source"), 2, out);
    attention(status, out);
    String code = Json.text(Json.asObject(status.get("deploy")), "code");
    if (!code.isEmpty()) {
      Table.wrapped("Code: " + code + ".", 2, out);
    }
    out.println();
    channels(status, out);
    devices(devices, arguments.has("--all"), out);
    LinkReport.print(status, out);
    return Json.asList(status.get("attention")).isEmpty() ? DONE : NOT_WELL;
  }

  private static void attention(Map<String, @Nullable Object> status, PrintStream out) {
    List<Map<String, @Nullable Object>> items = objects(status, "attention");
    long total = Math.max(items.size(), Math.round(Json.number(status, "attentionTotal")));
    out.println(total == 0 ? "All is well." : total == 1 ? "1 thing needs attention:" : total + " things need attention:");
    for (Map<String, @Nullable Object> item : items) {
      String name = Json.text(item, "name");
      String good = time(item, "lastGoodNs");
      String since = time(item, "sinceNs");
      Table.wrapped("  " + Json.text(item, "part") + (name.isEmpty() ? "" : " " + name) + ": " + Json.text(item, "text")
          + (!good.equals("-") ? " Last good " + good + "." : "") + (!since.equals("-") ? " (since " + since + ")" : ""), 4, out);
      Json.asList(item.get("details")).forEach(line -> Table.wrapped("    " + line, 6, out));
    }
    if (total > items.size()) {
      out.println("  and " + (total - items.size()) + " more; the page lists all devices.");
    }
  }

  private static void channels(Map<String, @Nullable Object> status, PrintStream out) {
    Table table = new Table("CHANNEL", "LINE", ">BUSY", ">DEVICES", "STATE");
    for (Map<String, @Nullable Object> channel : objects(status, "channels")) {
      table.add(Json.text(channel, "channel"), Json.text(channel, "line"), percent(Json.number(channel, "busy")), Json.text(channel, "devices"),
          Json.text(channel, "state"));
    }
    if (table.size() > 0) {
      table.print(out);
      out.println();
    }
  }

  private static void devices(List<Map<String, @Nullable Object>> devices, boolean all, PrintStream out) {
    Table table = new Table("DEVICE", "TEMPLATE", "CHANNEL", "STATE", "LAST GOOD", ">REQUESTS", ">T/O", ">CRC", ">EXC");
    List<Map<String, @Nullable Object>> ordered = new ArrayList<>(devices.stream().filter(device -> !isWell(device)).toList());
    List<Map<String, @Nullable Object>> well = devices.stream().filter(StatusTask::isWell).toList();
    int shown = all ? well.size() : Math.min(well.size(), WELL_SHOWN);
    ordered.addAll(well.subList(0, shown));
    for (Map<String, @Nullable Object> device : ordered) {
      table.add(Json.text(device, "device"), Json.text(device, "template"), Json.text(device, "channel"), Json.text(device, "text"),
          time(device, "lastGoodNs"), Json.text(device, "requests"), Json.text(device, "timeouts"), Json.text(device, "checksumErrors"),
          Json.text(device, "exceptions"));
    }
    if (table.size() > 0) {
      table.print(out);
    }
    if (shown < well.size()) {
      out.println((well.size() - shown) + " more are well; --all shows them.");
    }
    out.println();
  }

  private static boolean isWell(Map<String, @Nullable Object> device) {
    return Json.text(device, "state").equals("OK");
  }

  static List<Map<String, @Nullable Object>> objects(Map<String, @Nullable Object> object, String name) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    Json.asList(object.get(name)).forEach(each -> objects.add(Json.asObject(each)));
    return objects;
  }

  static String time(Map<String, @Nullable Object> object, String name) {
    double ns = Json.number(object, name);
    return Double.isNaN(ns) || ns <= 0 ? "-" : TIME.format(Instant.ofEpochMilli((long) (ns / 1e6)));
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "-" : Math.round(100 * share) + " %";
  }
}
