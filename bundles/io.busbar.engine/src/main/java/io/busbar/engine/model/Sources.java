package io.busbar.engine.model;

import io.busbar.api.describe.Nearest;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which points of a template are made of which others, and the order in which they can be compiled. */
final class Sources {
  private final List<PointSpec> points;
  private final Catalog catalog;
  private final Problems problems;
  private final List<List<Integer>> of = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();

  Sources(List<PointSpec> points, Catalog catalog, Problems problems) {
    this.points = points;
    this.catalog = catalog;
    this.problems = problems;
    for (PointSpec point : points) {
      of.add(point.reads().isEmpty() ? numbers(point, names(point)) : List.of());
    }
    sort();
  }

  /** Numbers of the points that one is made of; empty if it is read, or if it is wrong, which is reported. */
  List<Integer> of(int point) {
    return of.get(point);
  }

  /** All points, each after those that it is made of. */
  List<Integer> order() {
    return order;
  }

  private List<Setting> names(PointSpec point) {
    if (!point.from().isEmpty()) {
      return point.from();
    }
    String name = "point \"" + point.name() + "\"";
    StageSpec first = point.flow().isEmpty() ? null : point.flow().get(0);
    FilterFactory filter = first == null ? null : catalog.filter(first.filter());
    if (first != null && filter == null) {
      return List.of(); // which is told where the stage is compiled
    }
    StageArguments arguments = first == null || filter == null ? null : arguments(filter, first);
    if (filter != null && arguments != null && filter.makesValue(arguments)) {
      return filter.points(arguments);
    }
    problems.error(point.at(), "no-read", name + " says nowhere where it gets its values. Write \"read:\", or \"from: [other, another]\" for the "
        + "points that it is made of, or a formula of points alone as the first stage, flow: \"expr(other + another)\".");
    return List.of();
  }

  private static @Nullable StageArguments arguments(FilterFactory filter, StageSpec stage) {
    Problems own = new Problems();
    StageArguments arguments = StageArguments.of(filter.descriptor(), stage, own);
    return own.hasErrors() ? null : arguments;
  }

  private List<Integer> numbers(PointSpec point, List<Setting> names) {
    if (names.size() > Compiler.MAX_SOURCES) {
      problems.error(point.at(), "too-many-sources", "point \"" + point.name() + "\" is made of " + names.size() + " points, at most "
          + Compiler.MAX_SOURCES + " are possible. Make points of some of them first.");
      return List.of();
    }
    List<String> known = points.stream().map(PointSpec::name).toList();
    List<Integer> numbers = new ArrayList<>();
    for (Setting name : names) {
      int number = known.indexOf(name.text());
      if (number < 0) {
        problems.error(name.at(), "unknown-point", "there is no point \"" + name.text() + "\" in this template."
            + Nearest.hint(name.text(), known) + " A point is made of points of its own template.");
      } else {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private void sort() {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      left.add(i);
    }
    while (!left.isEmpty()) {
      List<Integer> ready = left.stream().filter(i -> of.get(i).stream().noneMatch(left::contains)).toList();
      if (ready.isEmpty()) {
        loop(left);
        ready = List.copyOf(left);
      }
      order.addAll(ready);
      left.removeAll(ready);
    }
  }

  /** What is left has sources that are left, too: following them comes back some time. */
  private void loop(List<Integer> left) {
    List<Integer> path = new ArrayList<>();
    int at = left.get(0);
    while (!path.contains(at)) {
      path.add(at);
      at = of.get(at).stream().filter(left::contains).findFirst().orElseThrow();
    }
    List<Integer> loop = path.subList(path.indexOf(at), path.size());
    PointSpec first = points.get(at);
    problems.error(first.at(), "points-in-a-loop", "point \"" + first.name() + "\" is made of itself: "
        + loop.stream().map(i -> points.get(i).name()).collect(Collectors.joining(" ← ")) + " ← " + first.name()
        + ". Let one of them be read, or be made of others.");
    left.forEach(i -> of.set(i, of.get(i).stream().filter(source -> !left.contains(source)).toList()));
  }
}
