package io.busbar.engine.model;

import io.busbar.api.model.SiteModel;
import io.busbar.engine.pipeline.CompiledPoint;
import java.util.Map;
import java.util.TreeMap;

/** What is said of a point beyond the gateway: tags that its flow gives, and its names in other systems by system. Stateless. */
final class PointTags {
  private PointTags() {}

  /** Those of a point of a layout. */
  static Map<String, String> of(Layout layout, PlacedPoint placed) {
    SiteModel model = layout.site().model();
    Placed device = layout.device(placed.device());
    return of(placed.point(), device == null ? Map.of() : model.names().of(model.site(), device.spec(), placed.point().spec().name()));
  }

  /** Both together; a name goes before a tag that is called like the system. */
  static Map<String, String> of(CompiledPoint point, Map<String, String> names) {
    if (names.isEmpty()) {
      return point.published().tags();
    }
    Map<String, String> all = new TreeMap<>(point.published().tags());
    all.putAll(names);
    return all;
  }
}
