package io.busbar.benchmarks.link;

import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.MachineClock;
import io.busbar.benchmarks.radio.Cell;
import io.busbar.benchmarks.radio.Radio;
import io.busbar.benchmarks.radio.RadioLab;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Our link, the kernel's TCP with cubic and BBR, and QUIC over the same emulated radios in one run; prints tables and writes
 * {@code results/link.json}. {@code --quick} takes a few runs of each for a first look, {@code --reread} prints the last run again,
 * {@code --only NAME[,NAME]} takes the runs whose names begin so ({@code ours-64k.loss30}, {@code bbr}, {@code unknown}, {@code alarms}) and
 * leaves the results alone, {@code --plan} says which runs there are and how long they take.
 */
public final class LinkBenchmark {
  private static final List<String> PEERS = List.of("cubic", "bbr", "quic");

  private final PrintStream out;
  private final Plan plan;
  private final String security = OurEnds.describe(new MachineClock());
  private final boolean quick;
  private final boolean reread;
  private final List<String> only;

  private LinkBenchmark(PrintStream out, List<String> arguments) {
    this.out = out;
    this.reread = arguments.contains("--reread");
    this.quick = arguments.contains("--quick");
    int at = arguments.indexOf("--only");
    this.only = at < 0 || at + 1 >= arguments.size() ? List.of() : List.of(arguments.get(at + 1).split(",", 0));
    this.plan = new Plan(quick);
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("busbar.root", "."));
    LinkBenchmark benchmark = new LinkBenchmark(System.out, List.of(arguments));
    if (List.of(arguments).contains("--plan")) {
      benchmark.cells().forEach(cell -> System.out.println(cell.name() + " at most " + cell.limitSeconds() + " s"));
    } else {
      benchmark.run(root, root.resolve("test/benchmarks/target/link"));
    }
  }

  private List<Cell> cells() {
    return plan.cells().stream().filter(cell -> only.isEmpty() || only.stream().anyMatch(cell.name()::startsWith)).toList();
  }

  /** How long they take, so many at a time: longest first, each as soon as there is room. */
  private static long minutes(List<Cell> cells, int atOnce) {
    long[] busy = new long[atOnce];
    for (Cell cell : cells) {
      busy[0] += cell.limitSeconds();
      Arrays.sort(busy);
    }
    return (busy[atOnce - 1] + 59) / 60;
  }

  private void run(Path root, Path work) throws IOException, InterruptedException {
    RadioLab lab = new RadioLab(root, work, out);
    String obstacle = lab.obstacle();
    if (!obstacle.isEmpty()) {
      out.println("SKIPPED: " + obstacle);
      return;
    }
    plan.keys(makeKeys(work));
    List<Cell> cells = cells();
    int atOnce = quick ? 10 : 13;
    out.println(cells.size() + " runs, " + atOnce + " at a time, at most " + minutes(cells, atOnce) + " min; security of our link: " + security);
    long began = System.nanoTime();
    Readings readings = new Readings(plan, reread ? lab.reread(cells) : lab.run(cells, atOnce));
    Figures figures = new Figures();
    figures.condition("runs", cells.size() + ", " + atOnce + " at a time, " + (System.nanoTime() - began) / 1_000_000_000 + " s in all");
    report(readings, figures);
    Path file = root.resolve(quick || !only.isEmpty() ? "test/benchmarks/target/link-part.json" : "test/benchmarks/results/link.json");
    figures.write(file);
    out.println("\nwritten: " + root.toAbsolutePath().relativize(file.toAbsolutePath()));
  }

  private static Path makeKeys(Path work) throws IOException, InterruptedException {
    Path keys = work.resolve("quic.p12");
    Files.deleteIfExists(keys);
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    int status = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "benchmark", "-keyalg", "EC", "-groupname", "secp256r1",
        "-dname", "CN=10.77.0.2", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", QuicNode.PASSWORD).inheritIO().start()
        .waitFor();
    if (status != 0) {
      throw new IOException("keytool ended with " + status);
    }
    return keys;
  }

  private void report(Readings readings, Figures figures) throws IOException {
    figures.machine();
    figures.condition("security", security);
    figures.condition("capacity", "rate × (1 − loss of the run's window as the radio counted it) × (MTU − 28)/MTU; goodput: bytes of messages"
        + " of " + OursNode.BULK_BYTES + " bytes delivered in order");
    figures.condition("window", plan.windowSeconds(Radio.of64k(0)) + " s at 64 kbit/s, " + plan.windowSeconds(Radio.slow(0))
        + " s at 9.6 kbit/s, " + plan.windowSeconds(Radio.of64k(0.1).inBursts(8)) + " s with bursts; after a warm-up of "
        + plan.warmUpSeconds(Radio.of64k(0)) + " and " + plan.warmUpSeconds(Radio.slow(0)) + " s");
    out.printf(Locale.ROOT, "%n%-34s %-20s | %8s %11s | %8s %8s %8s%n", "goodput, % of the rate", "loss each way", "ours", "of capacity",
        "cubic", "BBR", "QUIC");
    for (Radio radio : plan.radios()) {
      if (!readings.has(radio)) {
        continue;
      }
      double ours = readings.goodput("ours", radio);
      double ofCapacity = readings.ofCapacity(radio);
      out.printf(Locale.ROOT, "%-34s %-20s | %8s %10s%% |", radio.name(), radio.losses(), percent(ours), percent(ofCapacity));
      double best = Double.NaN;
      for (String peer : PEERS) {
        double share = readings.goodput(peer, radio);
        out.printf(Locale.ROOT, " %8s", percent(share));
        best = Double.isNaN(best) ? share : Double.isNaN(share) ? best : Math.max(best, share);
      }
      out.println();
      String name = Plan.figureName(radio);
      figures.figure("link." + name + ".ofCapacity", ofCapacity);
      figures.figure("link." + name + ".overBestPeer", ours / best);
      figures.figure("link." + name + ".ours", ours);
    }
    unknownRate(readings, figures);
    alarms(readings, figures);
    double late = readings.worstLateShare();
    figures.condition("packets that the emulator delivered over 20 ms late", String.format(Locale.ROOT, "%.2f %% in the worst run", late * 100));
    out.printf(Locale.ROOT, "%nThe emulator delivered at most %.2f %% of the packets of a run more than 20 ms late.%n", late * 100);
    if (late > 0.05) {
      out.println("This machine was too busy: QUIC and the rest of what runs in user space suffer most. Take it again when it is quiet.");
    }
    readings.troubles().forEach(out::println);
  }

  private void unknownRate(Readings readings, Figures figures) throws IOException {
    double alone = readings.unknownRate();
    if (!readings.hasAny("unknown") && !readings.hasAny("beside")) {
      return;
    }
    figures.figure("link.unknownRate.ofCapacity", alone);
    out.printf(Locale.ROOT, "%nrate unknown, 64 kbit/s, no loss, after one minute: %s %% of capacity%n", percent(alone));
    for (String peer : Plan.COMPETITORS) {
      double[] shares = readings.beside(peer);
      figures.figure("link.unknownRate.shareBeside." + peer, shares[0]);
      out.printf(Locale.ROOT, "… beside TCP %s after one minute: ours %s %% of the rate, TCP %s %%%n", peer, percent(shares[0]), percent(shares[1]));
    }
  }

  private void alarms(Readings readings, Figures figures) throws IOException {
    List<Double> single = readings.alarms("alarms");
    List<Double> avalanche = readings.alarms("avalanche");
    if (single.isEmpty() && avalanche.isEmpty()) {
      return;
    }
    figures.figure("link.alarm.loss30.p50Ms", Figures.median(single));
    figures.figure("link.alarm.loss30.p99Ms", Figures.quantile(single, 0.99));
    figures.figure("link.alarm.loss30.worstMs", Figures.quantile(single, 1));
    figures.figure("link.alarm.loss30.count", single.size());
    figures.figure("link.avalanche.loss30.p50Ms", Figures.median(avalanche));
    figures.figure("link.avalanche.loss30.p99Ms", Figures.quantile(avalanche, 0.99));
    figures.figure("link.avalanche.loss30.count", avalanche.size());
    out.printf(Locale.ROOT, "%nalarms while bulk fills the link of 64 kbit/s at 30 %% loss (one way 300 ms, a packet 160 ms)%n");
    out.printf(Locale.ROOT, "%-34s %8s %8s %8s %8s %8s%n", "ms from the call until delivered", "count", "median", "90 %", "99 %", "worst");
    line("each by itself", single);
    line("avalanches of 300 in 2 s", avalanche);
  }

  private void line(String name, List<Double> delays) {
    out.printf(Locale.ROOT, "%-34s %8d %8.0f %8.0f %8.0f %8.0f%n", name, delays.size(), Figures.median(delays), Figures.quantile(delays, 0.9),
        Figures.quantile(delays, 0.99), Figures.quantile(delays, 1));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", share * 100);
  }
}
