package io.busbar.benchmarks.endtoend;

import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.MachineClock;
import io.busbar.benchmarks.link.OurEnds;
import io.busbar.benchmarks.link.Tally;
import io.busbar.benchmarks.radio.Cell;
import io.busbar.benchmarks.radio.CellResult;
import io.busbar.benchmarks.radio.Radio;
import io.busbar.benchmarks.radio.RadioLab;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Samples a second of the real chain and of Sparkplug B over MQTT (Paho, mosquitto, the kernel's TCP with BBR and cubic) on the
 * 64 kbit/s link with a round trip of 600 ms; prints a table and writes {@code results/end-to-end.json}.
 */
public final class EndToEndBenchmark {
  private static final List<String> CHAINS = List.of("ours", "bbr", "cubic");
  private static final long NS = 1_000_000_000L;
  private static final int WARM_UP_SECONDS = 25;
  private static final int SPARE_SECONDS = 40;

  private final PrintStream out;
  private final boolean quick;
  private final int runs;
  private final int windowSeconds;

  private EndToEndBenchmark(PrintStream out, boolean quick) {
    this.out = out;
    this.quick = quick;
    this.runs = quick ? 2 : 7;
    this.windowSeconds = quick ? 40 : 120;
  }

  /** Runs it; {@code --quick} for a first look. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("busbar.root", ".")).toAbsolutePath();
    new EndToEndBenchmark(System.out, List.of(arguments).contains("--quick")).run(root, root.resolve("test/benchmarks/target/end-to-end"));
  }

  private void run(Path root, Path work) throws IOException, InterruptedException {
    RadioLab lab = new RadioLab(root, work, out);
    String obstacle = lab.obstacle();
    Path broker = Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto").map(Path::of).filter(Files::isExecutable)
        .findFirst().orElse(null);
    if (obstacle.isEmpty() && broker == null) {
      obstacle = "mosquitto is not installed (apt-get install mosquitto).";
    }
    if (!obstacle.isEmpty()) {
      out.println("SKIPPED: " + obstacle);
      return;
    }
    Path config = work.resolve("mosquitto.conf");
    Files.write(config, "listener 1883 10.77.0.2\nallow_anonymous true\npersistence false\nmax_queued_messages 0\n".getBytes(StandardCharsets.UTF_8));
    List<Radio> radios = List.of(Radio.of64k(0.3), Radio.of64k(0.1), Radio.of64k(0));
    List<Cell> cells = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      for (Radio radio : radios) {
        if (radio.loss() == 0 && run > 1) {
          continue;
        }
        for (String chain : CHAINS) {
          cells.add(cell(work, broker + " -c " + config, chain, radio, run));
        }
      }
    }
    int atOnce = 8;
    out.println(cells.size() + " runs, " + atOnce + " at a time; our link: " + OurEnds.describe(new MachineClock()));
    report(root, radios, lab.run(cells, atOnce), atOnce);
  }

  private static String name(String chain, Radio radio, int run) {
    return String.format(Locale.ROOT, "%s-loss%.0f-%d", chain, radio.loss() * 100, run);
  }

  private Cell cell(Path work, String broker, String chain, Radio radio, int run) throws IOException {
    int seconds = WARM_UP_SECONDS + windowSeconds + 2;
    String name = name(chain, radio, run);
    if (!chain.equals("ours")) {
      String far = broker + " & " + RadioLab.java(MqttNode.class, "far").replace("exec ", "") + "; wait";
      return new Cell(name, radio, chain, run, far, "sleep 3; " + RadioLab.java(MqttNode.class, "near", Integer.toString(seconds)),
          seconds + SPARE_SECONDS);
    }
    Path folder = work.resolve(name);
    for (String journal : List.of("gateway", "central")) {
      delete(folder.resolve(journal));
      Files.createDirectories(folder.resolve(journal));
    }
    String[] common = {Long.toString(radio.rate()), Integer.toString(radio.mtu()), Integer.toString(2 * radio.delayMs())};
    return new Cell(name, radio, "", run, RadioLab.java(ChainNode.class, "far", folder.resolve("central").toString(), common[0], common[1],
        common[2]), "sleep 3; " + RadioLab.java(ChainNode.class, "near", folder.resolve("gateway").toString(), common[0], common[1], common[2],
        Integer.toString(seconds)), seconds + SPARE_SECONDS);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Samples a second in the window after the warm-up. */
  private double rate(CellResult result) throws IOException {
    long from = result.radioBeganNs() + (WARM_UP_SECONDS + 4) * NS;
    long to = from + windowSeconds * NS - NS;
    double first = 0;
    double last = 0;
    for (String[] words : result.far(Tally.WORD)) {
      long at = Long.parseLong(words[0]);
      first = at <= from ? Double.parseDouble(words[1]) : first;
      last = at <= to ? Double.parseDouble(words[1]) : last;
    }
    return (last - first) * NS / (to - from);
  }

  private void report(Path root, List<Radio> radios, Map<String, CellResult> results, int atOnce) throws IOException {
    Figures figures = new Figures();
    figures.machine();
    figures.condition("link", "64 kbit/s, round trip 600 ms, MTU 1280, independent loss each way");
    figures.condition("ours", ChainNode.describe() + "; " + OurEnds.describe(new MachineClock()));
    figures.condition("sparkplug", "DDATA a poll with aliases and float32, QoS 0, Paho 1.2.5, mosquitto at the far end, no TLS");
    figures.condition("runs", runs + " of each at 10 and 30 %, windows of " + windowSeconds + " s after " + WARM_UP_SECONDS + " s, " + atOnce
        + " at a time; median");
    out.printf(Locale.ROOT, "%n%-14s | %10s %22s | %14s %14s | %10s %10s%n", "samples/s", "ours", "(least to most)", "MQTT, BBR", "MQTT, cubic",
        "over BBR", "over cubic");
    for (Radio radio : radios) {
      List<List<Double>> rates = new ArrayList<>();
      for (String chain : CHAINS) {
        List<Double> each = new ArrayList<>();
        for (int run = 1; results.containsKey(name(chain, radio, run)); run++) {
          CellResult result = results.get(name(chain, radio, run));
          each.add(result == null ? Double.NaN : rate(result));
        }
        rates.add(each);
      }
      double ours = Figures.median(rates.get(0));
      double bbr = Figures.median(rates.get(1));
      double cubic = Figures.median(rates.get(2));
      out.printf(Locale.ROOT, "%-14s | %10.0f %22s | %14.1f %14.1f | %10.1f %10.1f%n", radio.losses() + " loss", ours,
          String.format(Locale.ROOT, "%.0f to %.0f", Figures.quantile(rates.get(0), 0), Figures.quantile(rates.get(0), 1)), bbr, cubic, ours / bbr,
          ours / cubic);
      String loss = String.format(Locale.ROOT, "endToEnd.loss%.0f.", radio.loss() * 100);
      figures.figure(loss + "overSparkplugTcp", ours / bbr);
      figures.figure(loss + "overSparkplugCubic", ours / cubic);
      figures.figure(loss + "samplesPerSecond", ours);
    }
    Path file = root.resolve(quick ? "test/benchmarks/target/end-to-end-quick.json" : "test/benchmarks/results/end-to-end.json");
    figures.write(file);
    results.forEach((name, result) -> {
      if (result.status() != 0) {
        out.println("run " + name + " ended with " + result.status());
      }
    });
    out.println("\nwritten: " + root.relativize(file));
  }
}
