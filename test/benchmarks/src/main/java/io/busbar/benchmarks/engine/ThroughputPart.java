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
  private static final int WARM = 6;
  private static final int MEASURED = 8;

  @Override
  public void run(Figures figures, Table table) throws Exception {
    Options options = new OptionsBuilder().include(BusBenchmark.class.getName()).forks(FORKS).warmupIterations(WARM)
        .warmupTime(TimeValue.seconds(1)).measurementIterations(MEASURED).measurementTime(TimeValue.milliseconds(500))
        .jvmArgsAppend("-Xmx512m", "-Djava.util.logging.config.file=/dev/null").verbosity(VerboseMode.SILENT).build();
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
    double ours = rate(rates, "engine 4000");
    figures.figure("engine.samplesPerSecond", ours);
    figures.figure("engine.ofPlainLoop", ours / rate(rates, "plainLoop"));
    figures.figure("engine.ofPlainArithmetic", ours / rate(rates, "plainArithmetic"));
    figures.figure("engine.overEventAdmin", ours / rate(rates, "eventAdmin true"));
    figures.figure("engine.overEventAdminOneHandler", ours / rate(rates, "eventAdmin false"));
    figures.figure("engine.overCamel", ours / rate(rates, "camel true"));
    figures.figure("engine.overCamelOneRoute", ours / rate(rates, "camel false"));
    figures.figure("engine.overDisruptor", ours / rate(rates, "disruptor"));
    double single = rate(rates, "engine 50");
    figures.figure("engine.deviceBatches.samplesPerSecond", single);
    figures.figure("engine.deviceBatches.ofPlainLoop", single / rate(rates, "plainLoop"));
    figures.condition("throughput", "JMH, " + FORKS + " forks, medians; engine on one thread, batches of 4,000 samples of 80 devices x 50 points"
        + " (deviceBatches: of 50, one device); plainLoop keeps raw and filtered image as the engine does, plainArithmetic does not;"
        + " Disruptor with a producer and one consumer thread, Camel five routes joined by direct (OneRoute: five processors in one),"
        + " EventAdmin a handler for each filter, Timeout=0 (OneHandler: one for all)");
  }

  private static double rate(Map<String, Double> rates, String name) {
    return Objects.requireNonNull(rates.get(name), name);
  }
}
