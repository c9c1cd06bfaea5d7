package io.busbar.api.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other systems call the points of a site: a SCADA key, a CIM mRID, the tag of a historian, an object of MultiSpeak, an address of
 * DNP3 or IEC 60870-5-104. Rows say a name, or a pattern for many points; the row that says most of its point wins, for each system by
 * itself. A point's own identity, {@code site/device/point}, is not touched by them. Immutable, thread-safe.
 */
public final class PointNames {
  /** No names. */
  public static final PointNames NONE = new PointNames(List.of(), List.of());
  /** In place of a device, point or template: any. */
  public static final String ANY = "*";
  /** In place of a name: the point has none in that system, on purpose. */
  public static final String NO_NAME = "-";
  /** Rows that are patterns, at most: each is looked at for each point that no row of its own names. */
  public static final int MAX_PATTERNS = 500;

  private final List<String> systems;
  private final List<Row> rows;
  private final Map<String, Row> exact = new HashMap<>();
  private final List<Row> patterns = new ArrayList<>();

  /**
   * Names.
   *
   * @param systems in order of their columns
   * @param rows in order of writing; of two that say as much of a point the later wins
   */
  public PointNames(List<String> systems, List<Row> rows) {
    this.systems = List.copyOf(systems);
    this.rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.isExact()) {
        exact.put(row.device() + "/" + row.point(), row);
      } else {
        patterns.add(0, row);
      }
    }
    patterns.sort(Comparator.comparingInt(Row::weight).reversed()); // stable: the later one stands first
  }

  /**
   * A row.
   *
   * @param template whose devices; {@link #ANY} for all
   * @param device which; {@link #ANY} for all
   * @param point which; {@link #ANY} for all
   * @param names by system, without those that the row says nothing of; {@code {site}}, {@code {device}}, {@code {point}},
   *     {@code {template}} and {@code {channel}} stand for the point's own
   * @param at where it is written
   */
  public record Row(String template, String device, String point, Map<String, String> names, SourceLocation at) {
    /** Copies the map. */
    public Row {
      names = Map.copyOf(names);
    }

    boolean isExact() {
      return template.equals(ANY) && !device.equals(ANY) && !point.equals(ANY);
    }

    int weight() {
      return (device.equals(ANY) ? 0 : 4) + (point.equals(ANY) ? 0 : 2) + (template.equals(ANY) ? 0 : 1);
    }

    boolean fits(DeviceSpec of, String its) {
      return (device.equals(ANY) || device.equals(of.name())) && (point.equals(ANY) || point.equals(its))
          && (template.equals(ANY) || template.equals(of.template()));
    }
  }

  /** Systems that have names, in order of their columns. */
  public List<String> systems() {
    return systems;
  }

  /** The rows as written. */
  public List<Row> rows() {
    return rows;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The names of a point by system, without systems that have none for it. */
  public Map<String, String> of(String site, DeviceSpec device, String point) {
    if (rows.isEmpty()) {
      return Map.of();
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (String system : systems) {
      String name = written(device, point, system);
      if (name != null && !name.equals(NO_NAME)) {
        names.put(system, filled(name, site, device, point));
      }
    }
    return names;
  }

  /** Whether a point has no name in a system on purpose. */
  public boolean isNameless(DeviceSpec device, String point, String system) {
    return NO_NAME.equals(written(device, point, system));
  }

  private @Nullable String written(DeviceSpec device, String point, String system) {
    Row own = exact.get(device.name() + "/" + point);
    String name = own == null ? null : own.names().get(system);
    for (int i = 0; name == null && i < patterns.size(); i++) {
      if (patterns.get(i).fits(device, point)) {
        name = patterns.get(i).names().get(system);
      }
    }
    return name;
  }

  private static String filled(String name, String site, DeviceSpec device, String point) {
    return name.indexOf('{') < 0 ? name : name.replace("{site}", site).replace("{device}", device.name()).replace("{point}", point)
        .replace("{template}", device.template()).replace("{channel}", device.channel());
  }

  /** Whether both give every point the same names. */
  public boolean sameAs(PointNames other) {
    return systems.equals(other.systems) && rows.stream().map(PointNames::key).toList().equals(other.rows.stream().map(PointNames::key).toList());
  }

  private static List<Object> key(Row row) {
    return List.of(row.template(), row.device(), row.point(), row.names());
  }
}
