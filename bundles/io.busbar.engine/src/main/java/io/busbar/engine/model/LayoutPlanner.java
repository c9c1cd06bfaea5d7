package io.busbar.engine.model;

import io.busbar.api.filter.FilterFactory;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.data.Kind;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointNames;
import io.busbar.api.model.PublishClass;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.durable.DurableMemory;
import io.busbar.engine.pipeline.CompiledTemplate;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.shard.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lays a compiled site out beside what runs: pipelines that did not change stay, with their rows; the others are built
 * anew. Touches nothing that runs. One use; control plane's thread.
 */
final class LayoutPlanner {
  private final Layout before;
  private final CompiledSite site;
  private final int epoch;
  private final PointNames names;
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Map<String, RowTable> indexes = new HashMap<>();
  private final Map<String, Placed> devices = new LinkedHashMap<>();
  private final List<Integer> numbersTaken = new ArrayList<>();

  LayoutPlanner(Layout before, CompiledSite site, int epoch) {
    this.before = before;
    this.site = site;
    this.epoch = epoch;
    names = site.model().names();
  }

  /**
   * Makes the next layout.
   *
   * @param numbers gives out pipeline numbers
   * @throws IOException if the journal cannot give identities; numbers are given back
   */
  Layout plan(Shard shard, PipelineNumbers numbers, Function<String, @Nullable FilterFactory> filters, SampleJournal journal)
      throws IOException {
    try {
      site.variants().forEach((key, compiled) -> {
        Variant old = before.variants().get(key);
        if (old != null && Same.compiled(old.compiled(), compiled)) {
          variants.put(key, new Variant(compiled, old.pipeline(), old.rows().copy()));
        } else {
          int number = numbers.take();
          numbersTaken.add(number);
          variants.put(key, new Variant(compiled, shard.makePipeline(number, compiled), new RowTable()));
        }
      });
      place();
      identify(journal);
      equipNew(filters, shard.memory());
      return new Layout(site, variants, devices, indexes);
    } catch (IOException | RuntimeException failure) {
      numbersTaken.forEach(numbers::free);
      throw failure;
    }
  }

  private boolean isKept(Placed old, @Nullable String key) {
    Variant now = key == null ? null : variants.get(key);
    return now != null && now.pipeline() == old.variant().pipeline();
  }

  private void place() {
    before.indexes().forEach((channel, table) -> indexes.put(channel, table.copy()));
    Map<String, DeviceSpec> wanted = new HashMap<>();
    site.model().devices().forEach(device -> wanted.put(device.name(), device));
    for (Placed old : before.devices().values()) {
      DeviceSpec now = wanted.get(old.spec().name());
      String key = site.variantOf().get(old.spec().name());
      if (isStaying(old, now, key)) {
        continue;
      }
      Variant kept = variants.get(old.variant().compiled().key());
      if (kept != null && kept.pipeline() == old.variant().pipeline() && !isKept(old, key)) {
        kept.rows().free(old.row());
      }
      if (now == null || key == null || !now.channel().equals(old.spec().channel())) {
        indexTable(old.spec().channel()).free(old.index());
      }
    }
    for (DeviceSpec device : site.model().devices()) {
      String key = site.variantOf().get(device.name());
      Variant variant = key == null ? null : variants.get(key);
      if (variant != null) {
        devices.put(device.name(), place(device, variant, before.device(device.name())));
      }
    }
  }

  private boolean isStaying(Placed old, @Nullable DeviceSpec now, @Nullable String key) {
    return now != null && isKept(old, key) && now.channel().equals(old.spec().channel());
  }

  private Placed place(DeviceSpec device, Variant variant, @Nullable Placed old) {
    boolean sameRow = old != null && isKept(old, variant.compiled().key());
    boolean sameChannel = old != null && old.spec().channel().equals(device.channel());
    int row = old != null && sameRow ? old.row() : variant.rows().take();
    int index = old != null && sameChannel ? old.index() : indexTable(device.channel()).take();
    if (old != null && sameRow) {
      boolean same = sameChannel && Same.device(old.spec(), device);
      // What is said of its points beyond the gateway may be other, too; the identities come back the same.
      boolean sameNames = names.sameAs(before.site().model().names()) && (same || names.isEmpty());
      return new Placed(device, variant, row, index, same ? old.epoch() : epoch, sameNames ? old.identities() : new int[0]);
    }
    return new Placed(device, variant, row, index, epoch, new int[0]);
  }

  private RowTable indexTable(String channel) {
    return indexes.computeIfAbsent(channel, name -> new RowTable());
  }

  private void identify(SampleJournal journal) throws IOException {
    List<Placed> fresh = devices.values().stream().filter(device -> device.identities().length == 0).toList();
    if (fresh.isEmpty()) {
      return;
    }
    List<PointDescription> descriptions = new ArrayList<>();
    fresh.forEach(device -> describe(device, descriptions));
    int[] given = journal.describe(descriptions);
    int next = 0;
    for (Placed device : fresh) {
      List<CompiledPoint> points = device.variant().compiled().points();
      int[] identities = new int[points.size() + 2];
      for (int i = 0; i < identities.length; i++) {
        identities[i] = i >= points.size() || isKnownBeyond(points.get(i)) ? given[next++] : 0;
      }
      devices.put(device.spec().name(), new Placed(device.spec(), device.variant(), device.row(), device.index(), device.epoch(), identities));
    }
  }

  /** A point of the process image only has no identity and does not take the radio's time: nobody beyond the gateway needs its name. */
  private static boolean isKnownBeyond(CompiledPoint point) {
    return point.publish() != PublishClass.NONE;
  }

  private void describe(Placed device, List<PointDescription> to) {
    String name = device.spec().name();
    String siteName = site.model().site();
    CompiledTemplate compiled = device.variant().compiled();
    for (CompiledPoint point : compiled.points()) {
      if (isKnownBeyond(point)) {
        to.add(new PointDescription(siteName, name, point.name(), point.output().kind(), point.spec().unit(),
            point.publish(), point.published().periodMs(), point.output().labels(),
            PointTags.of(point, names.of(siteName, device.spec(), point.spec().name()))));
      }
    }
    to.add(new PointDescription(siteName, name, PointDescription.DEVICE_STATE, Kind.DEVICE_STATE, "", PublishClass.ALARM, 0,
        Map.of()));
    to.add(new PointDescription(siteName, name, PointDescription.DEVICE_REASON, Kind.TEXT, "", PublishClass.ALARM, 0,
        Map.of()));
  }

  /** New pipelines are not in the shard's table yet, so they may be filled here. */
  private void equipNew(Function<String, @Nullable FilterFactory> filters, DurableMemory memory) {
    for (Variant variant : variants.values()) {
      Variant old = before.variants().get(variant.compiled().key());
      if (old == null || old.pipeline() != variant.pipeline()) {
        variant.pipeline().grow(variant.rows().capacity());
        variant.pipeline().equip(filters);
      }
    }
    for (Placed device : devices.values()) {
      Variant old = before.variants().get(device.variant().compiled().key());
      if (old == null || old.pipeline() != device.variant().pipeline()) {
        Pipeline pipeline = device.variant().pipeline();
        pipeline.take(device.rowBinding(site.overrides().getOrDefault(device.spec().name(), List.of())), epoch);
        memory.recall(pipeline, device.row(), device.spec().name());
      }
    }
  }
}
