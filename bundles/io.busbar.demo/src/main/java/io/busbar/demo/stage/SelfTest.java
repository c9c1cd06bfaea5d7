package io.busbar.demo.stage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The self-test: did every operation of the template {@code lab} run in the gateway, and did none fail? An operation has run when all points
 * that stand for it have given a result since the beginning, in whichever process. One thread.
 */
final class SelfTest {
  private static final Pattern POINT = Pattern.compile("^  (\\w+): .*# (\\d+)$", Pattern.MULTILINE);
  private static final String FAILED = "failed.";
  private static final String FILTERS = "filters";

  private final SortedMap<Integer, Set<String>> operations = new TreeMap<>();
  private final Set<String> told = new HashSet<>();
  private final Set<String> installed = new TreeSet<>();
  private final Map<String, Long> failures = new TreeMap<>();

  /**
   * A test of that template.
   *
   * @param template text of the template; a point that stands for an operation has its number behind it, as a comment
   */
  SelfTest(String template) {
    for (MatchResult point : POINT.matcher(template).results().toList()) {
      operations.computeIfAbsent(Integer.parseInt(point.group(2)), number -> new TreeSet<>()).add(point.group(1));
    }
  }

  /**
   * Takes what the gateway says now.
   *
   * @param points  {@code /api/points} of the device
   * @param status  {@code /api/status}
   * @param filters {@code /api/filters}
   */
  void look(Map<String, ?> points, Map<String, ?> status, Map<String, ?> filters) {
    for (Map<?, ?> point : objects(points.get("points"))) {
      if (point.get("sourceNs") != null && DemoPlant.LAB.equals(point.get("device"))) {
        told.add(String.valueOf(point.get("point")));
      }
    }
    if (status.get("counters") instanceof Map<?, ?> counters) {
      counters.forEach((name, count) -> {
        if (String.valueOf(name).startsWith(FAILED) && count instanceof Long times && times > 0) {
          failures.merge(String.valueOf(name).substring(FAILED.length()), times, Math::max);
        }
      });
    }
    for (Map<?, ?> set : objects(filters.get("sets"))) {
      if (set.get(FILTERS) instanceof Collection<?> names) {
        names.forEach(name -> installed.add(String.valueOf(name)));
      }
    }
  }

  private static List<Map<?, ?>> objects(@org.jspecify.annotations.Nullable Object list) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (list instanceof Collection<?> items) {
      items.forEach(item -> {
        if (item instanceof Map<?, ?> object) {
          objects.add(object);
        }
      });
    }
    return objects;
  }

  /** Operations that there are. */
  int operations() {
    return operations.size();
  }

  /** Operations that have run so far and did not fail. */
  int ran() {
    return (int) operations.values().stream().filter(points -> points.stream().allMatch(this::hasRun)).count();
  }

  private boolean hasRun(String point) {
    return told.contains(point) && installed.contains(point) && !failures.containsKey(point);
  }

  /** Whether nothing is missing and nothing failed. */
  boolean isClean() {
    return ran() == operations() && failures.isEmpty();
  }

  /** Whether waiting longer would change nothing. */
  boolean isOver() {
    return ran() == operations() || !failures.isEmpty();
  }

  /** What is wrong, for people. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    operations.forEach((number, points) -> points.stream().filter(point -> !hasRun(point) && !failures.containsKey(point)).forEach(point ->
        findings.add("operation " + number + ", " + point + (installed.contains(point) ? ": no result of " + DemoPlant.LAB + "/" + point
            : ": no bundle with it is installed"))));
    failures.forEach((filter, times) -> findings.add("the filter " + filter + " failed " + times + " times; gateway.out says why"));
    return findings;
  }

  @Override
  public String toString() {
    return "self-test: " + ran() + " of " + operations() + " operations ran";
  }
}
