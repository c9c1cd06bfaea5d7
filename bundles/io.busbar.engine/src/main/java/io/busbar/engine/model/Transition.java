package io.busbar.engine.model;

import io.busbar.api.model.ChannelSpec;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.shard.PipelineTable.Alias;
import io.busbar.engine.shard.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * From one layout to the next: one message to the shard, then only the channels and devices concerned. One use; control
 * plane's thread.
 */
final class Transition {
  /** New devices that are put into their rows before samples are looked at again. */
  private static final int DEVICES_AT_ONCE = 4;

  private final Layout before;
  private final Layout after;
  private final int epoch;
  private final Channels channels;
  private final Catalog catalog;
  private final PipelineNumbers numbers;
  private final Taps taps;
  private final List<Alias> aliases = new ArrayList<>();
  /** Rows of kept pipelines that their devices leave. */
  private final List<Placed> left = new ArrayList<>();
  /** Devices that are new in a kept pipeline, or are told of other values. */
  private final List<Placed> concerned = new ArrayList<>();

  Transition(Layout before, Layout after, int epoch, EngineParts parts) {
    this.before = before;
    this.after = after;
    this.epoch = epoch;
    channels = parts.channels();
    catalog = parts.catalog();
    numbers = parts.numbers();
    taps = parts.taps();
  }

  /**
   * Swaps pipelines and rows between two batches.
   *
   * @param limitMs longest wait, ms
   * @return false if the shard has not come to it yet: it will, before any batch with the new handles
   */
  boolean changeShard(long limitMs) {
    compare();
    prepare();
    Set<String> devices = after.deviceNames();
    CompletableFuture<Void> done = channels.send(shard -> {
      swap(shard, devices);
      return true;
    });
    boolean inTime = channels.await(done, limitMs);
    channels.post(Shard::resume);
    return inTime;
  }

  /** Finds what is concerned, so that the shard need not look at the others. */
  private void compare() {
    Set<Pipeline> running = new HashSet<>();
    before.variants().values().forEach(variant -> running.add(variant.pipeline()));
    Set<Pipeline> used = new HashSet<>();
    after.variants().values().forEach(variant -> used.add(variant.pipeline()));
    for (Placed old : before.devices().values()) {
      Placed now = after.device(old.spec().name());
      boolean sameRow = now != null && now.variant().pipeline() == old.variant().pipeline();
      if (!sameRow && used.contains(old.variant().pipeline())) {
        left.add(old);
      }
    }
    for (Placed now : after.devices().values()) {
      Placed old = before.device(now.spec().name());
      boolean sameRow = old != null && old.variant().pipeline() == now.variant().pipeline();
      if (running.contains(now.variant().pipeline()) && (!sameRow || now.epoch() == epoch)) {
        concerned.add(now); // rows of new pipelines are filled already
      }
    }
  }

  /**
   * Makes room and fills rows that nobody has yet, a little at a time, so that samples do not wait for it: no handle leads there before
   * the channels are told.
   */
  private void prepare() {
    for (Variant variant : after.variants().values()) {
      Variant old = before.variants().get(variant.compiled().key());
      if (old != null && old.pipeline() == variant.pipeline()) {
        int capacity = variant.rows().capacity();
        channels.post(shard -> {
          variant.pipeline().grow(capacity);
          return true;
        });
      }
    }
    List<Placed> fresh = after.devices().values().stream().filter(this::isNewInKept).toList();
    for (int from = 0; from < fresh.size(); from += DEVICES_AT_ONCE) {
      List<Placed> some = fresh.subList(from, Math.min(fresh.size(), from + DEVICES_AT_ONCE));
      channels.post(shard -> {
        some.stream().filter(device -> !device.variant().pipeline().isTaken(device.row())).forEach(device -> take(shard, device));
        return true;
      });
    }
  }

  private boolean isNewInKept(Placed now) {
    Variant running = before.variants().get(now.variant().compiled().key());
    return running != null && running.pipeline() == now.variant().pipeline() && before.device(now.spec().name()) == null;
  }

  private void take(Shard shard, Placed device) {
    Pipeline pipeline = device.variant().pipeline();
    pipeline.take(device.rowBinding(after.overrides(device.spec().name())), epoch);
    shard.memory().recall(pipeline, device.row(), device.spec().name());
  }

