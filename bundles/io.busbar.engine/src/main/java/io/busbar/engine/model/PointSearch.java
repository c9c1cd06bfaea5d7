package io.busbar.engine.model;

import io.busbar.api.model.SiteModel;
import io.busbar.engine.pipeline.CompiledPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds points by a part of their name, or of what another system calls them. Stateless. */
final class PointSearch {
  private PointSearch() {}

  /**
   * The points of a layout.
   *
   * @param filter in lower case; empty for all
   */
  static List<PlacedPoint> find(Layout layout, String filter, int limit) {
    List<PlacedPoint> found = new ArrayList<>();
    for (Placed device : layout.devices().values()) {
      List<CompiledPoint> points = device.variant().compiled().points();
      for (int i = 0; i < points.size() && found.size() < limit; i++) {
        if (filter.isEmpty() || fits(layout.site().model(), device, points.get(i), filter)) {
          found.add(new PlacedPoint(device.spec().name(), device.spec().channel(), device.index(), points.get(i),
              device.variant().pipeline(), device.row(), i));
        }
      }
    }
    return found;
  }

  private static boolean fits(SiteModel model, Placed device, CompiledPoint point, String filter) {
    String name = device.spec().name() + "/" + point.spec().name();
    return name.toLowerCase(Locale.ROOT).contains(filter) || model.names().of(model.site(), device.spec(), point.spec().name()).values().stream()
        .anyMatch(other -> other.toLowerCase(Locale.ROOT).contains(filter));
  }
}
