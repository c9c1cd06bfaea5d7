package io.busbar.engine.shadow;

import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Shadows;
import io.busbar.api.model.Shadows.Report;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.model.EngineModel;
import io.busbar.engine.model.PlacedPoint;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.Flow;
import io.busbar.engine.shadow.Comparison.Said;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts and ends shadows of one engine, one at a time. Thread-safe. */
public final class ShadowRuns implements AutoCloseable {
  /** Devices whose memory is copied at once, before samples are looked at again. */
  private static final int DEVICES_AT_ONCE = 16;
  private static final long SHARD_LIMIT_MS = 10_000;
  private static final Logger LOG = System.getLogger(ShadowRuns.class.getName());

  private final EngineModel model;
  private final SiteClock clock;
  private final RandomSource random;
  private volatile @Nullable ShadowRun last;

  /** None yet. */
  public ShadowRuns(EngineModel model, SiteClock clock, RandomSource random) {
    this.model = model;
    this.clock = clock;
    this.random = random;
    model.beforeChange(() -> end("the running site or its filters were changed. Start it again."));
  }

  /**
   * Starts one; one that runs is ended.
   *
   * @param plan of the candidate
   * @return what is wrong; empty if it runs
   */
  public synchronized List<Problem> start(ModelControl.Plan plan, long limitMs, String who) {
    if (limitMs < 1 || limitMs > Shadows.MAX_MS) {
      return refuse("shadow-time", "a shadow runs for 1 s to 7 days.");
    }
    end("another one was started");
    SiteModel site = plan.candidate();
    Comparison comparison = new Comparison();
    Candidate candidate = new Candidate(clock, random, comparison);
    List<Problem> problems = candidate.load(site, model);
    if (!problems.isEmpty() && problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
      return problems;
    }
    SiteModel running = model.current().orElse(null);
    List<PlacedPoint> points = model.points("", Integer.MAX_VALUE);
    if (running == null || model.epoch() != plan.baseEpoch()) {
      return refuse("stale-plan", "the model has changed since this was planned. Plan it again.");
    }
    Readings readings = new Readings(new Readings.Site(running, points), new Readings.Site(site, candidate.placed()));
    candidate.readings(readings);
    Feed feed = new Feed();
    ShadowRun run = new ShadowRun(new ShadowRun.Parts(feed, candidate, comparison, readings.missing(), () -> letGo(feed)), clock, who, limitMs);
    last = run;
    List<Problem> refused = attach(feed, running.site(), points, candidate.placed());
    if (!refused.isEmpty()) {
      letGo(feed);
      last = null;
      return refused;
    }
    run.start();
    LOG.log(Level.INFO, "a shadow of site {0} runs beside it for {1} s at most", site.site(), limitMs / 1_000);
    return List.of();
  }

  /**
   * Copies the memory of the flows, a few devices at a time, and listens to each device from its copy on. The shadow's thread does not run yet.
   */
  private List<Problem> attach(Feed feed, String site, List<PlacedPoint> points, List<PlacedPoint> placed) {
    Map<String, List<PlacedPoint>> byDevice = new LinkedHashMap<>();
    points.forEach(point -> byDevice.computeIfAbsent(point.device(), name -> new ArrayList<>()).add(point));
    Map<String, PlacedPoint> there = new HashMap<>();
    placed.forEach(point -> there.putIfAbsent(point.device(), point));
    AtomicBoolean listening = new AtomicBoolean();
    CompletableFuture<Void> done = model.onShard(shard -> {
      listening.set(shard.spy(feed));
      return true;
    });
    List<String> names = new ArrayList<>(byDevice.keySet());
    for (int from = 0; from < names.size(); from += DEVICES_AT_ONCE) {
      List<String> some = names.subList(from, Math.min(names.size(), from + DEVICES_AT_ONCE));
      done = done.thenCombine(model.onShard(shard -> {
        Map<Integer, Said> said = new HashMap<>();
        some.forEach(device -> copy(byDevice.getOrDefault(device, List.of()), there.get(device), site, said));
        feed.begin(new Feed.Begun(Set.copyOf(some), said));
        return true;
      }), (one, other) -> null);
    }
    if (!model.await(done, SHARD_LIMIT_MS)) {
      return refuse("engine", "the engine did not come to it within " + SHARD_LIMIT_MS / 1_000 + " s. Try again.");
    }
    return listening.get() ? List.of() : refuse("journal", "the journal takes nothing now, so there is nothing to compare with. Look at the disk.");
  }

  /** Shard's thread. */
  private static void copy(List<PlacedPoint> device, @Nullable PlacedPoint to, String site, Map<Integer, Said> said) {
    for (PlacedPoint point : device) {
      CompiledPoint compiled = point.point();
      Flow flow = point.pipeline().flow(point.number());
      said.put(flow.identity(point.row()), Said.of(new PointDescription(site, point.device(), compiled.name(), flow.kind(), compiled.spec().unit(),
          compiled.publish(), 0, compiled.output().labels())));
    }
    if (to != null && !device.isEmpty()) {
      to.pipeline().copyRow(device.get(0).pipeline(), device.get(0).row(), to.row());
    }
  }

  private void letGo(Feed feed) {
    var unused = model.onShard(shard -> {
      shard.endSpy(feed);
      return true;
    });
  }

  private static List<Problem> refuse(String code, String message) {
    return List.of(Problem.error(SourceLocation.NONE, code, message));
  }

  /** Ends the one that runs. Waits for a bounded time until it has let go of filters. */
  public void end(String why) {
    ShadowRun run = last;
    if (run != null && run.isRunning()) {
      run.end(why);
      run.join();
    }
  }

  /** How the one that runs does, or the last one; null if there was none. */
  public @Nullable Report report() {
    ShadowRun run = last;
    return run == null ? null : run.report();
  }

  @Override
  public void close() {
    end("the gateway is ending");
  }
}
