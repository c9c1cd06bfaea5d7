package io.busbar.benchmarks.engine;

import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.bus.BusBenchmark;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Samples a second beside a plain loop, Disruptor, Camel and EventAdmin: JMH, all in one run. */
final class ThroughputPart implements Part {
  private static final int FORKS = 2;
  /** The peers are compared with the engine at batches of this size; at those of one device it is said beside. */
  private static final String HEADLINE = "engine 4000";
  private static final String DEVICE = "engine 50";
  private static final String COLLECTOR = "-XX:+UseSerialGC";
  private static final int WARM = 6;
  private static final int MEASURED = 8;

  @Override
  public void run(Figures figures, Table table) throws Exception {
    Options options = new OptionsBuilder().include(BusBenchmark.class.getName()).forks(FORKS).warmupIterations(WARM)
        .warmupTime(TimeValue.seconds(1)).measurementIterations(MEASURED).measurementTime(TimeValue.milliseconds(500))
        .jvmArgs("-Xmx512m", COLLECTOR, "-Djava.util.logging.config.file=/dev/null").verbosity(VerboseMode.SILENT).build();
    Collection<RunResult> results = new Runner(options).run();
    Map<String, Double> rates = new TreeMap<>();
    table.head("100,000 points, linear | zeroClamp | clip | quantize | dbAbs; samples/s of JMH, " + FORKS + " forks of " + MEASURED + " x 0.5 s");
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
      for (String key : result.getParams().getParamsKeys()) {
        name += " " + result.getParams().getParam(key);
      }
      double rate = result.getPrimaryResult().getStatistics().getPercentile(50);
      rates.put(name, rate);
      table.row(name, "%,12.0f a second, %6.0f ns a sample (quartiles %.0f to %.0f ns)", rate, 1e9 / rate,
          1e9 / result.getPrimaryResult().getStatistics().getPercentile(75), 1e9 / result.getPrimaryResult().getStatistics().getPercentile(25));
    }
    double ours = rate(rates, HEADLINE);
    figures.figure("engine.samplesPerSecond", ours);
    figures.figure("engine.ofPlainLoop", ours / rate(rates, "plainLoop"));
    figures.figure("engine.ofPlainArithmetic", ours / rate(rates, "plainArithmetic"));
    figures.figure("engine.overEventAdmin", ours / rate(rates, "eventAdmin true"));
    figures.figure("engine.overEventAdminOneHandler", ours / rate(rates, "eventAdmin false"));
    figures.figure("engine.overCamel", ours / rate(rates, "camel true"));
    figures.figure("engine.overCamelOneRoute", ours / rate(rates, "camel false"));
    figures.figure("engine.overDisruptor", ours / rate(rates, "disruptor"));
    double single = rate(rates, DEVICE);
    figures.figure("engine.deviceBatches.samplesPerSecond", single);
    figures.figure("engine.deviceBatches.ofPlainLoop", single / rate(rates, "plainLoop"));
    figures.figure("engine.deviceBatches.overEventAdmin", single / rate(rates, "eventAdmin true"));
    figures.figure("engine.deviceBatches.overCamel", single / rate(rates, "camel true"));
    table.row("engine, of plainLoop", "%.2f at batches of 4,000, %.2f at batches of one device's 50", ours / rate(rates, "plainLoop"),
        single / rate(rates, "plainLoop"));
    row(table, "engine 4000 over Camel", ours, "a route for each filter, joined by direct (overCamel)", rate(rates, "camel true"),
        rate(rates, "camel false"));
    row(table, "engine 4000 over EventAdmin", ours, "a handler for each filter (overEventAdmin)", rate(rates, "eventAdmin true"),
        rate(rates, "eventAdmin false"));
    table.row("engine 4000 over Disruptor", "%.2f", ours / rate(rates, "disruptor"));
    figures.condition("throughput", "JMH, " + FORKS + " forks, medians; engine on one thread, batches of 4,000 samples of 80 devices x 50 points"
        + " (deviceBatches: of 50, one device); plainLoop keeps raw and filtered image as the engine does, plainArithmetic does not;"
        + " Disruptor with a producer and one consumer thread, Camel five routes joined by direct (OneRoute: five processors in one),"
        + " EventAdmin a handler for each filter, Timeout=0 (OneHandler: one for all). overCamel and overEventAdmin name the form in which each"
        + " filter can be stopped and exchanged while the others run, which is what the engine does; the other form is beside it; "
        + COLLECTOR + ", the quickest for those that take memory and for the plain loop");
  }

  private static void row(Table table, String name, double ours, String form, double each, double one) {
    table.row(name, "%.1f: %s; %.1f: all five in one", ours / each, form, ours / one);
  }

  private static double rate(Map<String, Double> rates, String name) {
    return Objects.requireNonNull(rates.get(name), name);
  }
}
