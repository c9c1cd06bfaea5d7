package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.FormerColumns;
import io.busbar.api.filter.InPlace;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.Router;
import io.busbar.api.filter.StageContext;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import io.busbar.engine.image.LogicalClock;
import io.busbar.engine.image.StageState;
import io.busbar.engine.image.StageTimers;
import io.busbar.engine.image.StateColumn;
import io.busbar.engine.image.TimerHeap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stage of a pipeline for all rows: the filter of the moment over memory that outlives it. Shard's thread only. */
public final class Stage implements StageContext {
  /** How much later a timer comes again that came while the flow waits for a filter, ns. */
  private static final long PARKED_RETRY_NS = 100_000_000;

  private final CompiledStage compiled;
  private final Shared runtime;
  private final StageViews views;
  private final Place place;
  private final StageState state = new StageState();
  private final RestoredRows restored = new RestoredRows();
  private final StageTimers timers;
  private final StageParameters parameters;
  private @Nullable Filter filter;
  private @Nullable InPlace inPlace;
  private long dropped;
  private long failures;
  private String lastFailure = "";

  /**
   * A stage without rows and filter.
   *
   * @param views what it may look at
   */
  Stage(CompiledStage compiled, Shared runtime, StageViews views, Place place, StageTimers.Listener flow) {
    this.compiled = compiled;
    this.runtime = runtime;
    this.views = views;
    this.place = place;
    parameters = new StageParameters(compiled.arguments());
    timers = new StageTimers(place.order(), flow, place.number());
  }

  /**
   * Where a stage stands.
   *
   * @param point whose flow it is in
   * @param order of its timers among those that come at the same time
   * @param number in the flow
   * @param shared whether several points have the stage
   */
  record Place(String point, long order, int number, boolean shared) {}

  /** What stages share in one shard: logical time and all timers. */
  public record Shared(LogicalClock clock, TimerHeap timers) {}

  /** Gives the stage the filter of a factory; its columns stay. */
  void equip(FilterFactory factory) {
    state.undeclare();
    Filter made = factory.create(this);
    filter = made;
    inPlace = made instanceof InPlace one && compiled.inputs().size() == 1 ? one : null;
    if (state.isOfAnotherVersion()) {
      for (int row = 0; row < state.capacity(); row++) {
        migrate(row, state.former(row, false));
      }
    }
  }

  private void migrate(int row, FormerColumns former) {
    tell(now -> now.onMigrate(row, former));
  }

  /** Takes the filter away: its bundle goes. */
  void strip() {
    filter = null;
    inPlace = null;
  }

  /** Whether it has no filter now. */
  boolean isBare() {
    return filter == null;
  }

  /** Most outputs for one input. */
  int maxOutputs() {
    Filter now = filter;
    return now == null ? 1 : Math.max(1, Math.min(8, now.maxOutputs()));
  }

  /** Runs the filter. A filter that throws gives bad quality and a counted failure, never a stopped flow. */
  void process(int input, SampleBatch in, SampleBatch out) {
    out.clear();
    out.origin(in.origin());
    Filter now = present(filter);
    try {
      now.process(input, in, out);
    } catch (RuntimeException failure) {
      failed(failure);
      Spoilt.results(compiled, input, in, out);
    }
  }

  /** Whether its filter works where the samples are. */
  boolean isInPlace() {
    return inPlace != null;
  }

  /** Runs a filter that works in place; one that throws gives bad quality, as in {@link #process}. */
  void apply(SampleBatch samples) {
    InPlace now = present(inPlace);
    try {
      now.apply(samples);
    } catch (RuntimeException failure) {
      failed(failure);
      Spoilt.inPlace(compiled, samples);
    }
  }

  /** Who says how samples are published; null if this stage does not. */
  @Nullable Router router() {
    return filter instanceof Router router ? router : null;
  }

  /** Runs the filter's timer. */
  void timer(int row, SampleBatch out) {
    out.clear();
    Filter now = present(filter);
    try {
      now.onTimer(row, runtime.clock().nowNs(), out);
    } catch (RuntimeException failure) {
      failed(failure);
      out.clear();
    }
  }

  /** A timer that comes while the flow waits for a filter comes again later. */
  void postpone(int row) {
    runtime.timers().schedule(timers, row, runtime.clock().nowNs() + PARKED_RETRY_NS);
  }

