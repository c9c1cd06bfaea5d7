package io.busbar.engine.pipeline;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.InputType;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.engine.image.Handles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A compiled template at work for all of its devices. Shard's thread only. */
public final class Pipeline {
  private static final int FREE = 0;

  private final int number;
  private final CompiledTemplate compiled;
  private final Scratch scratch;
  private final Sink sink;
  private final List<Chain> chains = new ArrayList<>();
  private final Flow[] flows;
  private final Slots slots;
  private final Derived[] derived;
  private final DurableRows durable;
  private int[] takenAt = new int[0];
  private boolean[] lost = new boolean[0];
  private int[] stateIdentity = new int[0];
  private int[] reasonIdentity = new int[0];
  private @Nullable String[] device = new @Nullable String[0];
  private int chunk = 1;
  private boolean parked = true;

  /**
   * A pipeline without rows and filters.
   *
   * @param number that its handles carry
   */
  public Pipeline(int number, CompiledTemplate compiled, Stage.Shared runtime, Scratch scratch, Sink sink) {
    this.number = number;
    this.compiled = compiled;
    this.scratch = scratch;
    this.sink = sink;
    flows = new Flow[compiled.points().size()];
    durable = new DurableRows();
    for (List<Integer> points : Alike.groups(compiled)) {
      Chain chain = new Chain(points, this, runtime);
      for (int place = 0; place < points.size(); place++) {
        flows[points.get(place)] = chain.flows()[place];
      }
      if (!chain.isShared()) {
        durable.add(chain.stages());
      }
      chains.add(chain);
    }
    slots = new Slots(compiled.slots(), chains);
    derived = compiled.derivedInOrder().stream().map(i -> flows[i])
        .map(flow -> new Derived(flow, flow.compiled().inputs().stream().map(InputType::kind).toArray(Kind[]::new))).toArray(Derived[]::new);
    for (int i = 0; i < flows.length; i++) {
      int source = i;
      flows[i].feeds(Arrays.stream(derived).filter(each -> each.flow().compiled().sources().contains(source)).toArray(Derived[]::new));
    }
  }

  /**
   * Gives bare stages their filters.
   *
   * @param factories by name of the filter, null where it is not there
   */
  public void equip(Function<String, @Nullable FilterFactory> factories) {
    int fanOut = 1;
    for (Chain chain : chains) {
      for (Stage stage : chain.stages()) {
        FilterFactory factory = stage.isBare() ? factories.apply(stage.stage().filter()) : null;
        if (factory != null) {
          stage.equip(factory);
        }
      }
      chain.equipped();
      fanOut = Math.max(fanOut, chain.fanOut());
    }
    chunk = Math.max(1, Scratch.CAPACITY / fanOut);
    parked = isBare();
  }

  /** Takes the filters of that name away; their columns stay. */
  public void strip(String filter) {
    stages().filter(stage -> stage.stage().filter().equals(filter)).forEach(Stage::strip);
    chains.forEach(Chain::equipped);
    parked = isBare();
  }

  /** Runs the flows of points that are made of others, with what those have given. */
  void runDerived(Origin origin) {
    for (Derived each : derived) {
      each.run(scratch, origin);
    }
  }

  /** What of its memory is stored. */
  public DurableRows durable() {
    return durable;
  }

  /** Rows that there is room for. */
  public int rows() {
    return takenAt.length;
  }

  /** Whether a filter is missing: samples must wait. */
  public boolean isParked() {
    return parked;
  }

  private boolean isBare() {
    return stages().anyMatch(Stage::isBare);
  }

  private Stream<Stage> stages() {
    return chains.stream().flatMap(chain -> Stream.of(chain.stages()));
  }

  /** Makes room for rows. */
  public void grow(int capacity) {
    if (capacity <= takenAt.length) {
      return;
    }
    takenAt = Arrays.copyOf(takenAt, capacity);
    lost = Arrays.copyOf(lost, capacity);
    stateIdentity = Arrays.copyOf(stateIdentity, capacity);
    reasonIdentity = Arrays.copyOf(reasonIdentity, capacity);
    device = Arrays.copyOf(device, capacity);
    durable.grow(capacity);
    chains.forEach(chain -> chain.grow(capacity));
  }

  /** A device takes a free row, at a model epoch: older batches do not mean this device. */
  public void take(RowBinding binding, int epoch) {
    int row = binding.row();
    takenAt[row] = epoch;
    lost[row] = false;
    durable.taken(row);
    for (int i = 0; i < flows.length; i++) {
      flows[i].chain().reset(flows[i].cell(row), binding.identities()[i]);
    }
    name(binding);
  }

  /** The device of a row has other overrides now. */
  public void describe(RowBinding binding) {
    for (Flow flow : flows) {
      for (Stage stage : flow.chain().stages()) {
        stage.clearOverrides(flow.cell(binding.row()));
      }
    }
    name(binding);
  }

