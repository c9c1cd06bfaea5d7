package io.busbar.engine.pipeline;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.Router;
import io.busbar.api.model.PublishClass;
import io.busbar.engine.image.ImageColumns;
import io.busbar.engine.image.StageTimers;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages and the image of the points of a pipeline whose flows say the same ({@link Alike}), most often of one; for all rows. What is
 * read of one device passes through in one go, and its memory lies side by side:
 *
 * <pre>
 *  row            0              1              2         width = 3 points
 *  cell      0    1    2    3    4    5    6    7    8    = row · width + place of the point
 *            ia   ib   ic   ia   ib   ic   ia   ib   ic
 * </pre>
 *
 * <p>Stages take cells for rows. A chain of several points has filters only that say that they work row by row: no timers, no durable
 * columns, no look at other points. Shard's thread only.
 */
public final class Chain implements StageTimers.Listener {
  private final Pipeline pipeline;
  private final Flow[] flows;
  private final ImageColumns[] inputs;
  private final Stage[] stages;
  private final ImageColumns image;
  private final PublishClass publish;
  private final int fedAt;
  private boolean heard;
  private @Nullable Router router;
  private int[] identity = new int[0];
  /** How far the last reading of a cell came: the number of the stage that let nothing out, or one of {@link Fate}. */
  private byte[] fate = new byte[0];

  /**
   * A chain without rows and filters.
   *
   * @param points numbers of its points in the template
   */
  Chain(List<Integer> points, Pipeline pipeline, Stage.Shared runtime) {
    this.pipeline = pipeline;
    CompiledPoint compiled = pipeline.compiled().points().get(points.get(0));
    publish = compiled.publish();
    fedAt = compiled.reportFrom();
    inputs = compiled.inputs().stream().map(input -> new ImageColumns(input.kind())).toArray(ImageColumns[]::new);
    image = new ImageColumns(compiled.output().kind());
    stages = new Stage[compiled.stages().size()];
    flows = new Flow[points.size()];
    for (int place = 0; place < flows.length; place++) {
      flows[place] = new Flow(pipeline, points.get(place), this, place);
    }
    StageViews first = new StageViews(Arrays.asList(inputs), compiled.isComputed() ? flows[0]::inputOf : pipeline::imageOf);
    StageViews later = new StageViews(List.of(), pipeline::imageOf);
    for (int i = 0; i < stages.length; i++) {
      long order = (long) pipeline.number() << 40 | (long) points.get(0) << 16 | i;
      Stage.Place place = new Stage.Place(compiled.spec().name(), order, i, isShared());
      StageViews views = isShared() ? StageViews.NONE : i == 0 ? first : later;
      stages[i] = new Stage(compiled.stages().get(i), runtime, views, place, this);
    }
  }

  /** Whether it runs several points. */
  boolean isShared() {
    return flows.length > 1;
  }

  /** How many points it runs. */
  int width() {
    return flows.length;
  }

  /** Its points. */
  Flow[] flows() {
    return flows;
  }

  /** Whether somebody hears samples of one of its points. */
  boolean isHeard() {
    return heard;
  }

  /** Somebody hears samples of a point now, or nobody any more. */
  void tapped() {
    heard = false;
    for (Flow flow : flows) {
      heard |= flow.isHeard();
    }
  }

  /** Samples that one sample may become, those of points that are made of it among them. */
  int fanOut() {
    int product = 1;
    int fed = 1;
    for (int i = 0; i < stages.length; i++) {
      product = Math.min(product * stages[i].maxOutputs(), Scratch.CAPACITY);
      fed = i < fedAt ? product : fed;
    }
    return Math.min(product + fed * flows[0].fedFanOut(), Scratch.CAPACITY);
  }

  /**
   * Runs samples whose points are cells from the first stage to the end. The batch is worked on, and may be shorter afterwards.
   *
   * @param flow of all these samples; any of the chain's if nobody hears them
   * @param in not one of {@link Scratch#even} and {@link Scratch#odd}
   */
  void run(Flow flow, int input, SampleBatch in, boolean historical) {
    runFrom(flow, 0, input, in, historical, isState() && !historical);
  }

  /** A state that is polled is an event when it changes, not at each poll. */
  private boolean isState() {
    return publish == PublishClass.ALARM || publish == PublishClass.EVENT;
  }

