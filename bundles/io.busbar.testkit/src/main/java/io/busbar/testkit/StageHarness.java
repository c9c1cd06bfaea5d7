package io.busbar.testkit;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stage without the engine around it: sends samples, moves logical time, fires timers, collects what comes out.
 * Checks the filter's promises on the way (room, order of source times is the filter's own business). One thread.
 *
 * <pre>{@code
 * StageHarness stage = StageHarness.of(new DbAbs()).argument("2").rows(4).start();
 * stage.send(0, 10.0);
 * assertThat(stage.take()).extracting(Emitted::number).containsExactly(10.0);
 * }</pre>
 */
public final class StageHarness {
  private final FilterFactory factory;
  private final HarnessContext context;
  private final StageOutput output;
  private final List<Emitted> emitted = new ArrayList<>();
  private final SampleBatch in = new SampleBatch(1);
  private Filter filter;
  private SampleBatch out = new SampleBatch(8);
  private SampleBatch piece = new SampleBatch(8);
  private boolean quiet;

  private StageHarness(FilterFactory factory, HarnessContext context, StageOutput output) {
    this.factory = factory;
    this.context = context;
    this.output = output;
    filter = factory.create(context);
  }

  /** A stage of that filter; by default one input of doubles, one row, no arguments. */
  public static Setup of(FilterFactory factory) {
    return new Setup(factory);
  }

  /** What the stage gives. */
  public StageOutput output() {
    return output;
  }

  /** Kinds of what comes in. */
  public List<Kind> inputs() {
    return context.inputs();
  }

  /** Samples dropped on purpose so far. */
  public long dropped() {
    return context.dropped;
  }

  /** Logical time, ns; 0 at the start. */
  public long nowNs() {
    return context.nowNs;
  }

  /** Moves logical time on and fires the timers that come due on the way, in order. */
  public StageHarness advanceTo(long ns) {
    for (int row = context.nextDue(ns); row >= 0; row = context.nextDue(ns)) {
      context.nowNs = Math.max(context.nowNs, context.timerAt[row]);
      context.timerAt[row] = HarnessContext.NO_TIMER;
      out.clear();
      filter.onTimer(row, context.nowNs, out);
      collect(1);
    }
    context.nowNs = Math.max(context.nowNs, ns);
    return this;
  }

  /** Sends a good number in the kind of input 0, with source and gateway time now. */
  public StageHarness send(int row, double value) {
    return send(row, value, Quality.GOOD);
  }

  /** Sends a number with a quality, with source and gateway time now. */
  public StageHarness send(int row, double value, int quality) {
    return sendBits(0, row, bits(context.inputs().get(0), value), quality, context.nowNs);
  }

  /** Moves time to {@code ns} (timers fire) and sends a good number with that source time. */
  public StageHarness sendAt(long ns, int row, double value) {
    return advanceTo(ns).send(row, value);
  }

  /** Sends value bits by an input; a stage with several inputs is called at once, as at the end of a batch. */
  public StageHarness sendBits(int input, int row, long bits, int quality, long sourceNs) {
    in.clear();
    in.add(row, bits, quality, sourceNs, TimeQuality.POLL, context.nowNs);
    return sendBatch(input, in);
  }

