package io.busbar.infer.group;

import io.busbar.api.template.TemplateInference.Deviation;
import io.busbar.infer.group.Kind.Member;
import io.busbar.infer.list.FlatDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts devices into kinds and exceptions. One use; not thread-safe. */
public final class Grouping {
  /** A device whose points are that much the same as those of a kind is nearly like it. */
  private static final double NEARLY = 0.6;
  /** Kinds that a device is compared with, those first that share most names of points with it. */
  private static final int MAX_COMPARED = 16;

  private final int least;
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<String, List<Kind>> byPoint = new HashMap<>();
  private final List<Odd> exceptions = new ArrayList<>();

  /**
   * An exception.
   *
   * @param device that is nearly like a kind
   * @param like the kind
   * @param begins where it begins, by space
   * @param deviations what is other
   */
  public record Odd(FlatDevice device, Kind like, Map<String, Integer> begins,
      List<Deviation> deviations) {}

  /** Groups the devices; so many that are exactly alike are a kind, however near to another. */
  public Grouping(List<FlatDevice> devices, int least) {
    this.least = least;
    List<Kind> groups = new ArrayList<>(alike(devices).values());
    List<Kind> apart = new ArrayList<>();
    for (Kind group : groups) {
      if (group.size() >= least) {
        group.tie().forEach(member -> apart.add(alone(member)));
      }
    }
    groups.addAll(apart);
    groups.sort(Comparator.comparingInt(Kind::size).reversed()); // stable: the order of the list decides among equals
    groups.forEach(this::place);
  }

  private static Map<Shape, Kind> alike(List<FlatDevice> devices) {
    Map<Shape, Kind> groups = new LinkedHashMap<>();
    for (FlatDevice device : devices) {
      Map<String, Integer> begins = Shape.begins(device);
      groups.computeIfAbsent(Shape.of(device, begins), Kind::new).add(new Member(device, begins));
    }
    return groups;
  }

  private static Kind alone(Member member) {
    Kind kind = new Kind(Shape.of(member.device(), member.begins()));
    kind.add(member);
    return kind;
  }

  /** A group becomes a kind, or its devices become exceptions of one. */
  private void place(Kind group) {
    Nearest nearest = nearest(group);
    if (nearest != null && group.size() < least) {
      for (Member member : group.members()) {
        Fit fit = Fit.of(member.device(), nearest.kind());
        exceptions.add(new Odd(member.device(), nearest.kind(), fit.begins(), fit.deviations()));
      }
      return;
    }
    if (nearest != null) {
      group.isLike(nearest.kind());
    }
    kinds.add(group);
    group.shape().parts().forEach(part -> byPoint.computeIfAbsent(part.name(), each -> new ArrayList<>()).add(group));
  }

  private record Nearest(Kind kind, double likeness) {}

  private @Nullable Nearest nearest(Kind group) {
    Map<Kind, Integer> shared = new LinkedHashMap<>();
    for (Shape.Part part : group.shape().parts()) {
      byPoint.getOrDefault(part.name(), List.of()).forEach(kind -> shared.merge(kind, 1, Integer::sum));
    }
    FlatDevice device = group.members().get(0).device();
    Nearest best = null;
    for (Kind kind : candidates(shared, group)) {
      double likeness = Fit.of(device, kind).likeness();
      if (likeness >= NEARLY && (best == null || likeness > best.likeness())) {
        best = new Nearest(kind, likeness);
      }
    }
    return best;
  }

  private static Set<Kind> candidates(Map<Kind, Integer> shared, Kind group) {
    Set<Kind> candidates = new LinkedHashSet<>();
    int points = group.shape().parts().size();
    shared.entrySet().stream().filter(each -> each.getValue() >= NEARLY * Math.max(points, each.getKey().shape().parts().size()) * NEARLY)
        .sorted(Map.Entry.<Kind, Integer>comparingByValue().reversed()).limit(MAX_COMPARED).forEach(each -> candidates.add(each.getKey()));
    return candidates;
  }

  /** The kinds, the largest first. */
  public List<Kind> kinds() {
    return List.copyOf(kinds);
  }

  /** The exceptions. */
  public List<Odd> exceptions() {
    return List.copyOf(exceptions);
  }
}
