package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.Router;
import io.busbar.api.filter.StageContext;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import io.busbar.engine.image.ImageColumns;
import io.busbar.engine.image.LogicalClock;
import io.busbar.engine.image.StageState;
import io.busbar.engine.image.StageTimers;
import io.busbar.engine.image.StateColumn;
import io.busbar.engine.image.TimerHeap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One stage of a pipeline for all rows: the filter of the moment over memory that outlives it. Shard's thread only. */
public final class Stage implements StageContext {
  /** How much later a timer comes again that came while the flow waits for a filter, ns. */
  private static final long PARKED_RETRY_NS = 100_000_000;

  private final CompiledStage compiled;
  private final Shared runtime;
  private final Views views;
  private final String point;
  private final StageState state = new StageState();
  private final BitSet restored = new BitSet();
  private final StageTimers timers;
  private final Map<String, ParameterColumn> parameters = new HashMap<>();
  private @Nullable Filter filter;
  private boolean overridden;
  private long dropped;
  private long failures;
  private String lastFailure = "";

  /**
   * A stage without rows and filter.
   *
   * @param views what it may look at
   */
  Stage(CompiledStage compiled, Shared runtime, Views views, Place place, StageTimers.Listener onTimer) {
    this.compiled = compiled;
    this.runtime = runtime;
    this.views = views;
    point = place.point();
    timers = new StageTimers(place.order(), onTimer);
  }

  /**
   * Where a stage stands.
   *
   * @param point whose flow it is in
   * @param order of its timers among those that come at the same time
   */
  record Place(String point, long order) {}

  /**
   * What stages share in one shard.
   *
   * @param clock logical time
   * @param timers all timers
   */
  public record Shared(LogicalClock clock, TimerHeap timers) {}

  /**
   * What a stage may look at.
   *
   * @param inputs image of the inputs; empty in all but a flow's first stage
   * @param points image of another point of the same template by name, null if it has none
   */
  record Views(List<ImageColumns> inputs, Function<String, @Nullable ImageColumns> points) {
    Views {
      inputs = List.copyOf(inputs);
    }
  }

  /** Gives the stage the filter of a factory; its columns stay. */
  void equip(FilterFactory factory) {
    state.undeclare();
    filter = factory.create(this);
  }

  /** Takes the filter away: its bundle goes. */
  void strip() {
    filter = null;
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
    Filter now = filter;
    if (now == null) {
      throw new IllegalStateException("stage " + compiled.spec().id() + " runs without a filter");
    }
    try {
      now.process(input, in, out);
    } catch (RuntimeException failure) {
      failed(failure);
      out.clear();
      boolean sameKind = compiled.inputs().get(input) == compiled.output().kind();
      for (int i = 0; i < in.size(); i++) {
        int row = sameKind ? out.addRow(in, i, compiled.output().kind()) : out.addRow(in, i);
        out.bits[row] = sameKind ? out.bits[row] : 0;
        out.quality[row] = Quality.invalid(out.quality[row], Quality.PROCESSING_ERROR);
      }
    }
  }

  /** Who says how samples are published; null if this stage does not. */
  @Nullable Router router() {
    return filter instanceof Router router ? router : null;
  }

  /** Runs the filter's timer. */
  void timer(int row, SampleBatch out) {
    out.clear();
    Filter now = filter;
    if (now == null) {
      throw new IllegalStateException("stage " + compiled.spec().id() + " runs without a filter");
    }
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
    Filter now = filter;
    if (now != null) {
      try {
        now.onReturn(row);
      } catch (RuntimeException failure) {
        failed(failure);
      }
    }
  }

  void lost(int row) {
    Filter now = filter;
    if (now != null) {
      try {
        now.onLost(row);
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
    restored.clear(row);
    timers.grow(row + 1);
    runtime.timers().cancel(timers, row);
    clearOverrides(row);
  }

  void copyRow(Stage from, int fromRow, int row) {
    state.copyRow(from.state, fromRow, row);
    long at = from.timers.at(fromRow);
    if (at != Long.MAX_VALUE) {
      schedule(row, at);
    }
  }

  void clearOverrides(int row) {
    if (overridden) {
      parameters.values().forEach(parameter -> parameter.reset(row));
    }
  }

  void override(int row, String parameter, double value) {
    overridden = true;
    column(parameter).override(row, value);
  }

  /** Sets a value of a row as it was stored, column by column. */
  public void restore(int row, char type, String column, long initialBits, long bits) {
    state.restore(row, type, column, initialBits, bits);
    restored.set(row);
  }

  /** Tells the filter of rows whose memory was stored. */
  void tellRestored(long nowNs) {
    Filter now = filter;
    if (now == null || restored.isEmpty()) {
      return;
    }
    for (int row = restored.nextSetBit(0); row >= 0; row = restored.nextSetBit(row + 1)) {
      try {
        now.onRestore(row, nowNs);
      } catch (RuntimeException failure) {
        failed(failure);
      }
    }
    restored.clear();
  }

  /** Columns to be stored; those of a filter that is not there now stay. */
  public List<StateColumn> durable() {
    return state.durable(filter == null);
  }

  /** Name of the point. */
  public String point() {
    return point;
  }

  void retire() {
    runtime.timers().remove(timers);
    filter = null;
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

  private ParameterColumn column(String name) {
    return parameters.computeIfAbsent(name, n -> new ParameterColumn(compiled.arguments().number(n)));
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
    return state.doubles(name, initial, durable);
  }

  @Override
  public LongColumn longs(String name, long initial, boolean durable) {
    return state.longs(name, initial, durable);
  }

  @Override
  public DoubleParameter number(String name) {
    return column(name);
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
    if (input >= views.inputs().size()) {
      throw new IllegalArgumentException("stage \"" + compiled.spec().id() + "\" has no view of input " + input
          + ": only the first stage of a flow sees inputs");
    }
    return views.inputs().get(input);
  }

  @Override
  public InputView point(String name) {
    InputView view = views.points().apply(name);
    if (view == null) {
      throw new IllegalArgumentException("stage \"" + compiled.spec().id() + "\" looks at the point \"" + name
          + "\", which its template does not have");
    }
    return view;
  }

  @Override
  public long nowNs() {
    return runtime.clock().nowNs();
  }

  @Override
  public void schedule(int row, long atNs) {
    runtime.timers().schedule(timers, row, atNs);
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
