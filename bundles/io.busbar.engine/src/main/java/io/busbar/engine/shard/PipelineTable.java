package io.busbar.engine.shard;

import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.Handles;
import io.busbar.engine.pipeline.Pipeline;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines of a shard by number. A pipeline that was replaced stays as an alias until every batch with its handles
 * has come through: such a sample goes to the same device and input in the new pipeline. Shard's thread only.
 */
public final class PipelineTable {
  /** No such input or row any more. */
  static final int GONE = -1;

  private final @Nullable Pipeline[] pipelines = new @Nullable Pipeline[Handles.MAX_PIPELINES];
  private final @Nullable Alias[] aliases = new @Nullable Alias[Handles.MAX_PIPELINES];

  /**
   * Where the handles of a replaced pipeline lead.
   *
   * @param old the replaced one, for the meaning of its handles
   * @param target its successor
   * @param slots new slot by old slot, −1 where the input is gone
   * @param rows new row by old row, −1 where the device is gone
   */
  @SuppressWarnings("ArrayRecordComponent") // primitive on purpose: looked up per sample
  public record Alias(Pipeline old, Pipeline target, int[] slots, int[] rows) {
    private int follow(int handle) {
      int oldBits = Handles.slotBits(old.compiled().slots());
      int slot = slots[Handles.slot(handle, oldBits)];
      int row = rows[Handles.row(handle, oldBits)];
      return slot < 0 || row < 0 ? GONE
          : Handles.of(target.number(), Handles.slotBits(target.compiled().slots()), row, slot);
    }
  }

  /** Puts a pipeline at its number. */
  public void put(Pipeline pipeline) {
    pipelines[pipeline.number()] = pipeline;
  }

  /** Replaces a pipeline by an alias. */
  public void replace(Alias alias) {
    pipelines[alias.old().number()] = null;
    aliases[alias.old().number()] = alias;
  }

  /** Frees a number. */
  public void drop(int number) {
    pipelines[number] = null;
    aliases[number] = null;
  }

  /** The pipeline of a number, or null. */
  public @Nullable Pipeline get(int number) {
    return number < 0 || number >= pipelines.length ? null : pipelines[number];
  }

  /** Calls for every pipeline. */
  public void forEach(Consumer<Pipeline> action) {
    for (Pipeline pipeline : pipelines) {
      if (pipeline != null) {
        action.accept(pipeline);
      }
    }
  }

  /** The handle as it is valid now, or −1 if the device, its row or the input is gone since that epoch. */
  int translate(int handle, int epoch) {
    int number = Handles.pipeline(handle);
    if (number < 0 || number >= pipelines.length) {
      return GONE;
    }
    Pipeline pipeline = pipelines[number];
    if (pipeline != null) {
      return pipeline.accepts(handle, epoch) ? handle : GONE;
    }
    Alias alias = aliases[number];
    if (alias == null || !alias.old().accepts(handle, epoch)) {
      return GONE;
    }
    int live = handle;
    while (alias != null && live >= 0) {
      live = alias.follow(live);
      alias = live < 0 || pipelines[Handles.pipeline(live)] != null ? null : aliases[Handles.pipeline(live)];
    }
    return live;
  }

  /** How many samples at the head of a batch have handles that are valid as they are: nearly always all. */
  int present(SampleBatch batch, int epoch) {
    int size = batch.size();
    int i = 0;
    while (i < size) {
      int number = Handles.pipeline(batch.point[i]);
      Pipeline pipeline = get(number);
      int next = pipeline == null ? i : pipeline.accepted(batch, i, epoch);
      if (next == i) {
        return i;
      }
      i = next;
    }
    return size;
  }

  /** The pipeline that a device is in now, or null. */
  @Nullable Pipeline pipelineOf(Source source) {
    int number = Handles.pipeline(source.handle());
    Pipeline pipeline = get(number);
    if (pipeline != null) {
      return pipeline.accepts(source.handle(), source.epoch()) ? pipeline : null;
    }
    Alias alias = number < 0 || number >= aliases.length ? null : aliases[number];
    if (alias == null || !alias.old().accepts(source.handle(), source.epoch())) {
      return null;
    }
    while (alias != null && pipeline == null) {
      pipeline = get(alias.target().number());
      alias = aliases[alias.target().number()];
    }
    return pipeline;
  }

  /** The source with its present handle and epoch, or as it is if its device is gone. */
  Source present(Source source) {
    Pipeline pipeline = pipelineOf(source);
    if (pipeline == null || pipeline.number() == Handles.pipeline(source.handle())) {
      return source;
    }
    int row = rowOf(source);
    int slots = pipeline.compiled().slots();
    return new Source(source.device(), source.name(), Handles.of(pipeline.number(), Handles.slotBits(slots), row, 0), slots,
        pipeline.takenAt(row));
  }

  /** The row that a device has in {@link #pipelineOf}, or −1. */
  int rowOf(Source source) {
    int number = Handles.pipeline(source.handle());
    Pipeline pipeline = get(number);
    if (pipeline != null) {
      return Handles.row(source.handle(), Handles.slotBits(pipeline.compiled().slots()));
    }
    Alias alias = number < 0 || number >= aliases.length ? null : aliases[number];
    int row = alias == null ? GONE : Handles.row(source.handle(), Handles.slotBits(alias.old().compiled().slots()));
    while (alias != null && row >= 0) {
      row = alias.rows()[row];
      alias = pipelines[alias.target().number()] != null ? null : aliases[alias.target().number()];
    }
    return row;
  }
}
