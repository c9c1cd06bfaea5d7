package io.busbar.demo.stage;

import io.busbar.demo.options.DemoOptions;
import io.busbar.sim.DeviceSpec;
import io.busbar.sim.radio.RadioCounters;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The live table: redrawn in place on a terminal, a line every few seconds elsewhere. One thread. */
final class Screen {
  private static final long REDRAW_NS = 500_000_000L;
  private static final long LINE_NS = 5_000_000_000L;
  private static final String CLEAR = "\u001b[H\u001b[J";
  private final PrintStream out;
  private final boolean terminal;
  private final DemoOptions options;
  private final Stage stage;
  private long lastDrawn;
  private boolean drawn;

  /** A screen; {@code terminal} says whether cursor movements are understood. */
  Screen(PrintStream out, boolean terminal, DemoOptions options, Stage stage) {
    this.out = out;
    this.terminal = terminal;
    this.options = options;
    this.stage = stage;
  }

  /** Tells a line that must not be missed. */
  void tell(String line) {
    if (!terminal) {
      out.println(line);
      out.flush();
    }
  }

  /** Shows the present state when it is time to. */
  void show(long nowNs, long wallNs, String phase, Monitor monitor, List<String> told) {
    if (drawn && nowNs - lastDrawn < (terminal ? REDRAW_NS : LINE_NS)) {
      return;
    }
    lastDrawn = nowNs;
    drawn = true;
    if (terminal) {
      out.print(CLEAR + String.join("\n", table(wallNs, phase, monitor, told)) + "\n");
    } else {
      out.println(totals(wallNs, phase, monitor));
    }
    out.flush();
  }

  private String totals(long wallNs, String phase, Monitor monitor) {
    return text("%-9s served %d replies  central %d samples (%d events, %d history)  newest %s  alarm p50 %s p99 %s ms  air up %d down %d B",
        phase, stage.substation().repliesServed(), monitor.sink().samples(), monitor.events(), monitor.history(),
        age(monitor.newestLive(), wallNs), number(monitor.eventDelayMs(50)), number(monitor.eventDelayMs(99)),
        stage.radio().counters(true).bytesOnAir(), stage.radio().counters(false).bytesOnAir());
  }

  private List<String> table(long wallNs, String phase, Monitor monitor, List<String> told) {
    List<String> lines = new ArrayList<>();
    lines.add(text("Busbar demo   %s   radio %d bit/s, loss %.0f %%, delay %d ms one way   seed %d", phase, options.rate(),
        options.loss() * 100, options.delayMs(), options.seed()));
    lines.add("gateway page  " + stage.gatewayPage() + "     central page  " + stage.centralPage() + "     Ctrl-C ends");
    lines.add("");
    lines.add("device   state     breaker        ia A      p kW   newest   | device   state     value                newest");
    List<DeviceSpec> others = new ArrayList<>(DemoPlant.transformers());
    others.addAll(DemoPlant.inverters());
    List<DeviceSpec> feeders = DemoPlant.feeders();
    for (int i = 0; i < feeders.size(); i++) {
      String right = i < others.size() ? other(others.get(i), monitor, wallNs) : "";
      lines.add(feeder(feeders.get(i).name(), monitor, wallNs) + " | " + right);
    }
    lines.add("");
    lines.addAll(counters(wallNs, monitor));
    lines.add("");
    lines.addAll(told);
    return lines;
  }

  private List<String> counters(long wallNs, Monitor monitor) {
    RadioCounters up = stage.radio().counters(true);
    RadioCounters down = stage.radio().counters(false);
    return List.of(
        text("served     %,d replies, %d events still in relays", stage.substation().repliesServed(), stage.substation().eventsWaiting()),
        text("central    %,d samples, %,d events, %,d as history, newest live %s", monitor.sink().samples(), monitor.events(),
            monitor.history(), age(monitor.newestLive(), wallNs)),
        text("alarms     p50 %s ms, p99 %s ms from relay to central", number(monitor.eventDelayMs(50)), number(monitor.eventDelayMs(99))),
        text("on air     up %,d packets %,d bytes (%,d lost, %,d dropped)   down %,d packets %,d bytes (%,d lost)", up.packets(),
            up.bytesOnAir(), up.lost(), up.queueDropped() + up.outageDropped(), down.packets(), down.bytesOnAir(), down.lost()));
  }

  private static String feeder(String device, Monitor monitor, long wallNs) {
    Monitor.Newest ia = monitor.newest(device + "/ia");
    Monitor.Newest p = monitor.newest(device + "/p");
    Monitor.Newest scan = monitor.newest(device + "/scan");
    return text("%-8s %-9s %-12s %7s  %8s  %7s", device, state(device, monitor), breaker(monitor.newest(device + "/breaker")),
        ia == null ? "-" : text("%.1f", ia.value()), p == null ? "-" : text("%.0f", p.value()), age(scan == null ? 0 : scan.time(), wallNs));
  }

  private static String other(DeviceSpec device, Monitor monitor, long wallNs) {
    boolean transformer = device.kind() == DeviceSpec.Kind.TRANSFORMER;
    Monitor.Newest value = monitor.newest(device.name() + (transformer ? "/oil" : "/p"));
    Monitor.Newest scan = monitor.newest(device.name() + "/scan");
    String shown = value == null ? "-" : text(transformer ? "oil %.1f Cel" : "%.0f W", value.value());
    return text("%-8s %-9s %-18s %7s", device.name(), state(device.name(), monitor), shown, age(scan == null ? 0 : scan.time(), wallNs));
  }

  private static String state(String device, Monitor monitor) {
    return monitor.sink().deviceStates().getOrDefault(device, "-");
  }

  private static String breaker(Monitor.@Nullable Newest breaker) {
    return breaker == null ? "-" : switch ((int) breaker.value()) {
      case 0 -> "moving";
      case 1 -> "OPEN";
      case 2 -> "closed";
      default -> "bad";
    };
  }

  private static String age(long timeNs, long wallNs) {
    return timeNs == 0 ? "-" : text("%.1f s", Math.max(0, wallNs - timeNs) / 1e9);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : text("%.0f", value);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
