package io.busbar.engine.model;

import io.busbar.api.filter.FilterFactory;
import io.busbar.api.model.Problem;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.CompiledStage;
import io.busbar.engine.shard.Shard;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Filters come, go and are updated under the flows that use them. Called by {@link EngineModel} only, one at a time. */
final class FilterChanges {
  private static final long SHARD_LIMIT_MS = 10_000;
  private static final Logger LOG = System.getLogger(FilterChanges.class.getName());

  private final EngineParts parts;
  private final Model model;
  private final Set<String> unfit = new HashSet<>();

  FilterChanges(EngineParts parts, Model model) {
    this.parts = parts;
    this.model = model;
  }

  /** What it needs of the model. */
  interface Model {
    /** What runs. */
    Layout layout();

    /** Compiles the running model with the filters of the moment and lays out what differs; returns what is wrong with it. */
    List<Problem> renew();
  }

  /** A filter is there: flows that waited for it go on with their columns; one that others run on waits until that one goes. */
  void add(FilterFactory filter) {
    String name = filter.descriptor().name();
    boolean beside = parts.catalog().filter(name) != null;
    parts.catalog().add(filter);
    if (!beside) {
      model.renew();
      goOn(variantsWith(List.of(name)));
    }
  }

  private void goOn(List<Variant> concerned) {
    if (!concerned.isEmpty()) {
      Layout layout = model.layout();
      Set<String> devices = layout.deviceNames();
      send(shard -> {
        concerned.forEach(variant -> variant.pipeline().equip(parts.catalog()::filter));
        shard.align(layout.site().model().site(), devices);
        return shard.resume();
      });
      eachDevice(concerned, (channel, device) -> channel.bind(device.binding(), device.source()));
    }
  }

  /** A filter goes: it is out of use before this returns. Its flows go over to the next of that name; without one they wait. */
  void remove(FilterFactory filter) {
    Collection<String> names = parts.catalog().remove(filter);
    if (variantsWith(names).isEmpty()) {
      return;
    }
    boolean followed = names.stream().anyMatch(name -> parts.catalog().filter(name) != null);
    boolean fits = !followed || model.renew().isEmpty();
    List<Variant> concerned = variantsWith(names);
    Layout layout = model.layout();
    Set<String> devices = layout.deviceNames();
    send(shard -> {
      concerned.forEach(variant -> {
        names.forEach(variant.pipeline()::strip);
        if (fits) {
          variant.pipeline().equip(parts.catalog()::filter);
        }
      });
      shard.align(layout.site().model().site(), devices);
      return true;
    });
    if (!fits) {
      unfit.addAll(names);
    } else if (followed && unfit.removeAll(names)) {
      goOn(concerned);
    }
    eachDevice(concerned.stream().filter(variant -> !fits || isWaiting(variant)).toList(), (channel, device) -> channel.unbind(device.index()));
  }

  private boolean isWaiting(Variant variant) {
    return variant.compiled().filters().stream().anyMatch(name -> parts.catalog().filter(name) == null);
  }

  /** Flows that use one of these filters: {@code feeder/ia: dbAbs, linear (12 devices)}. */
  List<String> users(Collection<String> filters) {
    List<String> users = new ArrayList<>();
    for (Variant variant : variantsWith(filters)) {
      long devices = model.layout().devices().values().stream().filter(device -> device.variant().pipeline() == variant.pipeline()).count();
      for (CompiledPoint point : variant.compiled().points()) {
        List<String> used = point.stages().stream().map(CompiledStage::spec).map(spec -> spec.filter()).filter(filters::contains).distinct()
            .toList();
        if (!used.isEmpty()) {
          users.add(variant.compiled().spec().name() + "/" + point.spec().name() + ": " + String.join(", ", used) + " (" + devices
              + (devices == 1 ? " device)" : " devices)"));
        }
      }
    }
    return users;
  }

  /**
   * Stops the flows that use one of these filters: their devices are not read any more, and what was read before comes through.
   *
   * @return whether all of it came through in time; if not, the devices are read again
   */
  boolean drain(Collection<String> filters) {
    List<CompletableFuture<Void>> unbound = eachDevice(variantsWith(filters), (channel, device) -> channel.unbind(device.index()));
    boolean drained = parts.channels().await(CompletableFuture.allOf(unbound.toArray(new CompletableFuture<?>[0])), SHARD_LIMIT_MS)
        && allPassed();
    if (!drained) {
      readAgain(filters);
    }
    return drained;
  }

  /** Waits until all that the channels have handed over by now is through the flows. */
  private boolean allPassed() {
    Map<Channel, Long> marks = new HashMap<>();
    parts.channels().all().forEach(channel -> marks.put(channel, channel.port().mark()));
    return parts.channels().await(parts.channels().send(
        shard -> marks.entrySet().stream().allMatch(mark -> mark.getKey().port().hasPassed(mark.getValue()))), SHARD_LIMIT_MS);
  }

  /** Reads the devices again that {@link #drain} has stopped, where their filters are still there. */
  void readAgain(Collection<String> filters) {
    eachDevice(variantsWith(filters).stream().filter(variant -> !isWaiting(variant)).toList(),
        (channel, device) -> channel.bind(device.binding(), device.source()));
  }

  private List<Variant> variantsWith(Collection<String> filters) {
    return model.layout().variants().values().stream()
        .filter(variant -> variant.compiled().filters().stream().anyMatch(filters::contains)).toList();
  }

  private void send(Shard.Change change) {
    if (!parts.channels().await(parts.channels().send(change), SHARD_LIMIT_MS)) {
      LOG.log(Level.WARNING, "the engine waits for the journal; the change of a filter runs as soon as there is room");
    }
  }

  private interface DeviceAction {
    CompletableFuture<Void> act(Channel channel, Placed device);
  }

  private List<CompletableFuture<Void>> eachDevice(List<Variant> variants, DeviceAction action) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (Placed device : model.layout().devices().values()) {
      Channel channel = parts.channels().get(device.spec().channel());
      if (channel != null && variants.stream().anyMatch(variant -> variant.pipeline() == device.variant().pipeline())) {
        done.add(action.act(channel, device));
      }
    }
    return done;
  }
}