  private void swap(Shard shard, Set<String> devices) {
    left.forEach(old -> old.variant().pipeline().free(old.row()));
    for (Variant variant : after.variants().values()) {
      Variant old = before.variants().get(variant.compiled().key());
      variant.pipeline().grow(variant.rows().capacity());
      if (old == null || old.pipeline() != variant.pipeline()) {
        shard.table().put(variant.pipeline());
        if (old != null) {
          replace(shard, old, variant);
        }
      }
    }
    concerned.forEach(now -> place(shard, now, before.device(now.spec().name())));
    before.variants().forEach((key, old) -> {
      if (!after.variants().containsKey(key)) {
        old.pipeline().retire();
        shard.table().drop(old.pipeline().number());
        numbers.free(old.pipeline().number());
      }
    });
    shard.align(after.site().model().site(), devices);
    taps.follow(after);
  }

  private void place(Shard shard, Placed now, @Nullable Placed old) {
    Pipeline pipeline = now.variant().pipeline();
    if (old == null || old.variant().pipeline() != pipeline) {
      if (pipeline.takenAt(now.row()) != epoch) {
        take(shard, now);
      }
    } else {
      pipeline.describe(now.rowBinding(after.overrides(now.spec().name())));
    }
  }

  private void replace(Shard shard, Variant old, Variant now) {
    int[] slots = new int[old.compiled().slots()];
    Arrays.fill(slots, -1);
    for (CompiledPoint was : old.compiled().points()) {
      for (CompiledPoint is : now.compiled().points()) {
        if (is.spec().name().equals(was.spec().name())) {
          for (int i = 0; i < Math.min(was.slots(), is.slots()); i++) {
            boolean sameKind = was.inputs().get(i).kind() == is.inputs().get(i).kind();
            slots[was.firstSlot() + i] = sameKind ? is.firstSlot() + i : -1;
          }
        }
      }
    }
    int[] rows = new int[old.rows().capacity()];
    Arrays.fill(rows, -1);
    for (Placed was : before.devices().values()) {
      Placed is = after.device(was.spec().name());
      if (was.variant().pipeline() == old.pipeline() && is != null && is.variant().pipeline() == now.pipeline()) {
        now.pipeline().copyRow(old.pipeline(), was.row(), is.row());
        rows[was.row()] = is.row();
      }
    }
    Alias alias = new Alias(old.pipeline(), now.pipeline(), slots, rows);
    shard.table().replace(alias);
    old.pipeline().retire();
    aliases.add(alias);
  }

  /** Opens, closes and rebinds what is concerned; returns at once. */
  void changeChannels() {
    Map<String, ChannelSpec> wanted = new LinkedHashMap<>();
    after.site().model().channels().forEach(channel -> wanted.put(channel.name(), channel));
    for (Channel running : channels.all()) {
      ChannelSpec spec = wanted.get(running.spec().name());
      if (spec == null || !Same.channel(spec, running.spec())) {
        channels.close(running.spec().name());
      }
    }
    Map<String, Boolean> opened = new HashMap<>();
    wanted.forEach((name, spec) -> {
      if (channels.get(name) == null) {
        channels.open(spec);
        opened.put(name, true);
      }
    });
    List<CompletableFuture<Void>> bound = new ArrayList<>();
    for (Placed old : before.devices().values()) {
      Placed now = after.device(old.spec().name());
      Channel channel = channels.get(old.spec().channel());
      boolean gone = now == null || !now.spec().channel().equals(old.spec().channel());
      if (gone && channel != null && !opened.containsKey(old.spec().channel())) {
        bound.add(channel.unbind(old.index()));
      }
    }
    for (Placed now : after.devices().values()) {
      Placed old = before.device(now.spec().name());
      Channel channel = channels.get(now.spec().channel());
      if (channel != null && (old == null || now.epoch() == epoch || opened.containsKey(now.spec().channel()))) {
        bound.add(channel.bind(now.binding(), now.source()));
      }
    }
    for (Channel channel : channels.all()) {
      bound.add(channel.use(catalog.driver(channel.spec().type())));
    }
    dropAliases(bound);
  }

  /** When all concerned drivers use the new handles and what they had handed over is taken, the aliases can go. */
  private void dropAliases(List<CompletableFuture<Void>> bound) {
    if (aliases.isEmpty()) {
      return;
    }
    var unused = CompletableFuture.allOf(bound.toArray(new CompletableFuture<?>[0])).whenComplete((done, failure) -> {
      Map<Channel, Long> marks = new HashMap<>();
      channels.all().forEach(channel -> marks.put(channel, channel.port().mark()));
      channels.post(shard -> {
        boolean passed = marks.entrySet().stream().allMatch(mark -> mark.getKey().port().hasPassed(mark.getValue()));
        if (passed) {
          aliases.forEach(alias -> {
            shard.table().drop(alias.old().number());
            numbers.free(alias.old().number());
          });
        }
        return passed;
      });
    });
  }
}
