package io.busbar.engine.pipeline;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.Router;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.FlowTaps;
import io.busbar.engine.image.ImageColumns;
import io.busbar.engine.image.StageTimers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One point of a pipeline for all rows: its stages, its image, its stable identities. Shard's thread only. */
public final class Flow implements StageTimers.Listener {
  private final CompiledPoint compiled;
  private final Pipeline pipeline;
  private final ImageColumns[] inputs;
  private final Stage[] stages;
  private final ImageColumns image;
  private final int number;
  private final int fedAt;
  private Derived[] madeOfIt = {};
  private @Nullable FlowTap tap;
  private @Nullable Router router;
  private int[] identity = new int[0];
  /** How far the last reading of a row came: the number of the stage that let nothing out, or one of {@link Fate}. */
  private byte[] fate = new byte[0];
  private long passed;

  /**
   * A flow without rows and filters.
   *
   * @param number of the point in the template
   */
  Flow(CompiledPoint compiled, Pipeline pipeline, Stage.Shared runtime, int number) {
    this.compiled = compiled;
    this.pipeline = pipeline;
    this.number = number;
    fedAt = compiled.reportFrom();
    inputs = new ImageColumns[compiled.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new ImageColumns(compiled.inputs().get(i).kind());
    }
    image = new ImageColumns(compiled.output().kind());
    stages = new Stage[compiled.stages().size()];
    StageViews first = new StageViews(Arrays.asList(inputs), compiled.isComputed() ? this::inputOf : this::imageOf);
    StageViews later = new StageViews(List.of(), this::imageOf);
    for (int i = 0; i < stages.length; i++) {
      long order = (long) pipeline.number() << 40 | (long) number << 16 | i;
      Stage.Place place = new Stage.Place(compiled.spec().name(), order, i);
      stages[i] = new Stage(compiled.stages().get(i), runtime, i == 0 ? first : later, place, this);
    }
  }

  /** What another point of the template has given last; null if there is no such point. */
  private @Nullable ImageColumns imageOf(String point) {
    Flow other = pipeline.flow(point);
    return other == null ? null : other.image;
  }

  /** What a point that this one is computed from has given last, as far as this one has come. */
  private @Nullable ImageColumns inputOf(String point) {
    for (int i = 0; i < inputs.length; i++) {
      if (pipeline.flow(compiled.sources().get(i)).compiled().spec().name().equals(point)) {
        return inputs[i];
      }
    }
    return null;
  }

  /** Points that are made of this one. */
  void feeds(Derived[] derived) {
    madeOfIt = derived;
  }

  /** Samples that one sample may become, those of points that are made of it among them. */
  int fanOut() {
    int product = 1;
    int fed = 1;
    for (int i = 0; i < stages.length; i++) {
      product = Math.min(product * stages[i].maxOutputs(), Scratch.CAPACITY);
      fed = i < fedAt ? product : fed;
    }
    int others = 0;
    for (Derived derived : madeOfIt) {
      others = Math.min(others + derived.flow().fanOut(), Scratch.CAPACITY);
    }
    return Math.min(product + fed * others, Scratch.CAPACITY);
  }

  /** Runs what is in {@link Scratch#in}, whose points are rows, from the first stage to the end. */
  void run(int input, boolean historical) {
    runFrom(0, input, pipeline.scratch().in, historical, isState() && !historical);
  }

  /** A state that is polled is an event when it changes, not at each poll. */
  private boolean isState() {
    return compiled.publish() == PublishClass.ALARM || compiled.publish() == PublishClass.EVENT;
  }

  private void runFrom(int firstStage, int firstInput, SampleBatch start, boolean historical, boolean changesOnly) {
    Scratch scratch = pipeline.scratch();
    SampleBatch now = start;
    int input = firstInput;
    for (int i = firstStage; i < stages.length && now.size() > 0; i++) {
      if (i == fedAt) {
        feed(now);
      }
      SampleBatch next = now;
      if (stages[i].isInPlace()) {
        stages[i].apply(now);
        if (now.dropped() > 0) {
          Fate.stopped(fate, i, now);
          now.compact();
        }
      } else {
        next = now == scratch.even ? scratch.odd : scratch.even;
        stages[i].process(input, now, next);
        if (next.size() < now.size()) {
          Fate.stopped(fate, i, now, next);
        }
      }
      hear(inputs.length + i, stages[i].compiled().output().kind(), next, 0, next.size());
      now = next;
      input = 0;
    }
    if (fedAt == stages.length) {
      feed(now);
    }
    if (historical || changesOnly || router != null) {
      for (int i = 0; i < now.size(); i++) {
        finish(now, i, historical, changesOnly);
      }
    } else if (now.size() > 0) {
      finishAll(now);
    }
  }

  /** The usual end: all samples are the image's last and go out the same way. */
  private void finishAll(SampleBatch batch) {
    int count = batch.size();
    image.takeAll(batch);
    passed += count;
    PublishClass how = compiled.publish();
    byte told = how == PublishClass.NONE ? Fate.NOT_PUBLIC : Fate.PUBLISHED;
    for (int i = 0; i < count; i++) {
      fate[batch.point[i]] = told;
    }
    if (how != PublishClass.NONE) {
      hear(inputs.length + stages.length, image.kind(), batch, 0, count);
      pipeline.sink().publish(this, batch, how);
    }
  }

  private void hear(int node, Kind kind, SampleBatch batch, int from, int to) {
    FlowTap listening = tap;
    if (listening != null) {
      listening.heard(this, node, kind, batch, from, to);
    }
  }

