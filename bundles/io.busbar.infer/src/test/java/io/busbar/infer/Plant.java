package io.busbar.infer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A made-up utility: kinds of devices that nobody is told, devices of them, some of them irregular, and the flat list of all. */
final class Plant {
  private static final String[] UNITS = {"A", "V", "kW", "kvar", "Hz", "kWh", "°C", "%", ""};
  private static final String[] SCALES = {"1", "0.1", "0.01", "10", "0.5"};
  private static final String[] TYPES = {"uint16", "int16", "uint32", "int32", "float32"};
  private static final String[] TABLES = {"holding", "holding", "holding", "input", "discrete"};

  final Map<String, Integer> kindOf = new LinkedHashMap<>();
  final Map<String, String> irregular = new LinkedHashMap<>();
  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private final List<List<Point>> kinds = new ArrayList<>();

  /** A point of a kind. */
  private record Point(String name, String table, int offset, String type, String scale, String unit) {
    Point called(String other) {
      return new Point(other, table, offset, type, scale, unit);
    }

    Point at(int other) {
      return new Point(name, table, other, type, scale, unit);
    }

    Point scaled(String other) {
      return new Point(name, table, offset, type, other, unit);
    }

    Point in(String other) {
      return new Point(name, table, offset, type, scale, other);
    }
  }

  /**
   * Makes one.
   *
   * @param share of devices that are irregular
   */
  Plant(long seed, int kindCount, int devices, int pointsEach, double share) {
    random = new Random(seed);
    for (int k = 0; k < kindCount; k++) {
      // One kind in five is an earlier one with a few changes, as firmware makes them.
      kinds.add(k % 5 == 4 ? variant(kinds.get(random.nextInt(k))) : fresh(pointsEach, k));
    }
    Set<Integer> odd = new HashSet<>();
    while (odd.size() < Math.round(devices * share)) {
      odd.add(random.nextInt(devices));
    }
    for (int d = 0; d < devices; d++) {
      // The kinds are of unequal size; each has at least 20 devices.
      int k = d < 20 * kindCount ? d % kindCount : (int) (kindCount * Math.pow(random.nextDouble(), 1.7));
      device("D" + d, k, odd.contains(d));
    }
    Collections.shuffle(lines, random);
  }

  private List<Point> fresh(int pointsEach, int k) {
    List<Point> points = new ArrayList<>();
    Map<String, Integer> next = new LinkedHashMap<>();
    int count = pointsEach + random.nextInt(7) - 3;
    for (int p = 0; p < count; p++) {
      String table = TABLES[random.nextInt(TABLES.length)];
      String type = table.equals("discrete") ? "" : TYPES[random.nextInt(TYPES.length)];
      int offset = next.getOrDefault(table, 0);
      next.put(table, offset + (type.endsWith("32") ? 2 : 1) + (random.nextInt(6) == 0 ? random.nextInt(10) : 0));
      // Kinds share half of their names.
      String name = random.nextBoolean() ? "p" + p : "k" + k + "_" + p;
      points.add(new Point(name, table, offset, type, type.isEmpty() ? "" : pick(SCALES), type.isEmpty() ? "" : pick(UNITS)));
    }
    return points;
  }

  private List<Point> variant(List<Point> of) {
    List<Point> points = new ArrayList<>(of);
    points.set(0, of.get(0).called("v" + random.nextInt(1000)));
    points.remove(points.size() - 1 - random.nextInt(3));
    return points;
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private void device(String name, int k, boolean odd) {
    kindOf.put(name, k);
    List<Point> points = new ArrayList<>(kinds.get(k));
    if (odd) {
      irregular.put(name, spoil(points));
    }
    int base = k % 3 == 0 ? 100 * random.nextInt(400) : 50 * k;
    for (Point point : points) {
      lines.add(String.join(",", name, point.name, point.table, Integer.toString(base + point.offset), point.type, point.unit, point.scale));
    }
  }

  /** Makes a device irregular and says in what way. */
  private String spoil(List<Point> points) {
    int which = random.nextInt(points.size());
    Point point = points.get(which);
    int way = random.nextInt(point.type.isEmpty() ? 4 : 6);
    switch (way) {
      case 0 -> points.remove(which);
      case 1 -> points.add(random.nextInt(points.size()),
          new Point("extra" + random.nextInt(1000), "holding", 2000 + random.nextInt(9), "uint16", "1", ""));
      case 2 -> points.set(which, point.at(point.offset + 3000 + random.nextInt(50)));
      case 3 -> points.set(which, point.called("other" + random.nextInt(1000)));
      case 4 -> points.set(which, point.scaled(point.scale.equals("2") ? "3" : "2"));
      default -> points.set(which, point.in("x" + point.unit));
    }
    return new String[] {"missing", "extra", "address", "renamed", "scale", "unit"}[way];
  }

  String csv() {
    return "device,point,table,address,type,unit,scale\n" + String.join("\n", lines) + "\n";
  }

  int points() {
    return lines.size();
  }
}
