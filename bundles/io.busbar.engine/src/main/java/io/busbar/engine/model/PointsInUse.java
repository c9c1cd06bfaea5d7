package io.busbar.engine.model;

import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.engine.pipeline.CompiledPoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The points of a layout that are published. Of a device that waits for its driver no point is known yet, so all that it had count as in use. */
final class PointsInUse implements SampleJournal.InUse {
  private final String siteName;
  private final Map<String, Set<String>> pointsOf = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  PointsInUse(Layout layout) {
    siteName = layout.site().model().site();
    Map<String, Set<String>> names = new HashMap<>();
    for (DeviceSpec device : layout.site().model().devices()) {
      Placed placed = layout.device(device.name());
      if (placed == null) {
        waiting.add(device.name());
      } else {
        pointsOf.put(device.name(), names.computeIfAbsent(placed.variant().compiled().key(), key -> names(placed.variant())));
      }
    }
  }

  private static Set<String> names(Variant variant) {
    Set<String> names = new HashSet<>(Set.of(PointDescription.DEVICE_STATE, PointDescription.DEVICE_REASON));
    for (CompiledPoint point : variant.compiled().points()) {
      if (point.publish() != PublishClass.NONE) {
        names.add(point.name());
      }
    }
    return names;
  }

  @Override
  public boolean contains(String site, String device, String point) {
    return site.equals(siteName)
        && (waiting.contains(device) || pointsOf.getOrDefault(device, Set.of()).contains(point));
  }
}
