package io.busbar.engine.model;

import io.busbar.api.driver.DriverFactory;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.ModelListener;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.view.FlowTaps;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.shard.Shard;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The control plane of the engine: models, drivers and filters come and go, and only what uses them is touched. Thread-safe;
 * one change at a time.
 */
public final class EngineModel implements ModelControl {
  /** Code of the problem that the journal cannot store the point list: it may pass. */
  public static final String JOURNAL = "journal";
  /** Longest wait for the shard to come between two batches, ms. */
  private static final long SHARD_LIMIT_MS = 10_000;
  private static final Logger LOG = System.getLogger(EngineModel.class.getName());

  private final EngineParts parts;
  private final Taps taps;
  private final FilterChanges filters;
  private final Listeners listeners;
  private volatile Layout layout = Layout.EMPTY;
  private volatile @Nullable SiteModel current;
  private volatile int epoch;
  private volatile @Nullable Refusal refusal;
  private volatile int servicesVersion;
  private volatile List<Problem> serviceProblems = List.of();
  private @Nullable SiteModel previous;
  private int bindingEpoch;
  private volatile Runnable beforeChange = () -> {};

  /**
   * No model yet.
   *
   * @param listenerThread where listeners are called
   */
  public EngineModel(Shard shard, Channels channels, Catalog catalog, SampleJournal journal, Executor listenerThread) {
    taps = new Taps(() -> layout, channels);
    parts = new EngineParts(shard, channels, catalog, journal, new PipelineNumbers(), taps);
    filters = new FilterChanges(parts, new FilterChanges.Model() {
      @Override
      public Layout layout() {
        return layout;
      }

      @Override
      public List<Problem> renew() {
        return EngineModel.this.renew();
      }
    });
    listeners = new Listeners(listenerThread);
  }

  @Override
  public Optional<SiteModel> current() {
    return Optional.ofNullable(current);
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** An edit of the site's files was refused, by its loader or by the check; empty when it was mended. */
  public void refused(List<Problem> problems, long wallNs) {
    refusal = problems.isEmpty() ? null : new Refusal(wallNs, problems);
  }

  /** Counts drivers and filters that came and went: a refused edit may fit now. */
  public int servicesVersion() {
    return servicesVersion;
  }

  @Override
  public synchronized Plan plan(SiteModel candidate) {
    Problems problems = new Problems();
    new ModelCheck(candidate, parts.catalog(), problems).run();
    return new Plan(candidate, epoch, Differences.between(current, candidate), problems.list());
  }

  @Override
  public synchronized List<Problem> apply(Plan plan) {
    if (plan.baseEpoch() != epoch) {
      return List.of(Problem.error(SourceLocation.NONE, "stale-plan",
          "another model was applied since this one was planned. Plan it again."));
    }
    SiteModel running = current;
    if (running != null && Same.site(running, plan.candidate())) {
      current = plan.candidate(); // an edit that was taken back, or moved lines only: no flow and no listener notices
      return List.of();
    }
    Problems problems = new Problems();
    CompiledSite site = new ModelCheck(plan.candidate(), parts.catalog(), problems).run();
    if (problems.hasErrors()) {
      return problems.list();
    }
    List<Problem> refused = layOut(site);
    if (!refused.isEmpty()) {
      return refused;
    }
    previous = current;
    current = plan.candidate();
    epoch++;
    serviceProblems = List.of();
    listeners.tellAll(plan.candidate(), epoch);
    return List.of();
  }

  @Override
  public synchronized List<Problem> undo() {
    SiteModel back = previous;
    if (back == null) {
      return List.of(Problem.error(SourceLocation.NONE, "nothing-to-undo", "no model was applied before this one."));
    }
    return apply(plan(back));
  }

  private List<Problem> layOut(CompiledSite site) {
    beforeChange.run();
    int next = bindingEpoch + 1;
    Layout after;
    try {
      after = new LayoutPlanner(layout, site, next).plan(parts.shard(), parts.numbers(), parts.catalog()::filter,
          parts.journal());
    } catch (IOException failure) {
      return List.of(Problem.error(SourceLocation.NONE, JOURNAL, "the journal cannot store the point list ("
          + failure.getMessage() + "). Nothing was changed; it is tried again every few seconds."));
    } catch (IllegalStateException failure) {
      return List.of(Problem.error(SourceLocation.NONE, "engine", String.valueOf(failure.getMessage())));
    }
    Transition transition = new Transition(layout, after, next, parts);
    bindingEpoch = next;
    layout = after;
    if (!transition.changeShard(SHARD_LIMIT_MS)) {
      LOG.log(Level.WARNING, "the engine waits for the journal; the new model runs as soon as there is room");
    }
    transition.changeChannels();
    retireOthers();
    return List.of();
  }

  private void retireOthers() {
    try {
      parts.journal().retireOthers(new PointsInUse(layout));
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "the journal cannot say which points are gone ({0}); central shows them until the next edit or "
          + "restart. Check the disk.", failure.getMessage());
    }
  }

  /** A listener is there; it is told the model that runs. */
  public synchronized void add(ModelListener listener) {
    listeners.add(listener);
    SiteModel running = current;
    if (running != null) {
      listeners.tell(listener, running, epoch);
    }
  }

  /** A listener is gone. */
  public synchronized void remove(ModelListener listener) {
    listeners.remove(listener);
  }