  /** Sends a batch whose {@link SampleBatch#point} are rows; for causes, native codes and many samples at once. */
  public StageHarness sendBatch(int input, SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      context.advance(batch.gatewayTime[i]);
      context.input(input).take(batch, i);
    }
    int room = filter.maxOutputs() * batch.size();
    if (out.capacity() < room) {
      out = new SampleBatch(room);
    }
    out.clear();
    filter.process(input, batch, out);
    collect(batch.size());
    return this;
  }

  /**
   * Sends a batch as the engine does: cut where the gateway time changes, with the timers that come due in between, and
   * one by one where the stage has several inputs.
   */
  public StageHarness deliver(int input, SampleBatch batch) {
    int from = 0;
    while (from < batch.size()) {
      int end = from + 1;
      while (context.inputs().size() == 1 && end < batch.size() && batch.gatewayTime[end] == batch.gatewayTime[from]) {
        end++;
      }
      if (piece.capacity() < batch.size()) {
        piece = new SampleBatch(batch.size());
      }
      piece.clear();
      for (int i = from; i < end; i++) {
        piece.addRow(batch, i, context.inputs().get(input));
      }
      advanceTo(batch.gatewayTime[from]);
      sendBatch(input, piece);
      from = end;
    }
    return this;
  }

  /** Another point of the device that the filter looks at has a new result, a number. */
  public StageHarness point(String name, int row, double value, int quality) {
    context.point(name).set(row, Double.doubleToRawLongBits(value), quality, context.nowNs);
    return this;
  }

  /** Names of the other points that the filter looks at. */
  public List<String> points() {
    return context.pointNames();
  }

  /** Whether all that the filter goes by outlives the process: its columns, and no other inputs and points. */
  public boolean isDurable() {
    return context.isAllDurable() && context.inputs().size() == 1 && context.pointNames().isEmpty();
  }

  /** Throws results away instead of collecting them: for measuring allocation. */
  public StageHarness quiet() {
    quiet = true;
    return this;
  }

  /** The same as {@link #sendBatch} without collecting: for measuring allocation. Returns how many came out. */
  public int run(int input, SampleBatch batch, SampleBatch result) {
    result.clear();
    filter.process(input, batch, result);
    return result.size();
  }

  /** The row's device is lost. */
  public StageHarness lose(int row) {
    filter.onLost(row);
    return this;
  }

  /** The row's device answers again: what is sent next is its first sample. */
  public StageHarness comeBack(int row) {
    filter.onReturn(row);
    return this;
  }

  /** Replaces the filter object by a new one over the same columns, as an update of its bundle does. */
  public StageHarness swap() {
    filter = factory.create(context);
    return this;
  }

  /** Restarts the process right after a commit: only durable columns stay, and the filter is told of each row. */
  public StageHarness restart() {
    context.restart();
    filter = factory.create(context);
    for (int row = 0; row < context.rows; row++) {
      filter.onRestore(row, context.nowNs);
    }
    return this;
  }

  /** What has come out since the last call. */
  public List<Emitted> take() {
    List<Emitted> result = List.copyOf(emitted);
    emitted.clear();
    return result;
  }

  /** Bits of a number in a kind. */
  public static long bits(Kind kind, double value) {
    return kind.isFloating() ? Double.doubleToRawLongBits(value) : (long) value;
  }

  private void collect(int samplesIn) {
    if (out.size() > filter.maxOutputs() * samplesIn) {
      throw new AssertionError("the filter says at most " + filter.maxOutputs() + " outputs a sample and gave " + out.size()
          + " for " + samplesIn);
    }
    for (int i = 0; i < out.size() && !quiet; i++) {
      String text = output.kind() == Kind.TEXT ? out.blobs.textAt(out.bits[i]) : "";
      emitted.add(new Emitted(out.point[i], output.kind(), text.isEmpty() ? out.bits[i] : 0, out.quality[i], out.sourceTime[i],
          out.timeQuality[i], out.gatewayTime[i], out.cause[i], text));
    }
  }

  /**
   * A sample that came out.
   *
   * @param row of the device
   * @param kind of the value
   * @param bits the value
   * @param quality its quality
   * @param sourceNs its source time, ns
   * @param timeQuality its time quality
   * @param gatewayNs its gateway time, ns
   * @param cause its cause
   * @param text of a text value, else empty
   */
  public record Emitted(int row, Kind kind, long bits, int quality, long sourceNs, byte timeQuality, long gatewayNs,
      byte cause, String text) {
    /** The value as a number. */
    public double number() {
      return kind.toDouble(bits);
    }

    @Override
    public String toString() {
      String value = text.isEmpty() ? Double.toString(number()) : text;
      return "row " + row + " " + value + " " + Quality.text(quality) + " @" + sourceNs + " " + Cause.text(cause);
    }
  }

  /** What the stage is made of. */
  public static final class Setup {
    private final FilterFactory factory;
    private final List<Setting> positional = new ArrayList<>();
    private final Map<String, Setting> named = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Double>> overrides = new HashMap<>();
    private List<Kind> inputs = List.of(Kind.DOUBLE);
    private int rows = 1;

    private Setup(FilterFactory factory) {
      this.factory = factory;
    }

    /** Kinds of what comes in. */
    public Setup inputs(Kind... kinds) {
      inputs = List.of(kinds);
      return this;
    }

    /** The next argument by place. */
    public Setup argument(String text) {
      positional.add(Setting.of(text, SourceLocation.NONE));
      return this;
    }

    /** An argument by name. */
    public Setup argument(String name, String text) {
      named.put(name, Setting.of(text, SourceLocation.NONE));
      return this;
    }

    /** A mapping by name, pairs of value and label. */
    public Setup mapping(String name, Map<String, String> entries) {
      Map<String, Setting> settings = new LinkedHashMap<>();
      entries.forEach((key, label) -> settings.put(key, Setting.of(label, SourceLocation.NONE)));
      named.put(name, new Setting("", settings, SourceLocation.NONE));
      return this;
    }

    /** Number of devices. */
    public Setup rows(int count) {
      rows = count;
      return this;
    }

    /** A device's own value of a parameter. */
    public Setup override(int row, String parameter, double value) {
      overrides.computeIfAbsent(parameter, p -> new HashMap<>()).put(row, value);
      return this;
    }

    /** The stage as a loader has read it, in place of single arguments. */
    public Setup as(StageSpec stage) {
      positional.clear();
      positional.addAll(stage.positional());
      named.clear();
      named.putAll(stage.named());
      return this;
    }

    /** All mistakes in the arguments, by descriptor and by the filter's own check. */
    public List<Problem> problems() {
      Problems problems = new Problems();
      StageArguments.of(factory.descriptor(), stage(), problems);
      if (!problems.hasErrors()) {
        factory.check(inputs, stage(), problems);
      }
      return problems.list();
    }

    /**
     * Makes the stage.
     *
     * @throws AssertionError if its arguments have mistakes
     */
    public StageHarness start() {
      Problems problems = new Problems();
      StageArguments arguments = StageArguments.of(factory.descriptor(), stage(), problems);
      StageOutput output = problems.hasErrors() ? StageOutput.of(Kind.DOUBLE) : factory.check(inputs, stage(), problems);
      if (problems.hasErrors()) {
        throw new AssertionError("the stage has mistakes: " + problems.list());
      }
      return new StageHarness(factory, new HarnessContext(stage(), arguments, inputs, rows, overrides), output);
    }

    private StageSpec stage() {
      String name = factory.descriptor().name();
      return new StageSpec(name, positional, named, name, SourceLocation.NONE);
    }
  }
}
