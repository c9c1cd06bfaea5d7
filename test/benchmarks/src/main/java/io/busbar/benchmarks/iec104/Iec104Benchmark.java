package io.busbar.benchmarks.iec104;

import io.busbar.benchmarks.Figures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code run iec104 [--lib60870 FOLDER] [--quick]}: rounds of all stacks, one after the other, with 1 and with 50 sessions; medians. The figures
 * {@code iec104.overJ60870} and {@code iec104.ofLib60870} are the lower of the two ratios.
 */
public final class Iec104Benchmark {
  private static final int MANY = 50;

  private Iec104Benchmark() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    PrintStream out = System.out;
    Path root = Path.of(System.getProperty("busbar.root", "."));
    List<Stack> stacks = new ArrayList<>(List.of(new ChildStack("Busbar", "ours"), new ChildStack("j60870", "j60870")));
    int at = words.indexOf("--lib60870");
    if (at >= 0 && at + 1 < words.size()) {
      stacks.add(new Lib60870(root, Path.of(words.get(at + 1))));
    } else {
      out.println("without lib60870-C: --lib60870 FOLDER names one that was built (cmake -DCMAKE_BUILD_TYPE=Release, make)");
    }
    boolean quick = words.contains("--quick");
    int rounds = quick ? 1 : 5;
    long spanMs = quick ? 2_000 : 4_000;
    Map<String, List<Stack.Span>> spans = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int sessions : new int[] {1, MANY}) {
        for (Stack stack : stacks) {
          Stack.Span span = stack.measure(sessions, quick || round > 0 ? 2_000 : 5_000, spanMs);
          spans.computeIfAbsent(key(stack, sessions), key -> new ArrayList<>()).add(span);
        }
      }
    }
    Path file = root.resolve(quick ? "test/benchmarks/target/iec104-quick.json" : "test/benchmarks/results/iec104.json");
    Figures figures = new Figures();
    figures.read(file, name -> name.startsWith("control")); // of the campaign of commands, which writes here, too
    report(out, stacks, spans, figures);
    figures.condition("rounds", rounds + " of " + spanMs + " ms each after a warm-up, a fresh process each, stacks one after the other in each"
        + " round; medians");
    figures.condition("work", "each stack with itself over loopback TCP, k 12, w 8; an event is a unit M_SP_TB_1 of its own; ours: driver with"
        + " samples and settling on one thread, stations on another; j60870 and lib60870-C: their own threads");
    figures.machine();
    figures.write(file);
    out.println("written: " + root.toAbsolutePath().relativize(file.toAbsolutePath()));
    figures.conditions().forEach((name, text) -> out.println("  " + name + ": " + text));
  }

  private static String key(Stack stack, int sessions) {
    return stack.name() + " " + sessions;
  }

  private static void report(PrintStream out, List<Stack> stacks, Map<String, List<Stack.Span>> spans, Figures figures) {
    out.printf(Locale.ROOT, "%n%-12s %8s %14s %22s%n", "", "sessions", "events/s", "processor µs/event");
    for (int sessions : new int[] {1, MANY}) {
      for (Stack stack : stacks) {
        List<Stack.Span> its = spans.getOrDefault(key(stack, sessions), List.of());
        double micros = Figures.median(its.stream().map(Stack.Span::microsPerEvent).toList());
        out.printf(Locale.ROOT, "%-12s %8d %14.0f %22.2f%n", stack.name(), sessions, perSecond(its), micros);
        figures.condition(stack.name() + ", " + sessions + (sessions == 1 ? " session" : " sessions"), String.format(Locale.ROOT,
            "%.0f events/s, %.2f µs of processor an event, both ends", perSecond(its), micros));
        if (stack.name().equals("Busbar") && sessions == MANY) {
          figures.figure("iec104.microsPerEvent", micros);
        }
      }
    }
    ratio(out, "iec104.overJ60870", "j60870", spans, figures);
    ratio(out, "iec104.ofLib60870", "lib60870-C", spans, figures);
  }

  private static void ratio(PrintStream out, String figure, String peer, Map<String, List<Stack.Span>> spans, Figures figures) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int sessions : new int[] {1, MANY}) {
      List<Stack.Span> its = spans.get(peer + " " + sessions);
      if (its != null) {
        double ratio = perSecond(spans.getOrDefault("Busbar " + sessions, List.of())) / perSecond(its);
        out.printf(Locale.ROOT, "%s with %d: %.2f%n", figure, sessions, ratio);
        lowest = Math.min(lowest, ratio);
      }
    }
    figures.figure(figure, lowest);
  }

  private static double perSecond(List<Stack.Span> spans) {
    return Figures.median(spans.stream().map(Stack.Span::perSecond).toList());
  }
}