  private void runFrom(Flow flow, int firstStage, int firstInput, SampleBatch start, boolean historical, boolean changesOnly) {
    Scratch scratch = pipeline.scratch();
    SampleBatch now = start;
    int input = firstInput;
    for (int i = firstStage; i < stages.length && now.size() > 0; i++) {
      if (i == fedAt) {
        flow.feed(now);
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
      if (heard) {
        flow.hear(inputs.length + i, stages[i].compiled().output().kind(), next, 0, next.size());
      }
      now = next;
      input = 0;
    }
    if (fedAt == stages.length) {
      flow.feed(now);
    }
    if (historical || changesOnly || router != null) {
      for (int i = 0; i < now.size(); i++) {
        finish(flow, now, i, historical, changesOnly);
      }
    } else if (now.size() > 0) {
      finishAll(flow, now);
    }
  }

  /** The usual end: all samples are the image's last and go out the same way. */
  private void finishAll(Flow flow, SampleBatch batch) {
    int count = batch.size();
    image.takeAll(batch);
    byte told = publish == PublishClass.NONE ? Fate.NOT_PUBLIC : Fate.PUBLISHED;
    for (int i = 0; i < count; i++) {
      fate[batch.point[i]] = told;
    }
    if (publish != PublishClass.NONE) {
      if (heard) {
        flow.hear(inputs.length + stages.length, image.kind(), batch, 0, count);
      }
      pipeline.sink().publish(this, batch, publish);
    }
  }

  private void finish(Flow flow, SampleBatch batch, int i, boolean historical, boolean changesOnly) {
    int cell = batch.point[i];
    boolean repeated = changesOnly && (batch.cause[i] & 0x7F) == Cause.PERIODIC && image.saysTheSame(batch, i, cell);
    image.take(batch, i, cell, historical);
    PublishClass how = route(cell, batch, i);
    boolean isPublic = how != PublishClass.NONE;
    fate[cell] = !isPublic ? Fate.NOT_PUBLIC : repeated ? Fate.UNCHANGED : Fate.PUBLISHED;
    if (isPublic && !repeated) {
      flow.hear(inputs.length + stages.length, image.kind(), batch, i, i + 1);
      pipeline.sink().publish(this, batch, i, how);
    }
  }

  private PublishClass route(int cell, SampleBatch batch, int i) {
    Router asked = router;
    return asked == null || publish == PublishClass.NONE ? publish
        : asked.route(cell, image.kind().toDouble(batch.bits[i]), batch.quality[i], publish);
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
    flows[0].hear(inputs.length + stage, stages[stage].compiled().output().kind(), out, 0, out.size());
    runFrom(flows[0], stage + 1, 0, out, false, false);
    pipeline.runDerived(Origin.LIVE);
  }

  /** Its filters have changed. */
  void equipped() {
    router = null;
    for (Stage stage : stages) {
      Router one = stage.router();
      router = one == null ? router : one;
    }
  }

  void grow(int rows) {
    int cells = rows * flows.length;
    for (ImageColumns input : inputs) {
      input.grow(cells);
    }
    image.grow(cells);
    identity = Arrays.copyOf(identity, Math.max(cells, identity.length));
    fate = Arrays.copyOf(fate, Math.max(cells, fate.length));
    for (Stage stage : stages) {
      stage.grow(cells);
    }
  }

  void reset(int cell, int newIdentity) {
    for (ImageColumns input : inputs) {
      input.reset(cell);
    }
    image.reset(cell);
    identity[cell] = newIdentity;
    fate[cell] = Fate.NOTHING_READ;
    for (Stage stage : stages) {
      stage.resetRow(cell);
    }
  }

  /** Carries a cell over from the chain of the same point in an older pipeline: what has the same name and kind. */
  void copy(Chain from, int fromCell, int cell) {
    for (int i = 0; i < inputs.length && i < from.inputs.length; i++) {
      if (inputs[i].kind() == from.inputs[i].kind()) {
        inputs[i].copyRow(from.inputs[i], fromCell, cell);
      }
    }
    if (image.kind() == from.image.kind()) {
      image.copyRow(from.image, fromCell, cell);
    }
    LostRows.carry(from.stages, fromCell, stages, cell);
  }

  void markLost(int cell) {
    for (ImageColumns input : inputs) {
      input.markLost(cell);
    }
    image.markLost(cell);
    for (Stage stage : stages) {
      stage.lost(cell);
    }
  }

  void returned(int cell) {
    for (Stage stage : stages) {
      stage.returned(cell);
    }
  }

  Stage[] stages() {
    return stages;
  }

  /** Kind of what it publishes. */
  public Kind kind() {
    return image.kind();
  }

  /** Stable identity of a cell's point. */
  public int identity(int cell) {
    return identity[cell];
  }

  /** How far the last reading of a cell came: the number of the stage that let nothing out, or one of {@link Fate}. */
  byte fate(int cell) {
    return fate[cell];
  }

  /** Last result by cell. */
  ImageColumns image() {
    return image;
  }

  /** Last raw sample of an input by cell. */
  ImageColumns input(int input) {
    return inputs[input];
  }
}
