package io.busbar.filter.script.process;

import io.busbar.api.health.HealthReport;
import io.busbar.api.time.BusClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All Python processes of the gateway and who watches over them. Thread-safe. */
public final class ScriptHosts implements AutoCloseable {
  /** Processes at most; sets beyond share the last. */
  public static final int MOST = 16;

  /** Name of the set of scripts that are tried; no file can have it. */
  private static final String TRIALS = "(trials)";
  private static final long TICK_MS = 20;
  private static final long IDLE_NS = 600_000_000_000L;
  private static final long TRIAL_IDLE_NS = 10_000_000_000L;
  private static final int TICKS_BETWEEN_SWEEPS = 500;
  private static final long RECENT_NS = 3_600_000_000_000L;

  private final Interpreter.Limits limits;
  private final BusClock clock;
  private final Map<String, ScriptHost> hosts = new ConcurrentHashMap<>();
  private final Map<String, Long> since = new ConcurrentHashMap<>();
  private final ScheduledExecutorService supervisor;
  private int ticks;

  /**
   * No process yet.
   *
   * @param python program, a path or a name
   * @param memoryMegabytes of one process
   * @param seconds of processor time that one call may take when nobody watches any more
   */
  public ScriptHosts(String python, int memoryMegabytes, int seconds, BusClock clock) {
    this.clock = clock;
    limits = new Interpreter.Limits(python, memoryMegabytes, seconds);
    supervisor = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "busbar script supervisor");
      thread.setDaemon(true);
      return thread;
    });
    var unused = supervisor.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** The host of a set of scripts, for that script, which is loaded at once. */
  public synchronized ScriptHost host(String set, Program program) {
    String name = hosts.containsKey(set) || hosts.size() < MOST - 1 ? set : "others";
    ScriptHost host = hosts.computeIfAbsent(name, n -> new ScriptHost(n, limits, clock, IDLE_NS));
    host.add(program);
    return host;
  }

  /** Loads a script in a process that is there for trials only. */
  public synchronized Trial trial(Program program) {
    ScriptHost host = hosts.computeIfAbsent(TRIALS, n -> new ScriptHost(n, limits, clock, TRIAL_IDLE_NS));
    return new Trial(host, host.add(program));
  }

  /**
   * A script that is tried.
   *
   * @param host of the trial
   * @param loading its call
   */
  public record Trial(ScriptHost host, ScriptCall loading) {}

  private void tick() {
    long now = clock.monotonicNs();
    hosts.values().forEach(host -> host.tick(now));
    if (++ticks % TICKS_BETWEEN_SWEEPS == 0) {
      sweep();
    }
  }

  private synchronized void sweep() {
    hosts.values().removeIf(host -> {
      boolean unused = host.isUnused();
      if (unused) {
        host.close();
      }
      return unused;
    });
  }

  /** How they are, worst first. */
  public List<HealthReport> health() {
    List<HealthReport> reports = new ArrayList<>();
    long wall = clock.wallNs();
    long now = clock.monotonicNs();
    for (ScriptHost host : hosts.values()) {
      if (host.name().equals(TRIALS)) {
        continue;
      }
      String part = "scripts " + host.name();
      if (!host.trouble().isEmpty()) {
        reports.add(report(part, HealthReport.Level.CRITICAL, host.trouble() + " Until then its points are marked processingError."));
      } else if (!host.sandbox().isEmpty()) {
        boolean offline = Sandbox.isOffline(host.sandbox());
        reports.add(report(part, offline ? HealthReport.Level.OK : HealthReport.Level.WARNING, (offline ? ""
            : "a script can reach the network here: neither namespaces nor system call filters work. ") + Sandbox.text(host.sandbox()) + "; "
            + host.counts()));
      }
      for (Program program : host.programs()) {
        reports.add(script(program, wall, now));
      }
    }
    since.keySet().retainAll(reports.stream().map(report -> report.part() + report.level()).toList());
    reports.sort(Comparator.comparing(HealthReport::level).reversed());
    return reports;
  }

  private HealthReport script(Program program, long wall, long now) {
    String part = "script " + program.name();
    String said = program.said().isEmpty() ? "" : "; it says: " + program.said();
    if (!program.mistake().isEmpty()) {
      return report(part, HealthReport.Level.CRITICAL, program.mistake() + " Its points are marked processingError.");
    }
    if (program.isQuarantined(now)) {
      return report(part, HealthReport.Level.CRITICAL, "in quarantine for 10 min, its points are marked processingError: " + program.lastFailure()
          + ". Mend it; a changed script is tried at once.");
    }
    boolean recent = program.failures() > 0 && wall - program.lastFailureWallNs() < RECENT_NS;
    return recent ? report(part, HealthReport.Level.WARNING, program.counts() + "; last failure: " + program.lastFailure() + said)
        : report(part, HealthReport.Level.OK, program.counts() + said);
  }

  private HealthReport report(String part, HealthReport.Level level, String text) {
    long now = clock.wallNs();
    return new HealthReport(part, level, text, since.computeIfAbsent(part + level, key -> now));
  }

  @Override
  public void close() {
    supervisor.shutdownNow();
    hosts.values().forEach(ScriptHost::close);
    hosts.clear();
  }
}
