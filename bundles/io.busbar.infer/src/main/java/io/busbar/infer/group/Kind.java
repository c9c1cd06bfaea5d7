package io.busbar.infer.group;

import io.busbar.infer.list.FlatDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices that are exactly alike. Not thread-safe. */
public final class Kind {
  /** Of its devices so many must have their spaces equally far from each other, that one which has not is an exception. */
  private static final double TIED_SHARE = 0.8;

  private final Shape shape;
  private final Map<String, Shape.Part> byName;
  private final List<Member> members = new ArrayList<>();
  private @Nullable Map<String, Integer> ties;
  private @Nullable Kind like;

  Kind(Shape shape) {
    this.shape = shape;
    byName = shape.byName();
  }

  /**
   * A device of a kind.
   *
   * @param begins where it begins, by space
   */
  public record Member(FlatDevice device, Map<String, Integer> begins) {}

  void add(Member member) {
    members.add(member);
  }

  /**
   * Whether the spaces of nearly all devices are equally far from each other; takes out the devices whose are not, as of one
   * whose only status has another address.
   */
  List<Member> tie() {
    Map<Map<String, Integer>, Integer> counts = new LinkedHashMap<>();
    members.forEach(member -> counts.merge(distances(member.begins()), 1, Integer::sum));
    Map<String, Integer> mode = counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(Map.of());
    if (counts.getOrDefault(mode, 0) < TIED_SHARE * members.size()) {
      return List.of();
    }
    ties = mode;
    List<Member> apart = members.stream().filter(member -> !distances(member.begins()).equals(mode)).toList();
    members.removeAll(apart);
    return apart;
  }

  /** How far the other spaces are from the first. */
  private static Map<String, Integer> distances(Map<String, Integer> begins) {
    Map<String, Integer> distances = new HashMap<>();
    int first = begins.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue).orElse(0);
    begins.forEach((space, begin) -> distances.put(space, begin - first));
    return distances;
  }

  Shape shape() {
    return shape;
  }

  Shape.@Nullable Part part(String name) {
    return byName.get(name);
  }

  /** How far the spaces of its devices are from the first one; null if each device has its own distances. */
  public @Nullable Map<String, Integer> ties() {
    return ties;
  }

  void isLike(Kind other) {
    like = other;
  }

  /** Another kind that it is nearly like, or null. */
  public @Nullable Kind like() {
    return like;
  }

  /** Its devices. */
  public List<Member> members() {
    return List.copyOf(members);
  }

  int size() {
    return members.size();
  }
}
