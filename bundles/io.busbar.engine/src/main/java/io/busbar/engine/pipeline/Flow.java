package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.view.FlowTaps;
import io.busbar.engine.image.ImageColumns;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One point of a pipeline for all rows: its place in a {@link Chain}, who hears it, and what is made of it. Shard's thread only. */
public final class Flow {
  private final Pipeline pipeline;
  private final CompiledPoint compiled;
  private final int number;
  private final Chain chain;
  private final int place;
  private Derived[] madeOfIt = {};
  private @Nullable FlowTap tap;

  /**
   * A flow that nobody hears.
   *
   * @param number of the point in the template
   * @param place in the chain
   */
  Flow(Pipeline pipeline, int number, Chain chain, int place) {
    this.pipeline = pipeline;
    compiled = pipeline.compiled().points().get(number);
    this.number = number;
    this.chain = chain;
    this.place = place;
  }

  /** The chain that runs it. */
  Chain chain() {
    return chain;
  }

  /** Place of its point in the chain. */
  int place() {
    return place;
  }

  /** Where a row is in the columns of {@link #image} and {@link #input}. */
  public int cell(int row) {
    return row * chain.width() + place;
  }

  /** The row of a cell. */
  public int row(int cell) {
    return cell / chain.width();
  }

  /** What it has given last, by row. */
  InputView view() {
    return chain.isShared() ? new CellView(chain.image(), this) : chain.image();
  }

  /** What a point that this one is computed from has given last, as far as this one has come. */
  @Nullable InputView inputOf(String point) {
    for (int i = 0; i < compiled.sources().size(); i++) {
      if (pipeline.flow(compiled.sources().get(i)).compiled().spec().name().equals(point)) {
        return chain.input(i);
      }
    }
    return null;
  }

  /** Points that are made of this one. */
  void feeds(Derived[] derived) {
    madeOfIt = derived;
  }

  void feed(SampleBatch given) {
    for (Derived derived : madeOfIt) {
      derived.take(number, given);
    }
  }

  /** Samples that one that it feeds may become. */
  int fedFanOut() {
    int others = 0;
    for (Derived derived : madeOfIt) {
      others = Math.min(others + derived.flow().chain().fanOut(), Scratch.CAPACITY);
    }
    return others;
  }

  /** Raw samples of an input, before the first stage. */
  void raw(int input, SampleBatch in) {
    hear(input, chain.input(input).kind(), in, 0, in.size());
  }

  void hear(int node, Kind kind, SampleBatch batch, int from, int to) {
    FlowTap listening = tap;
    if (listening != null) {
      listening.heard(this, node, kind, batch, from, to);
    }
  }

  /** Has somebody hear its samples, or nobody. */
  public void tap(@Nullable FlowTap newTap) {
    tap = newTap;
    chain.tapped();
  }

  boolean isHeard() {
    return tap != null;
  }

  /** Nodes: one for each input, one behind each stage, one for what is published. */
  public int nodes() {
    return compiled.inputs().size() + compiled.stages().size() + 1;
  }

  /** Stable name of a node. */
  public String nodeName(int node) {
    int stage = node - compiled.inputs().size();
    if (stage < 0) {
      return node == 0 ? FlowTaps.RAW : FlowTaps.RAW + "#" + (node + 1);
    }
    return stage < compiled.stages().size() ? compiled.stages().get(stage).spec().id() : FlowTaps.PUBLISHED;
  }

  /** Labels of the values behind a node. */
  public Map<Long, String> labels(int node) {
    int stage = node - compiled.inputs().size();
    return stage < 0 ? Map.of()
        : stage < compiled.stages().size() ? compiled.stages().get(stage).output().labels() : compiled.output().labels();
  }

  /** Name of the device of a row; empty if the row is free. */
  public String device(int row) {
    String name = pipeline.device(row);
    return name == null ? "" : name;
  }

  /** Kind of what it publishes. */
  public Kind kind() {
    return chain.kind();
  }

  /** As compiled. */
  public CompiledPoint compiled() {
    return compiled;
  }

  /** Stable identity of a row's point. */
  public int identity(int row) {
    return chain.identity(cell(row));
  }

  /** How far the last reading of a row came: the number of the stage that let nothing out, or one of {@link Fate}. */
  public byte fate(int row) {
    return chain.fate(cell(row));
  }

  /** Last result by {@link #cell}. */
  public ImageColumns image() {
    return chain.image();
  }

  /** Last raw sample of an input by {@link #cell}. */
  public ImageColumns input(int input) {
    return chain.input(input);
  }

  /** The image of one point of several, by row. */
  private record CellView(ImageColumns image, Flow flow) implements InputView {
    @Override
    public Kind kind() {
      return image.kind();
    }

    @Override
    public long bits(int row) {
      return image.bits(flow.cell(row));
    }

    @Override
    public int quality(int row) {
      return image.quality(flow.cell(row));
    }

    @Override
    public long sourceTime(int row) {
      return image.sourceTime(flow.cell(row));
    }
  }
}
