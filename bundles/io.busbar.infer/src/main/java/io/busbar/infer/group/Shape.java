package io.busbar.infer.group;

import io.busbar.infer.list.FlatDevice;
import io.busbar.infer.list.FlatPoint;
import io.busbar.infer.list.FlatPoint.Place;
import io.busbar.infer.list.FlatPoint.Traits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes devices alike: their points, with addresses counted from where the device begins in each space. Immutable; two are
 * equal when their devices are exactly alike.
 *
 * @param parts by space, address and name
 */
record Shape(List<Part> parts) {
  private static final Comparator<Part> ORDER = Comparator.comparing((Part part) -> part.place().space()).thenComparing(part -> part.place().number())
      .thenComparing(Part::name);

  /**
   * A point of a shape.
   *
   * @param place with a number that is counted from where the device begins
   */
  record Part(String name, Place place, Traits traits) {}

  /** Where a device begins, by space: its least address. */
  static Map<String, Integer> begins(FlatDevice device) {
    Map<String, Integer> begins = new LinkedHashMap<>();
    for (FlatPoint point : device.points()) {
      if (point.place().number() >= 0) {
        begins.merge(point.place().space(), point.place().number(), Math::min);
      }
    }
    return begins;
  }

  /** The shape of a device that begins there. */
  static Shape of(FlatDevice device, Map<String, Integer> begins) {
    List<Part> parts = new ArrayList<>(device.points().size());
    for (FlatPoint point : device.points()) {
      parts.add(new Part(point.name(), within(point.place(), begins), point.traits()));
    }
    parts.sort(ORDER);
    return new Shape(List.copyOf(parts));
  }

  /** A place counted from where its device begins. */
  static Place within(Place place, Map<String, Integer> begins) {
    return place.number() < 0 ? place : new Place(place.space(), place.number() - begins.getOrDefault(place.space(), 0), place.form());
  }

  /** Its points by name. */
  Map<String, Part> byName() {
    Map<String, Part> named = new HashMap<>();
    parts.forEach(part -> named.put(part.name(), part));
    return named;
  }
}
