package io.busbar.driver.modbus.session;

import io.busbar.api.data.DeviceState;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.api.driver.DriverContext;
import io.busbar.driver.modbus.config.DeviceSettings;
import io.busbar.driver.modbus.plan.Block;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One device on the channel: its tasks and its health. Used by the channel's thread. */
final class DeviceSession {
  private final DriverContext context;
  private final DeviceBinding binding;
  private final int unit;
  private final DeviceHealth health;
  private final Sampler sampler;
  private final DeviceCounters counters;
  private final List<BlockTask> blocks = new ArrayList<>();
  private @Nullable EventTask events;
  private long noRoom;
  private long missed;

  DeviceSession(DriverContext context, DeviceBinding binding, DeviceHealth health, Sampler sampler) {
    this.context = context;
    this.binding = binding;
    this.unit = DeviceSettings.of(binding.spec()).unit();
    this.health = health;
    this.sampler = sampler;
    this.counters = context.counters(binding.device());
  }

  int index() {
    return binding.device();
  }

  DeviceBinding binding() {
    return binding;
  }

  int modelEpoch() {
    return binding.modelEpoch();
  }

  int unit() {
    return unit;
  }

  String name() {
    return binding.spec().name();
  }

  DeviceHealth health() {
    return health;
  }

  DeviceCounters counters() {
    return counters;
  }

  Sampler sampler() {
    return sampler;
  }

  DriverContext context() {
    return context;
  }

  long nowNs() {
    return context.clock().monotonicNs();
  }

  @Nullable EventTask events() {
    return events;
  }

  List<BlockTask> blocks() {
    return blocks;
  }

  /** Gives it what to poll; a block with the same request goes on as it was before. */
  void poll(List<Block> planned, @Nullable EventTask eventTask, @Nullable DeviceSession before) {
    this.events = eventTask;
    long nowNs = nowNs();
    for (Block block : planned) {
      BlockTask task = new BlockTask(this, block, nowNs);
      blocks.add(task);
      BlockTask same = before == null ? null : before.find(block);
      if (same != null) {
        task.continueFrom(same);
      }
    }
  }

  private @Nullable BlockTask find(Block wanted) {
    for (BlockTask task : blocks) {
      Block block = task.block();
      if (block.table() == wanted.table() && block.start() == wanted.start() && block.count() == wanted.count()
          && block.everyNs() == wanted.everyNs()) {
        return task;
      }
    }
    return null;
  }

  /** Whether nothing older than now waits in the device's event buffer, as far as known. */
  boolean isCaughtUp() {
    return events == null || events.isCaughtUp();
  }

  /** The task that is due first, or null if there is none. */
  @Nullable Task first() {
    Task first = events;
    for (BlockTask block : blocks) {
      if (first == null || block.dueNs() < first.dueNs()) {
        first = block;
      }
    }
    return first;
  }

  /** A lost device answers again, or a new one for the first time: everything is read. */
  void interrogate() {
    long nowNs = nowNs();
    if (events != null) {
      events.interrogate(nowNs);
    }
    blocks.forEach(block -> block.interrogate(nowNs));
  }

  /** Replaces a refused block by its halves, to be read now. */
  void divide(BlockTask task, long nowNs) {
    int at = blocks.indexOf(task);
    blocks.remove(at);
    for (Block half : task.block().halves()) {
      blocks.add(at++, new BlockTask(this, half, nowNs));
    }
  }

  void noRoom() {
    noRoom++;
  }

  /** Readings that the engine had no room for; they were read again. */
  long noRoomCount() {
    return noRoom;
  }

  void missed(long turns) {
    missed += turns;
  }

  /** Turns that the line had no time for. */
  long missedCount() {
    return missed;
  }

  void pointFault(int handle, String text) {
    context.pointFault(handle, text);
  }

  /** Points were refused, or are not any more: tells how the device is. */
  void faultsChanged() {
    if (health.isSeen()) {
      tellState();
    }
  }

  /** Tells that the device answers: OK, or what it refuses. */
  void tellState() {
    String reason = events == null ? "" : events.fault();
    for (BlockTask block : blocks) {
      if (reason.isEmpty() && !block.fault().isEmpty()) {
        reason = name() + " " + block.firstPoint() + ": " + block.fault();
      }
    }
    context.deviceState(index(), reason.isEmpty() ? DeviceState.OK : DeviceState.EXCEPTION, reason);
  }
}