  private void name(RowBinding binding) {
    int row = binding.row();
    stateIdentity[row] = binding.stateIdentity();
    reasonIdentity[row] = binding.reasonIdentity();
    device[row] = binding.device();
    for (Overrides.OwnValue own : binding.overrides()) {
      Flow flow = flow(own.point());
      if (flow != null) {
        for (Stage stage : flow.chain().stages()) {
          if (own.stage().equals(stage.stage().id())) {
            stage.override(flow.cell(row), own.parameter(), own.value());
          }
        }
      }
    }
  }

  /** The device of a row is gone. */
  public void free(int row) {
    takenAt[row] = FREE;
    device[row] = null;
    for (Flow flow : flows) {
      flow.chain().reset(flow.cell(row), 0);
    }
  }

  /** Carries a row's image, columns and timers over from an older pipeline, point by point of the same name. */
  public void copyRow(Pipeline from, int fromRow, int row) {
    lost[row] = from.lost[fromRow];
    for (Flow flow : flows) {
      Flow old = from.flow(flow.compiled().spec().name());
      if (old != null) {
        flow.chain().copy(old.chain(), old.cell(fromRow), flow.cell(row));
      }
    }
  }

  /** Lets go of filters and timers: the pipeline is not used any more. */
  public void retire() {
    stages().forEach(Stage::retire);
  }

  /** Whether a handle of this pipeline means a device that has its row since that epoch or longer. */
  public boolean accepts(int handle, int epoch) {
    int row = Handles.row(handle, slots.bits());
    return row < takenAt.length && Handles.slot(handle, slots.bits()) < slots.count() && takenAt[row] != FREE
        && takenAt[row] <= epoch;
  }

  /**
   * Where the run of samples ends, from {@code from} on, whose handles are of this pipeline and {@linkplain #accepts accepted}; those of
   * one device stand together, so each device is looked at once.
   */
  public int accepted(SampleBatch batch, int from, int epoch) {
    int[] point = batch.point;
    int size = batch.size();
    int bits = slots.bits();
    int inputs = slots.count();
    int i = from;
    while (i < size && Handles.pipeline(point[i]) == number && accepts(point[i], epoch)) {
      int device = point[i] >> bits;
      do {
        i++;
      } while (i < size && point[i] >> bits == device && Handles.slot(point[i], bits) < inputs);
    }
    return i;
  }

  /** The devices's source is lost: its points are marked, nothing is published. */
  public void markLost(int row) {
    lost[row] = true;
    for (Flow flow : flows) {
      flow.chain().markLost(flow.cell(row));
    }
  }

  /** The device's source answers again: the next sample of each point passes every dead-band. */
  public void markReturned(int row) {
    if (lost[row]) {
      lost[row] = false;
      for (Flow flow : flows) {
        flow.chain().returned(flow.cell(row));
      }
    }
  }

  /** Whether nobody answers behind a row now. */
  public boolean isLost(int row) {
    return lost[row];
  }

  /** Whether a device has that row. */
  public boolean isTaken(int row) {
    return row < takenAt.length && takenAt[row] != FREE;
  }

  /** Model epoch at which a row was taken. */
  public int takenAt(int row) {
    return takenAt[row];
  }

  /** Name of the device in a row, null if it is free. */
  public @Nullable String device(int row) {
    return device[row];
  }

  /** Most samples of one run of {@link Intake}. */
  public int chunk() {
    return chunk;
  }

  /** Most samples that a timer or sample gives. */
  public int fanOut() {
    return Scratch.CAPACITY / chunk;
  }

  /** Number in its handles. */
  public int number() {
    return number;
  }

  /** As compiled. */
  public CompiledTemplate compiled() {
    return compiled;
  }

  /** Flows in the template's order. */
  public Flow flow(int point) {
    return flows[point];
  }

  /** The flow of a point, or null. */
  public @Nullable Flow flow(String point) {
    for (Flow flow : flows) {
      if (flow.compiled().spec().name().equals(point)) {
        return flow;
      }
    }
    return null;
  }

  /** What another point of the template has given last, by row; null if there is no such point. */
  @Nullable InputView imageOf(String point) {
    Flow flow = flow(point);
    return flow == null ? null : flow.view();
  }

  /** Where handles lead to. */
  Slots slots() {
    return slots;
  }

  Scratch scratch() {
    return scratch;
  }

  Sink sink() {
    return sink;
  }

  /** Stable identity of a row's device state. */
  public int stateIdentity(int row) {
    return stateIdentity[row];
  }

  /** Stable identity of the reason of a row's device state. */
  public int reasonIdentity(int row) {
    return reasonIdentity[row];
  }

  /**
   * Adds what its stages have counted, by name of the filter.
   *
   * @param counts samples dropped on purpose and failures of the filter itself
   */
  public void countInto(Map<String, StageCounts> counts) {
    stages().forEach(stage -> counts.computeIfAbsent(stage.stage().filter(), name -> new StageCounts()).add(stage));
  }
}
