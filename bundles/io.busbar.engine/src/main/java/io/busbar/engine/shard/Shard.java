package io.busbar.engine.shard;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.durable.DurableMemory;
import io.busbar.engine.image.LogicalClock;
import io.busbar.engine.image.TimerHeap;
import io.busbar.engine.pipeline.CompiledTemplate;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.pipeline.Scratch;
import io.busbar.engine.pipeline.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One shard of the engine as an agent: {@link #doWork()} takes batches from its ports, fires timers, hands samples to
 * the journal and passes settled tokens back. All else is done to it by messages between two batches.
 */
public final class Shard {
  /** Batches in one duty. */
  private static final int BATCHES_PER_DUTY = 64;
  /** How often something that waits is looked at again, ns. */
  private static final long WAITING_LOOK_NS = 2_000_000;
  private static final int NOTHING = 0;
  private static final int DONE = 1;
  private static final int NO_ROOM = 2;

  private final SiteClock siteClock;
  private final LogicalClock clock = new LogicalClock();
  private final TimerHeap timers = new TimerHeap();
  private final Scratch scratch = new Scratch();
  private final PipelineTable table = new PipelineTable();
  private final DurableMemory memory = new DurableMemory();
  private final Outputs outputs;
  private final Settlement settlement = new Settlement();
  private final BatchRun run;
  private final List<ChannelPort> ports = new ArrayList<>();
  private final Messages messages;
  private final Deque<Parked> parked = new ArrayDeque<>();
  private int nextPort;
  private long deviceStates;
  private long stateOfGone;
  private volatile boolean blocked;
  private boolean more;
  private @Nullable ShardSpy spy;

  /** A shard that hands samples to that journal. Whoever runs it tells it what is settled: {@link #settled}. */
  public Shard(SampleJournal journal, SiteClock siteClock) {
    this.siteClock = siteClock;
    messages = new Messages(siteClock);
    memory.load(journal.held());
    outputs = new Outputs(journal, memory);
    run = new BatchRun(table, outputs, clock, timers);
  }

  private record Parked(ChannelPort port, RingSlot slot) {}

  /** What a message does. */
  @FunctionalInterface
  public interface Change {
    /** Does it; false if it has to wait. Shard's thread. */
    boolean apply(Shard shard);
  }

  /** Sends a look: carried out on the shard's thread at the next duty, also in the middle of a batch. Any thread. */
  public CompletableFuture<Void> look(Runnable look) {
    return messages.look(look);
  }

  /** Sends a message: carried out between two batches; asked again after the next work where it says that its time has not come. Any thread. */
  public CompletableFuture<Void> send(Change change) {
    return messages.send(change);
  }

  /** Everything up to a ticket is durable. Journal's thread; wake the shard afterwards. */
  public void settled(long ticket) {
    settlement.settled(ticket);
  }

  /** One duty; returns how much was done. */
  public int doWork() {
    int work = settlement.passOn() + messages.carryOutLooks();
    if (run.isIdle()) {
      work += messages.carryOut(this);
    }
    if (blocked && !outputs.flushRest(run.isIdle())) {
      return work;
    }
    blocked = true;
    if (!run.run(settlement)) {
      return work;
    }
    if (!fireTimers()) {
      return work;
    }
    more = true;
    for (int i = 0; i < BATCHES_PER_DUTY; i++) {
      int taken = takeNext();
      if (taken == NOTHING) {
        more = messages.areWaiting();
        break;
      }
      work++;
      if (taken == NO_ROOM) {
        return work;
      }
    }
    if (outputs.flush()) {
      blocked = false;
      ShardSpy watching = spy;
      if (watching != null && run.isIdle()) {
        watching.complete();
      }
    }
    return work;
  }

  private boolean fireTimers() {
    long monotonicNs = siteClock.monotonicNs();
    long reading = clock.reading(siteClock.wallNs(), monotonicNs);
    ShardSpy watching = spy;
    if (watching != null) {
      watching.time(reading, monotonicNs);
    }
    return run.fireUntil(reading);
  }

  /**
   * Lets somebody see what goes in and out from now on. In a message only.
   *
   * @return false if the journal has no room for what came before: nothing was changed
   */
  public boolean spy(ShardSpy newSpy) {
    boolean flushed = outputs.flush();
    if (flushed) {
      see(newSpy);
    }
    return flushed;
  }

  /** Lets nobody see any more, if that one does now. In a message only. */
  public void endSpy(ShardSpy old) {
    if (spy == old) {
      see(null);
    }
  }

  private void see(@Nullable ShardSpy newSpy) {
    spy = newSpy;
    run.spy(newSpy);
    outputs.spy(newSpy);
  }

  /** Whether the last duty has left something that can be done at once. */
  public boolean hasMore() {
    return more && !blocked;
  }

  private int takeNext() {
    if (settlement.isFull()) {
      return NOTHING;
    }
    for (int i = 0; i < ports.size(); i++) {
      ChannelPort port = ports.get(nextPort);
      nextPort = nextPort + 1 == ports.size() ? 0 : nextPort + 1;
      RingSlot slot = port.peek();
      if (slot == null) {
        continue;
      }
      if (slot.token != null && !outputs.flush()) {
        return NO_ROOM;
      }
      port.next();
      return take(port, slot);
    }
    return NOTHING;
  }

  private int take(ChannelPort port, RingSlot slot) {
    if (slot.state != null) {
      takeState(slot, slot.state);
      return outputs.hasRoom(2) || outputs.flush() ? DONE : NO_ROOM;
    }
    Pipeline pipeline = table.pipelineOf(slot.source);
    if (pipeline != null && pipeline.isParked()) {
      run.bringUpToDate(slot);
      parked.add(new Parked(port, slot));
      return DONE;
    }
    run.begin(port, slot);
    return run.run(settlement) ? DONE : NO_ROOM;
  }

  private void takeState(RingSlot slot, DeviceState state) {
    Pipeline pipeline = table.pipelineOf(slot.source);
    int row = table.rowOf(slot.source);
    if (pipeline == null || row < 0) {
      stateOfGone++;
      return;
    }
    if (state.isLost()) {
      pipeline.markLost(row);
    } else {
      pipeline.markReturned(row);
    }
    byte timeQuality = switch (siteClock.state()) {
      case SYNCHRONISED -> TimeQuality.SYNCHRONISED;
      case HOLDOVER -> TimeQuality.HOLDOVER;
      case UNSYNCHRONISED -> TimeQuality.UNSYNCHRONISED;
    };
    outputs.deviceState(pipeline, row, slot, state, timeQuality);
    deviceStates++;
    ShardSpy watching = spy;
    if (watching != null) {
      watching.state(slot.source.name(), state.isLost());
    }
  }

  /** How long the shard can wait if nobody wakes it, ns. */
  public long idleNs() {
    if (blocked || messages.areWaiting()) {
      return WAITING_LOOK_NS;
    }
    long next = timers.nextNs();
    return next == Long.MAX_VALUE ? Long.MAX_VALUE
        : Math.max(1, next - clock.reading(siteClock.wallNs(), siteClock.monotonicNs()));
  }

  /** Whether the journal has no room and everything waits. Any thread. */
  public boolean isBlocked() {
    return blocked;
  }

  /** Makes a pipeline of this shard; it gets nothing before it is {@linkplain PipelineTable#put put} in the table. */
  public Pipeline makePipeline(int number, CompiledTemplate compiled) {
    return new Pipeline(number, compiled, new Stage.Shared(clock, timers), scratch, outputs);
  }

  /** The pipelines. In a message only. */
  public PipelineTable table() {
    return table;
  }

  /** Resume tokens that are not durable yet. */
  public TokensUnderWay tokens() {
    return settlement.tokens();
  }

  /** Filter memory that outlives the process. */
  public DurableMemory memory() {
    return memory;
  }

  /** Pipelines, rows or filters have changed: brings the stored memory in line with a site and its devices. In a message only. */
  public void align(String site, Set<String> devices) {
    List<Pipeline> running = new ArrayList<>();
    table.forEach(running::add);
    long now = Math.max(clock.nowNs(), clock.reading(siteClock.wallNs(), siteClock.monotonicNs()));
    memory.align(running, site, devices, now, outputs.checkpoint());
  }

  /** Adds a channel. In a message only. */
  public void attach(ChannelPort port) {
    ports.add(port);
  }

  /** Removes a channel whose batches have all been taken. In a message only. */
  public void detach(ChannelPort port) {
    ports.remove(port);
    nextPort = 0;
    settlement.forget(port);
  }

  /** Goes on with what waited for pipelines that have their filters again, in order. In a message only. */
  public boolean resume() {
    for (Iterator<Parked> all = parked.iterator(); all.hasNext();) {
      Parked next = all.next();
      Pipeline pipeline = table.pipelineOf(next.slot().source);
      if (pipeline != null && pipeline.isParked()) {
        continue;
      }
      if (!outputs.flush() || settlement.isFull()) {
        return false;
      }
      all.remove();
      run.begin(next.port(), next.slot());
      if (!run.run(settlement)) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything that channels have handed over is with the journal. In a message only. */
  public boolean isDrained() {
    return ports.stream().allMatch(ChannelPort::isEmpty) && parked.isEmpty() && outputs.isEmpty();
  }

  /** Whether all that was published by now is durable. In a look or message only. */
  public boolean isDurable() {
    return outputs.isEmpty() && settlement.isSettled(outputs.ticket());
  }

  /** Counters by dotted name. In a look or message only. */
  public List<Count> counters() {
    long full = ports.stream().mapToLong(ChannelPort::timesFull).sum();
    return List.of(new Count("samples.in", run.samples()), new Count("samples.published", outputs.published()),
        new Count("samples.rejected", outputs.rejected()), new Count("samples.gone", run.gone() + stateOfGone), new Count("ring.full", full),
        new Count("journal.full", outputs.refusals()), new Count("held.pages", memory.pages()),
        new Count("held.bytes", memory.written()), new Count("held.forgotten", memory.forgotten()), new Count("device.states", deviceStates),
        new Count("timers", timers.size()), new Count("settlement.underWay", settlement.underWay()),
        new Count("parked.batches", parked.size()));
  }

  /**
   * A counter.
   *
   * @param name dotted
   * @param value count
   */
  public record Count(String name, long value) {}

  /** Logical time now, ns. In a message only. */
  public long nowNs() {
    return clock.nowNs();
  }
}
