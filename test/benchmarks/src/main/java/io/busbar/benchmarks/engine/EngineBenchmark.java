package io.busbar.benchmarks.engine;

import io.busbar.benchmarks.Figures;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The engine: {@code run engine [--only throughput|allocation|memory|rate|model|swap]}. A part that is run alone replaces its own figures in
 * the results and leaves the others.
 */
public final class EngineBenchmark {
  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("throughput", new ThroughputPart());
    PARTS.put("allocation", new AllocationPart());
    PARTS.put("memory", new MemoryPart());
    PARTS.put("rate", new RatePart());
    PARTS.put("model", new ModelPart());
    PARTS.put("swap", new SwapPart());
  }

  private EngineBenchmark() {}

  /** Runs; prints to standard output. */
  public static void main(String[] arguments) throws Exception {
    String only = arguments.length == 2 && arguments[0].equals("--only") ? arguments[1] : "";
    if ((arguments.length != 0 && only.isEmpty()) || (!only.isEmpty() && !PARTS.containsKey(only))) {
      System.err.println("usage: test/benchmarks/run engine [--only " + String.join("|", PARTS.keySet()) + "]");
      System.exit(2);
    }
    Logger.getLogger("").setLevel(Level.WARNING);
    Path results = Path.of(System.getProperty("busbar.root"), "test/benchmarks/results/engine.json");
    Figures figures = new Figures();
    figures.read(results);
    figures.machine();
    figures.condition("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    figures.condition("collector", String.join(", ", ManagementFactory.getGarbageCollectorMXBeans().stream().map(MemoryManagerMXBean::getName)
        .toList()) + ": what a gateway takes if BUSBAR_JAVA_OPTS says so; without, the serial one");
    Table table = new Table(System.out);
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (only.isEmpty() || only.equals(part.getKey())) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        figures.condition(part.getKey() + ".loadAverage", String.format(java.util.Locale.ROOT, "%.1f", load));
        part.getValue().run(figures, table);
        figures.write(results);
      }
    }
    System.exit(0);
  }
}
