package io.busbar.sink.iec104.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings and points as they were read, with the ways to find a point. Immutable: a change of the files makes a new one. */
public final class StationTable {
  private static final List<MappedPoint> NONE = List.of();

  private final StationSettings settings;
  private final List<MappedPoint> points;
  private final Map<String, Map<String, Map<String, List<MappedPoint>>>> byName = new HashMap<>();
  private final Map<Integer, NavigableMap<Integer, MappedPoint>> monitored = new HashMap<>();
  private final Map<Integer, Map<Integer, MappedPoint>> commanded = new HashMap<>();
  private final NavigableSet<Integer> stations = new TreeSet<>();

  /** A table of points whose indexes are their places. */
  public StationTable(StationSettings settings, List<MappedPoint> points) {
    this.settings = settings;
    this.points = List.copyOf(points);
    for (MappedPoint point : points) {
      stations.add(point.common());
      byName.computeIfAbsent(point.gateway(), gateway -> new HashMap<>()).computeIfAbsent(point.device(), device -> new HashMap<>())
          .computeIfAbsent(point.point(), name -> new ArrayList<>(1)).add(point);
      if (point.type() != null) {
        monitored.computeIfAbsent(point.common(), common -> new TreeMap<>()).put(point.object(), point);
      }
      MappedPoint.CommandSpec command = point.command();
      if (command != null) {
        commanded.computeIfAbsent(point.common(), common -> new HashMap<>()).put(command.object(), point);
      }
    }
  }

  /** The settings. */
  public StationSettings settings() {
    return settings;
  }

  /** All points, by index. */
  public List<MappedPoint> points() {
    return points;
  }

  /** Common addresses. */
  public NavigableSet<Integer> stations() {
    return stations;
  }

  /** Gateways that have a point. */
  public Iterable<String> gateways() {
    return byName.keySet();
  }

  /** Whether a gateway has a point. */
  public boolean knows(String gateway) {
    return byName.containsKey(gateway);
  }

  /** Where a point of a gateway is shown; mostly one, or none. */
  public List<MappedPoint> of(String gateway, String device, String point) {
    Map<String, Map<String, List<MappedPoint>>> devices = byName.get(gateway);
    Map<String, List<MappedPoint>> names = devices == null ? null : devices.get(device);
    return names == null ? NONE : names.getOrDefault(point, NONE);
  }

  /** What a station shows, by object address. */
  public NavigableMap<Integer, MappedPoint> station(int common) {
    return monitored.getOrDefault(common, new TreeMap<>());
  }

  /** The point that commands to an object address are for; null if none. */
  public @Nullable MappedPoint command(int common, int object) {
    Map<Integer, MappedPoint> objects = commanded.get(common);
    return objects == null ? null : objects.get(object);
  }
}
