package io.busbar.engine.core;

import io.busbar.api.driver.Driver;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthReport.Level;
import io.busbar.api.health.HealthSource;
import io.busbar.api.model.Problem;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.model.Channels;
import io.busbar.engine.model.EngineModel;
import io.busbar.engine.pipeline.StageCounts;
import io.busbar.engine.shard.Shard;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What the engine has to say about health. Thread-safe. */
public final class EngineHealth implements HealthSource {
  /** A step that lasts longer is reported, ns. */
  private static final long SLOW_STEP_NS = 10_000_000_000L;
  private static final long MAX_STEP_NS = Driver.MAX_STEP_MS * 1_000_000L;
  private static final long LOOK_LIMIT_MS = 200;
  private static final Logger LOG = System.getLogger(EngineHealth.class.getName());

  private final SiteClock clock;
  private final Shard shard;
  private final Runnable wakeShard;
  private final Crew crew;
  private final Channels channels;
  private final EngineModel model;
  private final Map<String, Long> since = new ConcurrentHashMap<>();
  private final Map<String, Long> interrupted = new ConcurrentHashMap<>();

  EngineHealth(SiteClock clock, Shard shard, Runnable wakeShard, Crew crew, Channels channels, EngineModel model) {
    this.clock = clock;
    this.wakeShard = wakeShard;
    this.crew = crew;
    this.shard = shard;
    this.channels = channels;
    this.model = model;
  }

  @Override
  public List<HealthReport> health() {
    List<HealthReport> reports = new ArrayList<>();
    for (Channel channel : channels.all()) {
      String part = "channel " + channel.spec().name();
      long stepSince = channel.stepSinceNs();
      long stepNs = stepSince == Long.MIN_VALUE ? 0 : clock.monotonicNs() - stepSince;
      if (!channel.isRunning()) {
        reports.add(report(part, Level.CRITICAL, channel.state()));
      } else if (stepNs > SLOW_STEP_NS) {
        reports.add(report(part, Level.WARNING, "its driver is in one step for " + stepNs / 1_000_000_000
            + " s. Check the line; after " + Driver.MAX_STEP_MS / 1_000 + " s it is interrupted."));
      } else {
        reports.add(report(part, Level.OK, channel.state()));
      }
    }
    Map<String, StageCounts> failures = failures();
    if (shard.isBlocked()) {
      reports.add(report("engine", Level.WARNING, "the journal takes no samples at this moment: its disk is slow "
          + "or full. Nothing is lost: samples wait and drivers pause. If it stays so, see what the journal says and check the disk."));
    }
    failures.forEach((filter, count) -> {
      if (count.failures() > 0) {
        reports.add(report("filter " + filter, Level.WARNING, "failed " + count.failures() + " times, last with "
            + count.lastFailure() + "; those samples are marked processingError. Install another version of its bundle."));
      }
    });
    model.serviceProblems().stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).limit(3)
        .forEach(problem -> reports.add(report("model", Level.CRITICAL, problem.toString())));
    model.refusal().ifPresent(refusal -> reports.add(report("site folder", Level.WARNING, "the last edit is refused: "
        + refusal.problems().get(0) + (refusal.problems().size() > 1
            ? " (and " + (refusal.problems().size() - 1) + " more)" : "")
        + (model.epoch() > 0 ? " The model of before keeps running." : " Nothing runs yet."))));
    since.keySet().retainAll(reports.stream().map(EngineHealth::key).toList());
    reports.sort(Comparator.comparing(HealthReport::level).reversed());
    return reports;
  }

  /** Counted on the shard's thread; what is counted after the look was given up goes nowhere. */
  private Map<String, StageCounts> failures() {
    Map<String, StageCounts> counts = new TreeMap<>();
    CompletableFuture<Void> done = shard.look(() -> shard.table().forEach(pipeline -> pipeline.countInto(counts)));
    wakeShard.run();
    return crew.await(done, LOOK_LIMIT_MS) ? counts : Map.of();
  }

  private HealthReport report(String part, Level level, String text) {
    long now = clock.wallNs();
    return new HealthReport(part, level, text, since.computeIfAbsent(part + level, key -> now));
  }

  private static String key(HealthReport report) {
    return report.part() + report.level();
  }

  /** Interrupts a step that lasts too long, once. */
  void watch(Channel channel) {
    long step = channel.stepSinceNs();
    if (step != Long.MIN_VALUE && clock.monotonicNs() - step > MAX_STEP_NS) {
      Long before = interrupted.put(channel.spec().name(), step);
      if (before == null || before != step) {
        LOG.log(Logger.Level.ERROR, "{0}: its driver is in one step for more than {1} s and is interrupted",
            channel.spec().name(), Driver.MAX_STEP_MS / 1_000);
        channel.interrupt();
      }
    }
  }
}
