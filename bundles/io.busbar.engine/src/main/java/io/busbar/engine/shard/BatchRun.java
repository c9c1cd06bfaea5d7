package io.busbar.engine.shard;

import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.engine.image.Handles;
import io.busbar.engine.image.LogicalClock;
import io.busbar.engine.image.TimerHeap;
import io.busbar.engine.pipeline.Intake;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.pipeline.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Takes one batch through the pipelines in pieces. When the journal has no room it stops between two pieces and goes on
 * there later. Shard's thread only.
 */
final class BatchRun {
  private final PipelineTable table;
  private final Outputs outputs;
  private final LogicalClock clock;
  private final TimerHeap timers;
  private final Intake intake = new Intake();
  private @Nullable ChannelPort port;
  private @Nullable RingSlot slot;
  private int position;
  private long gone;
  private long samples;
  private @Nullable ShardSpy spy;

  BatchRun(PipelineTable table, Outputs outputs, LogicalClock clock, TimerHeap timers) {
    this.table = table;
    this.outputs = outputs;
    this.clock = clock;
    this.timers = timers;
  }

  boolean isIdle() {
    return slot == null;
  }

  void spy(@Nullable ShardSpy newSpy) {
    spy = newSpy;
  }

  /** Begins with a batch. Nothing may be under way; with a token, the outputs must be flushed. */
  void begin(ChannelPort from, RingSlot next) {
    port = from;
    slot = next;
    position = 0;
    bringUpToDate(next);
    samples += next.batch.size();
    ShardSpy watching = spy;
    if (watching != null) {
      watching.raw(next.batch);
    }
    if (next.token != null) {
      outputs.beginTogether();
    }
  }

  /**
   * Leaves samples of devices and inputs out that are gone, and brings handles of replaced pipelines up to date, so that
   * the batch needs their aliases no more, however long it waits.
   */
  void bringUpToDate(RingSlot next) {
    SampleBatch batch = next.batch;
    int epoch = batch.modelEpoch() == 0 ? next.source.epoch() : batch.modelEpoch();
    int size = batch.size();
    int kept = table.present(batch, epoch);
    for (int i = kept; i < size; i++) {
      int handle = table.translate(batch.point[i], epoch);
      if (handle >= 0) {
        if (kept != i) {
          batch.moveRow(i, kept);
        }
        batch.point[kept++] = handle;
      }
    }
    gone += size - kept;
    batch.truncate(kept);
    next.source = table.present(next.source);
    batch.modelEpoch(next.source.epoch());
  }

  /** Goes on; false if the journal has no room now. True when the batch is done and given back. */
  boolean run(Settlement settlement) {
    RingSlot now = slot;
    ChannelPort from = port;
    if (now == null || from == null) {
      return true;
    }
    SampleBatch batch = now.batch;
    while (position < batch.size()) {
      Pipeline pipeline = table.get(Handles.pipeline(batch.point[position]));
      if (pipeline == null) {
        throw new IllegalStateException("a sample of " + now.source.name() + " has the handle of no pipeline");
      }
      int end = pieceEnd(batch, pipeline);
      boolean historical = batch.origin() == Origin.HISTORICAL;
      if ((!historical && !fireUntil(batch.gatewayTime[position])) || !makeRoom(Scratch.CAPACITY)) {
        return false;
      }
      clock.advanceTo(batch.gatewayTime[position]);
      intake.run(pipeline, batch, position, end);
      position = end;
    }
    byte[] token = now.token;
    if (token != null) {
      long ticket = outputs.flushTogether(now.source.name(), token);
      if (ticket < 0) {
        return false;
      }
      settlement.add(ticket, from, now.source, token);
    }
    from.giveBack(now);
    slot = null;
    port = null;
    return true;
  }

  private int pieceEnd(SampleBatch batch, Pipeline pipeline) {
    int limit = Math.min(batch.size(), position + pipeline.chunk());
    int end = position + 1;
    while (end < limit && batch.gatewayTime[end] == batch.gatewayTime[position]
        && Handles.pipeline(batch.point[end]) == pipeline.number()) {
      end++;
    }
    return end;
  }

  /** Fires timers that come before a time; false if the journal has no room now. */
  boolean fireUntil(long untilNs) {
    while (timers.nextNs() <= untilNs) {
      if (!makeRoom(Scratch.CAPACITY)) {
        return false;
      }
      if (!timers.fireNext(untilNs, clock)) {
        return true;
      }
    }
    return true;
  }

  private boolean makeRoom(int room) {
    return outputs.hasRoom(room) || outputs.flush();
  }

  /** Samples whose device, row or input was gone. */
  long gone() {
    return gone;
  }

  /** Samples that went into flows. */
  long samples() {
    return samples;
  }
}
