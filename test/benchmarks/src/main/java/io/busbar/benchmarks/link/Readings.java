package io.busbar.benchmarks.link;

import io.busbar.benchmarks.Figures;
import io.busbar.benchmarks.radio.CellResult;
import io.busbar.benchmarks.radio.Radio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Reads figures out of what the runs printed. */
final class Readings {
  private static final long NS = 1_000_000_000L;
  private static final int TIMED_OUT = 124;

  private final Plan plan;
  private final Map<String, CellResult> results;

  Readings(Plan plan, Map<String, CellResult> results) {
    this.plan = plan;
    this.results = results;
  }

  /** A window of a run with the bytes that were delivered in it. */
  private record Window(long fromNs, long toNs, double bytes) {
    double share(Radio radio) {
      return bytes * 8 * NS / (toNs - fromNs) / radio.rate();
    }
  }

  /** Whether our link or a peer ran on that radio. */
  boolean has(Radio radio) {
    return results.keySet().stream().anyMatch(name -> name.contains("-" + Plan.figureName(radio) + "-"));
  }

  /** Whether there were runs of that kind. */
  boolean hasAny(String kind) {
    return results.keySet().stream().anyMatch(name -> name.startsWith(kind));
  }

  /** Runs that took place and left something to read. */
  private List<CellResult> of(IntFunction<String> name, int runs) {
    List<CellResult> found = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      CellResult result = results.get(name.apply(run));
      if (result != null && result.isReadable()) {
        found.add(result);
      }
    }
    return found;
  }

  /**
   * The window after the warm-up; bytes between two lines in proportion. It begins with the near program, so a transport that
   * never gets going has delivered nothing.
   */
  private Window window(CellResult run, int warmUpSeconds) throws IOException {
    long begin = run.radioBeganNs() + NS + warmUpSeconds * NS;
    long end = begin + plan.windowSeconds(run.cell().radio()) * NS;
    return new Window(begin, end, bytesAt(run, end) - bytesAt(run, begin));
  }

  private static double bytesAt(CellResult run, long ns) throws IOException {
    long beforeNs = 0;
    double before = 0;
    for (String[] words : run.far(Tally.WORD)) {
      long at = Long.parseLong(words[0]);
      double bytes = Double.parseDouble(words[1]);
      if (at > ns) {
        return beforeNs == 0 ? 0 : before + (bytes - before) * (ns - beforeNs) / (at - beforeNs);
      }
      beforeNs = at;
      before = bytes;
    }
    return before;
  }

  /** Median share of the rate that messages had. */
  double goodput(String transport, Radio radio) throws IOException {
    List<Double> shares = new ArrayList<>();
    for (CellResult result : of(run -> Plan.name(transport, radio, run), plan.runs(transport, radio))) {
      shares.add(window(result, plan.warmUpSeconds(radio)).share(radio));
    }
    return Figures.median(shares);
  }

  /** Median of our goodput over the capacity that the run's own losses left. */
  double ofCapacity(Radio radio) throws IOException {
    List<Double> shares = new ArrayList<>();
    for (CellResult result : of(run -> Plan.name("ours", radio, run), plan.runs("ours", radio))) {
      Window window = window(result, plan.warmUpSeconds(radio));
      double lost = result.radio(0, window.fromNs(), window.toNs()).lossShare();
      shares.add(window.share(radio) / ((1 - lost) * radio.payloadShare()));
    }
    return Figures.median(shares);
  }

  double unknownRate() throws IOException {
    List<Double> shares = new ArrayList<>();
    for (CellResult result : of(run -> "unknown-" + run, plan.extraRuns())) {
      Radio radio = result.cell().radio();
      shares.add(window(result, Plan.LEARNING_SECONDS).share(radio) / radio.payloadShare());
    }
    return Figures.median(shares);
  }

  /** Our share of the rate beside TCP, and TCP's: what the radio delivered less ours. */
  double[] beside(String peer) throws IOException {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (CellResult result : of(run -> Plan.beside(peer, run), plan.extraRuns())) {
      Radio radio = result.cell().radio();
      List<double[]> both = new ArrayList<>();
      Window window = window(result, Plan.LEARNING_SECONDS);
      for (String word : List.of(Tally.WORD, TcpNode.BESIDE)) {
        both.add(new double[] {bytesBetween(result, word, window.fromNs(), window.toNs()) * 8 * NS / (window.toNs() - window.fromNs())
            / radio.rate()});
      }
      ours.add(both.get(0)[0]);
      theirs.add(both.get(1)[0]);
    }
    return new double[] {Figures.median(ours), Figures.median(theirs)};
  }

  private static double bytesBetween(CellResult run, String word, long fromNs, long toNs) throws IOException {
    double from = 0;
    double to = 0;
    for (String[] words : run.far(word)) {
      long at = Long.parseLong(words[0]);
      double bytes = Double.parseDouble(words[1]);
      from = at <= fromNs ? bytes : from;
      to = at <= toNs ? bytes : to;
    }
    return to - from;
  }

  /** Delays of all alarms of that kind, ms. */
  List<Double> alarms(String kind) throws IOException {
    List<Double> delays = new ArrayList<>();
    for (CellResult result : of(run -> kind + "-" + run, plan.alarmRuns())) {
      for (String[] words : result.far(OursNode.ALARM)) {
        delays.add(Double.parseDouble(words[1]) / 1_000);
      }
    }
    return delays;
  }

  double worstLateShare() throws IOException {
    double worst = 0;
    for (CellResult result : results.values()) {
      worst = result.isReadable() ? Math.max(worst, result.lateShare()) : worst;
    }
    return worst;
  }

  /** Runs that did not end as they should, for people. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    results.forEach((name, result) -> {
      if (result.status() != 0) {
        troubles.add("run " + name + (result.status() == TIMED_OUT ? " reached its limit of " + result.cell().limitSeconds() + " s"
            : " ended with " + result.status()));
      }
    });
    return troubles;
  }
}
