package io.busbar.benchmarks.link;

import io.busbar.benchmarks.radio.Cell;
import io.busbar.benchmarks.radio.Radio;
import io.busbar.benchmarks.radio.RadioLab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which runs there are and how long. */
final class Plan {
  static final List<String> COMPETITORS = List.of("cubic", "bbr");
  /** After that long a learned rate is judged. */
  static final int LEARNING_SECONDS = 60;
  private static final int START_SECONDS = 5;
  private static final int SPARE_SECONDS = 40;
  private static final int TCP_PORT = 7_000;

  private final boolean quick;
  private Path keys = Path.of("");

  Plan(boolean quick) {
    this.quick = quick;
  }

  void keys(Path store) {
    keys = store;
  }

  List<Radio> radios() {
    if (quick) {
      return List.of(Radio.of64k(0), Radio.of64k(0.3), Radio.slow(0.3), Radio.of64k(0.3).inBursts(8));
    }
    return List.of(Radio.of64k(0), Radio.of64k(0.1), Radio.of64k(0.3), Radio.of64k(0.5), Radio.slow(0), Radio.slow(0.1), Radio.slow(0.3),
        Radio.of64k(0.1).inBursts(8), Radio.of64k(0.3).inBursts(8));
  }

  static String figureName(Radio radio) {
    String kind = radio.burst() > 1 ? "burst" : radio.rate() < 10_000 ? "radio" : "64k";
    return String.format(Locale.ROOT, "%s.loss%.0f", kind, radio.loss() * 100);
  }

  int warmUpSeconds(Radio radio) {
    return radio.rate() < 10_000 ? 40 : 15;
  }

  int windowSeconds(Radio radio) {
    int full = radio.rate() < 10_000 ? 160 : radio.burst() > 1 ? 120 : 100;
    return quick ? full / 3 : full;
  }

  private int seconds(Radio radio) {
    return START_SECONDS + warmUpSeconds(radio) + windowSeconds(radio);
  }

  /** How often a transport runs on a radio: peers once where no ratio is taken. */
  int runs(String transport, Radio radio) {
    return quick ? 1 : transport.equals("ours") || (radio.burst() == 1 && radio.rate() > 10_000 && radio.loss() > 0.2 && radio.loss() < 0.4) ? 3 : 1;
  }

  static String name(String transport, Radio radio, int run) {
    return transport + "-" + figureName(radio) + "-" + run;
  }

  static String beside(String peer, int run) {
    return "beside-" + peer + "-" + run;
  }

  int extraRuns() {
    return quick ? 1 : 3;
  }

  /** Runs with single alarms; together they raise over a thousand. */
  int alarmRuns() {
    return quick ? 1 : 4;
  }

  int alarmSeconds() {
    return quick ? 60 : 125;
  }

  /** All runs; the long ones first, so that none is left alone at the end. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Radio radio : radios()) {
      for (String transport : List.of("ours", "cubic", "bbr", "quic")) {
        for (int run = 1; run <= runs(transport, radio); run++) {
          cells.add(goodput(transport, radio, run));
        }
      }
    }
    Radio free = Radio.of64k(0);
    Radio lossy = Radio.of64k(0.3);
    int learned = START_SECONDS + LEARNING_SECONDS + windowSeconds(free);
    for (int run = 1; run <= extraRuns(); run++) {
      cells.add(new Cell("unknown-" + run, free, "", run, ours(free, 0), near(free, 0, "bulk", learned), learned + SPARE_SECONDS));
      for (String peer : COMPETITORS) {
        String both = "(" + tcpNear(learned) + ") & " + near(free, 0, "bulk", learned) + "; wait";
        String far = RadioLab.java(TcpNode.class, "far", Integer.toString(TCP_PORT), "beside") + " & " + ours(free, 0) + "; wait";
        cells.add(new Cell(beside(peer, run), free, peer, run, far.replace("exec ", ""), both.replace("exec ", ""), learned + SPARE_SECONDS));
      }
      int avalanches = START_SECONDS + 15 + (quick ? 30 : 85);
      cells.add(new Cell("avalanche-" + run, lossy, "", 20L + run, ours(lossy, lossy.rate()), near(lossy, lossy.rate(), "avalanche",
          avalanches), avalanches + SPARE_SECONDS));
    }
    for (int run = 1; run <= alarmRuns(); run++) {
      int seconds = START_SECONDS + 15 + alarmSeconds();
      cells.add(new Cell("alarms-" + run, lossy, "", 10L + run, ours(lossy, lossy.rate()), near(lossy, lossy.rate(), "alarms", seconds),
          seconds + SPARE_SECONDS));
    }
    cells.sort((a, b) -> Integer.compare(b.limitSeconds(), a.limitSeconds()));
    return cells;
  }

  private Cell goodput(String transport, Radio radio, int run) {
    int seconds = seconds(radio);
    String name = name(transport, radio, run);
    return switch (transport) {
      case "ours" -> new Cell(name, radio, "", run, ours(radio, radio.rate()), near(radio, radio.rate(), "bulk", seconds),
          seconds + SPARE_SECONDS);
      case "quic" -> new Cell(name, radio, "", run, RadioLab.java(QuicNode.class, "far", keys.toAbsolutePath().toString()),
          "sleep 2; " + RadioLab.java(QuicNode.class, "near", Integer.toString(seconds)), seconds + SPARE_SECONDS);
      default -> new Cell(name, radio, transport, run, tcpFar(), tcpNear(seconds), seconds + SPARE_SECONDS);
    };
  }

  private static String tcpFar() {
    return RadioLab.java(TcpNode.class, "far", Integer.toString(TCP_PORT));
  }

  private static String tcpNear(int seconds) {
    return "sleep 2; " + RadioLab.java(TcpNode.class, "near", Integer.toString(TCP_PORT), Integer.toString(seconds));
  }

  private static String[] common(String end, Radio radio, long rate) {
    return new String[] {end, Long.toString(rate), Integer.toString(radio.mtu()), radio.halfDuplex() ? "half" : "full",
        Integer.toString(2 * radio.delayMs())};
  }

  private static String ours(Radio radio, long rate) {
    return RadioLab.java(OursNode.class, common("far", radio, rate));
  }

  private static String near(Radio radio, long rate, String load, int seconds) {
    List<String> arguments = new ArrayList<>(List.of(common("near", radio, rate)));
    arguments.add(load);
    arguments.add(Integer.toString(seconds));
    return RadioLab.java(OursNode.class, arguments.toArray(String[]::new));
  }
}