  /** A driver is there: its channels open, and what waited for it is checked and laid out. */
  public synchronized void add(DriverFactory driver) {
    parts.catalog().add(driver);
    servicesVersion++;
    renew();
  }

  /** A driver goes: its channels are closed before this returns, their sessions kept for the next one. */
  public synchronized void remove(DriverFactory driver) {
    beforeChange.run();
    parts.catalog().remove(driver);
    servicesVersion++;
    List<CompletableFuture<Void>> closed = useDrivers();
    for (CompletableFuture<Void> channel : closed) {
      if (!parts.channels().await(channel, Channels.CLOSE_LIMIT_MS)) {
        LOG.log(Level.WARNING, "a channel of {0} did not close within {1} ms", driver.protocol(), Channels.CLOSE_LIMIT_MS);
      }
    }
  }

  private List<CompletableFuture<Void>> useDrivers() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (Channel channel : parts.channels().all()) {
      done.add(channel.use(parts.catalog().driver(channel.spec().type())));
    }
    return done;
  }

  /** A filter is there: flows that waited for it go on with their columns; one that others run on waits until that one goes. */
  public synchronized void add(FilterFactory filter) {
    beforeChange.run();
    servicesVersion++;
    filters.add(filter);
  }

  /** A filter goes: it is out of use before this returns. Its flows go over to the next of that name; without one they wait. */
  public synchronized void remove(FilterFactory filter) {
    beforeChange.run();
    servicesVersion++;
    filters.remove(filter);
  }

  /** Flows that use one of these filters: {@code feeder/ia: dbAbs, linear (12 devices)}. */
  public synchronized List<String> users(Collection<String> filterNames) {
    return filters.users(filterNames);
  }

  /** What the running model has against these filters in the place of those of the same names. */
  public synchronized List<Problem> against(Collection<FilterFactory> next) {
    SiteModel model = current;
    Problems problems = new Problems();
    if (model != null) {
      new ModelCheck(model, parts.catalog().with(next), problems).run();
    }
    return problems.hasErrors() ? problems.list() : List.of();
  }

  /** Whether flows could go over to each of these filters now. */
  public boolean knows(Collection<FilterFactory> some) {
    return parts.catalog().has(some);
  }

  /**
   * Stops the flows that use one of these filters: their devices are not read any more, and what was read before comes through.
   *
   * @return whether all of it came through in time; if not, the devices are read again
   */
  public synchronized boolean drain(Collection<String> filterNames) {
    return filters.drain(filterNames);
  }

  /** Reads the devices again that {@link #drain} has stopped, where their filters are still there. */
  public synchronized void readAgain(Collection<String> filterNames) {
    filters.readAgain(filterNames);
  }

  /** Drivers or filters have changed: compiles the running model anew and lays out what differs. */
  private List<Problem> renew() {
    SiteModel model = current;
    if (model == null) {
      return List.of();
    }
    Problems problems = new Problems();
    CompiledSite site = new ModelCheck(model, parts.catalog(), problems).run();
    serviceProblems = problems.hasErrors() ? problems.list() : List.of();
    if (problems.hasErrors()) {
      useDrivers().forEach(channel -> parts.channels().await(channel, Channels.CLOSE_LIMIT_MS));
    } else if (!layout.runs(site)) {
      layOut(site);
    } else {
      useDrivers();
    }
    return serviceProblems;
  }

  /** Has somebody let go of rows, drivers and filters before any of them changes. Called under the lock of this object; one listener. */
  public void beforeChange(Runnable listener) {
    beforeChange = listener;
  }

  /** Has something done on the shard's thread between two batches. */
  public CompletableFuture<Void> onShard(Shard.Change change) {
    return parts.channels().send(change);
  }

  /** Waits for what was sent; false if it was not done in time. Not on the shard's thread. */
  public boolean await(CompletableFuture<?> done, long limitMs) {
    return parts.channels().await(done, limitMs);
  }

  /** Drivers and filters that are there. */
  public Catalog catalog() {
    return parts.catalog();
  }

  /** Mistakes of the running model that only a driver or filter that came later has found. */
  public List<Problem> serviceProblems() {
    return serviceProblems;
  }

  /** Filters that a flow of this device waits for. */
  public List<String> missingFilters(String device) {
    Placed placed = layout.device(device);
    return placed == null ? List.of()
        : placed.variant().compiled().filters().stream().filter(name -> parts.catalog().filter(name) == null).sorted().toList();
  }

  /**
   * Points of the running model whose {@code device/point}, or name in another system, contains a text, in the model's order.
   *
   * @param filter in lower case; empty for all
   * @param limit most of them
   */
  public List<PlacedPoint> points(String filter, int limit) {
    return PointSearch.find(layout, filter, limit);
  }

  /** What is said of a point beyond the gateway, text by name. */
  public Map<String, String> tags(PlacedPoint placed) {
    return PointTags.of(layout, placed);
  }

  /** Observers in flows. */
  public FlowTaps taps() {
    return taps;
  }

  /** Ends all observers. */
  public void endTaps(String why) {
    taps.endAll(why);
  }

  /** Index of a device in its channel, or −1 if it waits for a driver. */
  public int indexOf(String device) {
    Placed placed = layout.device(device);
    return placed == null ? -1 : placed.index();
  }
}
