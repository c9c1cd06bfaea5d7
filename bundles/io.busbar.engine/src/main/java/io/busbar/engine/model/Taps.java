package io.busbar.engine.model;

import io.busbar.api.describe.Nearest;
import io.busbar.api.view.FlowTaps;
import io.busbar.engine.pipeline.Flow;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.tap.TapFan;
import io.busbar.engine.tap.TapQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The observers that are attached, and where: after each change of the model they are attached anew by name. Thread-safe. */
final class Taps implements FlowTaps {
  private static final long ATTACH_LIMIT_MS = 1_000;

  private final Supplier<Layout> layout;
  private final Channels channels;
  private final List<TapQueue> open = new CopyOnWriteArrayList<>();
  /** Shard's thread only. */
  private final List<Flow> tapped = new ArrayList<>();

  Taps(Supplier<Layout> layout, Channels channels) {
    this.layout = layout;
    this.channels = channels;
  }

  /** A flow, a row of it or any, a node of it or any. */
  private record Spot(Flow flow, int row, int node) {}

  @Override
  public Tap open(Place place, Runnable heard) {
    TapQueue[] self = new TapQueue[1];
    TapQueue queue = new TapQueue(place, heard, () -> {
      open.remove(self[0]);
      attach();
    });
    self[0] = queue;
    queue.hears(nodes(place, find(place, layout.get())));
    synchronized (open) {
      if (open.size() >= MAX_TAPS) {
        throw new IllegalArgumentException("there are " + MAX_TAPS + " taps open already. Close one.");
      }
      open.add(queue);
    }
    attach();
    return queue;
  }

  private void attach() {
    CompletableFuture<Void> done = channels.look(() -> follow(layout.get()));
    channels.await(done, ATTACH_LIMIT_MS);
  }

  /** Attaches all to a layout; ends those whose node is gone. Shard's thread. */
  void follow(Layout now) {
    tapped.forEach(flow -> flow.tap(null));
    tapped.clear();
    Map<Flow, TapFan> fans = new HashMap<>();
    for (TapQueue queue : List.copyOf(open)) {
      try {
        List<Spot> spots = find(queue.place(), now);
        queue.hears(nodes(queue.place(), spots));
        spots.forEach(spot -> fans.computeIfAbsent(spot.flow(), flow -> new TapFan()).add(queue, spot.row(), spot.node()));
      } catch (IllegalArgumentException gone) {
        open.remove(queue);
        queue.end("the model has changed: " + gone.getMessage());
      }
    }
    fans.forEach(Flow::tap);
    tapped.addAll(fans.keySet());
  }

  void endAll(String why) {
    for (TapQueue queue : List.copyOf(open)) {
      open.remove(queue);
      queue.end(why);
    }
  }

  private static List<String> nodes(Place place, List<Spot> spots) {
    Flow flow = spots.get(0).flow();
    List<String> names = new ArrayList<>();
    for (int node = 0; node < flow.nodes(); node++) {
      if (place.node().isEmpty() || place.node().equals(flow.nodeName(node))) {
        names.add(flow.nodeName(node));
      }
    }
    return names;
  }

  /** Where a place is; at least one spot, else it says what there is. */
  private static List<Spot> find(Place place, Layout now) {
    if (!place.device().isEmpty()) {
      Placed device = now.device(place.device());
      if (device == null) {
        boolean waits = now.site().model().devices().stream().anyMatch(spec -> spec.name().equals(place.device()));
        throw new IllegalArgumentException(waits ? "device \"" + place.device() + "\" waits for the driver of its channel"
            : "there is no device \"" + place.device() + "\"." + Nearest.hint(place.device(), now.devices().keySet()));
      }
      return List.of(spot(place, device.variant().pipeline(), device.row()));
    }
    List<Spot> found = new ArrayList<>();
    for (Variant variant : now.variants().values()) {
      if (variant.compiled().spec().name().equals(place.template())) {
        found.add(spot(place, variant.pipeline(), TapFan.ANY));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no device has the template \"" + place.template() + "\"." + Nearest.hint(place.template(),
          now.variants().values().stream().map(variant -> variant.compiled().spec().name()).toList()));
    }
    return found;
  }

  private static Spot spot(Place place, Pipeline pipeline, int row) {
    String template = pipeline.compiled().spec().name();
    Flow flow = pipeline.flow(place.point());
    if (flow == null) {
      throw new IllegalArgumentException("template \"" + template + "\" has no point \"" + place.point() + "\"."
          + Nearest.hint(place.point(), pipeline.compiled().points().stream().map(point -> point.spec().name()).toList()));
    }
    if (place.node().isEmpty()) {
      return new Spot(flow, row, TapFan.ANY);
    }
    List<String> names = new ArrayList<>();
    for (int node = 0; node < flow.nodes(); node++) {
      if (flow.nodeName(node).equals(place.node())) {
        return new Spot(flow, row, node);
      }
      names.add(flow.nodeName(node));
    }
    throw new IllegalArgumentException("the flow of \"" + place.point() + "\" has no node \"" + place.node() + "\"; it has "
        + String.join(", ", names) + ".");
  }
}