  void returned(int row) {
    tell(now -> now.onReturn(row));
  }

  void lost(int row) {
    tell(now -> now.onLost(row));
  }

  private <T> T present(@Nullable T one) {
    if (one == null) {
      throw new IllegalStateException("stage " + compiled.spec().id() + " runs without a filter");
    }
    return one;
  }

  private void tell(Consumer<Filter> what) {
    Filter now = filter;
    if (now != null) {
      try {
        what.accept(now);
      } catch (RuntimeException failure) {
        failed(failure);
      }
    }
  }

  private void failed(RuntimeException failure) {
    failures++;
    lastFailure = failure.toString();
  }

  void grow(int capacity) {
    state.grow(capacity);
    timers.grow(capacity);
  }

  void resetRow(int row) {
    state.reset(row);
    restored.forget(row);
    timers.grow(row + 1);
    runtime.timers().cancel(timers, row);
    clearOverrides(row);
  }

  void copyRow(Stage from, int fromRow, int row) {
    state.copyRow(from.state, fromRow, row);
    if (state.isOfAnotherVersionThan(from.state)) {
      migrate(row, from.state.former(fromRow, true));
    }
    long at = from.timers.at(fromRow);
    if (at != Long.MAX_VALUE) {
      schedule(row, at);
    }
  }

  void clearOverrides(int row) {
    parameters.clearOverrides(row);
  }

  void override(int row, String parameter, double value) {
    parameters.override(row, parameter, value);
  }

  /** Sets a value of a row as it was stored, column by column. */
  public void restore(int row, char type, String column, long initialBits, long bits) {
    state.restore(row, type, column, initialBits, bits);
    restored.add(row, type, column);
  }

  /** Tells the filter of rows whose memory was stored. */
  void tellRestored(long nowNs) {
    if (filter != null) {
      boolean migrates = restored.isOfAnotherVersion(state.durable(false));
      restored.take(row -> {
        if (migrates) {
          migrate(row, state.former(row, false));
        }
        tell(now -> now.onRestore(row, nowNs));
      });
    }
  }

  /** Columns to be stored; those of a filter that is not there now stay. */
  public List<StateColumn> durable() {
    return state.durable(filter == null);
  }

  /** Name of the point. */
  public String point() {
    return place.point();
  }

  void retire() {
    runtime.timers().remove(timers);
    strip();
  }

  CompiledStage compiled() {
    return compiled;
  }

  long droppedCount() {
    return dropped;
  }

  long failures() {
    return failures;
  }

  String lastFailure() {
    return lastFailure;
  }

  /** Whether it has one point. A stage that several share cannot give what its filter has renounced. */
  private boolean isAlone(String wanted) {
    if (place.shared()) {
      throw new IllegalStateException("filter \"" + compiled.spec().filter() + "\" says that it works row by row and asks for " + wanted);
    }
    return true;
  }

  @Override
  public StageSpec stage() {
    return compiled.spec();
  }

  @Override
  public List<Kind> inputs() {
    return compiled.inputs();
  }

  @Override
  public DoubleColumn doubles(String name, double initial, boolean durable) {
    return state.doubles(name, initial, durable && isAlone("durable columns"));
  }

  @Override
  public LongColumn ints(String name, int initial, boolean durable) {
    return state.ints(name, initial, durable && isAlone("durable columns"));
  }

  @Override
  public LongColumn longs(String name, long initial, boolean durable) {
    return state.longs(name, initial, durable && isAlone("durable columns"));
  }

  @Override
  public DoubleParameter number(String name) {
    return parameters.column(name);
  }

  @Override
  public String text(String name) {
    return compiled.arguments().text(name);
  }

  @Override
  public @Nullable Setting setting(String name) {
    return compiled.arguments().setting(name);
  }

  @Override
  public InputView input(int input) {
    return views.input(compiled.spec().id(), input);
  }

  @Override
  public InputView point(String name) {
    return views.point(compiled.spec().id(), name);
  }

  @Override
  public long nowNs() {
    return runtime.clock().nowNs();
  }

  @Override
  public void schedule(int row, long atNs) {
    if (isAlone("timers")) {
      runtime.timers().schedule(timers, row, atNs);
    }
  }

  @Override
  public void cancel(int row) {
    runtime.timers().cancel(timers, row);
  }

  @Override
  public void dropped() {
    dropped++;
  }
}