  private void feed(SampleBatch given) {
    for (Derived derived : madeOfIt) {
      derived.take(number, given);
    }
  }

  @Override
  public void timer(int stage, int row) {
    if (pipeline.isParked()) {
      stages[stage].postpone(row);
      return;
    }
    SampleBatch out = pipeline.scratch().even;
    stages[stage].timer(row, out);
    if (out.size() > 0 && pipeline.isLost(row)) {
      LostRows.keepHonest(stages[stage], image, out);
    }
    hear(inputs.length + stage, stages[stage].compiled().output().kind(), out, 0, out.size());
    runFrom(stage + 1, 0, out, false, false);
    pipeline.runDerived(Origin.LIVE);
  }

  private void finish(SampleBatch batch, int i, boolean historical, boolean changesOnly) {
    int row = batch.point[i];
    boolean repeated = changesOnly && (batch.cause[i] & 0x7F) == Cause.PERIODIC && image.saysTheSame(batch, i, row);
    image.take(batch, i, row, historical);
    passed++;
    PublishClass how = route(row, batch, i);
    boolean isPublic = how != PublishClass.NONE;
    fate[row] = !isPublic ? Fate.NOT_PUBLIC : repeated ? Fate.UNCHANGED : Fate.PUBLISHED;
    if (isPublic && !repeated) {
      hear(inputs.length + stages.length, image.kind(), batch, i, i + 1);
      pipeline.sink().publish(this, row, batch, i, how);
    }
  }

  private PublishClass route(int row, SampleBatch batch, int i) {
    PublishClass usual = compiled.publish();
    Router asked = router;
    return asked == null || usual == PublishClass.NONE ? usual
        : asked.route(row, image.kind().toDouble(batch.bits[i]), batch.quality[i], usual);
  }

  /** Its filters have changed. */
  void equipped() {
    router = null;
    for (Stage stage : stages) {
      Router one = stage.router();
      router = one == null ? router : one;
    }
  }

  /** Raw samples of an input, before the first stage. */
  void raw(int input, SampleBatch in) {
    hear(input, inputs[input].kind(), in, 0, in.size());
  }

  /** Has somebody hear its samples, or nobody. */
  public void tap(@Nullable FlowTap newTap) {
    tap = newTap;
  }

  /** Nodes: one for each input, one behind each stage, one for what is published. */
  public int nodes() {
    return inputs.length + stages.length + 1;
  }

  /** Stable name of a node. */
  public String nodeName(int node) {
    if (node < inputs.length) {
      return node == 0 ? FlowTaps.RAW : FlowTaps.RAW + "#" + (node + 1);
    }
    return node < inputs.length + stages.length ? stages[node - inputs.length].stage().id() : FlowTaps.PUBLISHED;
  }

  /** Labels of the values behind a node. */
  public Map<Long, String> labels(int node) {
    int stage = node - inputs.length;
    return stage < 0 ? Map.of()
        : stage < stages.length ? stages[stage].compiled().output().labels() : compiled.output().labels();
  }

  /** Name of a row's device; empty if the row is free. */
  public String device(int row) {
    String name = pipeline.device(row);
    return name == null ? "" : name;
  }

  void grow(int capacity) {
    for (ImageColumns input : inputs) {
      input.grow(capacity);
    }
    image.grow(capacity);
    identity = Arrays.copyOf(identity, Math.max(capacity, identity.length));
    fate = Arrays.copyOf(fate, Math.max(capacity, fate.length));
    for (Stage stage : stages) {
      stage.grow(capacity);
    }
  }

  void resetRow(int row, int newIdentity) {
    for (ImageColumns input : inputs) {
      input.reset(row);
    }
    image.reset(row);
    identity[row] = newIdentity;
    fate[row] = Fate.NOTHING_READ;
    for (Stage stage : stages) {
      stage.resetRow(row);
    }
  }

  /** Carries a row over from the flow of the same point in an older pipeline: what has the same name and kind. */
  void copyRow(Flow from, int fromRow, int row) {
    for (int i = 0; i < inputs.length && i < from.inputs.length; i++) {
      if (inputs[i].kind() == from.inputs[i].kind()) {
        inputs[i].copyRow(from.inputs[i], fromRow, row);
      }
    }
    if (image.kind() == from.image.kind()) {
      image.copyRow(from.image, fromRow, row);
    }
    LostRows.carry(from.stages, fromRow, stages, row);
  }

  void markLost(int row) {
    for (ImageColumns input : inputs) {
      input.markLost(row);
    }
    image.markLost(row);
    for (Stage stage : stages) {
      stage.lost(row);
    }
  }

  void returned(int row) {
    for (Stage stage : stages) {
      stage.returned(row);
    }
  }

  Stage[] stages() {
    return stages;
  }

  /** Whether it has one input. */
  boolean isSingle() {
    return inputs.length == 1;
  }

  /** As compiled. */
  public CompiledPoint compiled() {
    return compiled;
  }

  /** Kind of what it publishes. */
  public Kind kind() {
    return image.kind();
  }

  /** Stable identity of a row's point. */
  public int identity(int row) {
    return identity[row];
  }

  /** How far the last reading of a row came: the number of the stage that let nothing out, or one of {@link Fate}. */
  public byte fate(int row) {
    return fate[row];
  }

  /** Last published sample by row. */
  public ImageColumns image() {
    return image;
  }

  /** Last raw sample of an input by row. */
  public ImageColumns input(int input) {
    return inputs[input];
  }

  /** Samples that came out at the end. */
  public long passed() {
    return passed;
  }
}
