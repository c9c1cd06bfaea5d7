package io.busbar.engine.pipeline;

import io.busbar.api.model.TemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A checked template, for the devices of one protocol: what a pipeline is built from. Immutable.
 *
 * @param spec as written
 * @param protocol of the driver that reads it: the same template over another protocol is a variant of its own
 * @param points in order of writing
 * @param slots inputs of a row
 */
public record CompiledTemplate(TemplateSpec spec, String protocol, List<CompiledPoint> points, int slots) {
  /** Copies the list. */
  public CompiledTemplate {
    points = List.copyOf(points);
  }

  /** Numbers of the points that are made of others, each behind those that it is made of. */
  public List<Integer> derivedInOrder() {
    List<Integer> order = new ArrayList<>();
    List<Integer> left = new ArrayList<>(IntStream.range(0, points.size()).filter(i -> !points.get(i).sources().isEmpty()).boxed().toList());
    while (!left.isEmpty()) {
      List<Integer> ready = left.stream().filter(i -> points.get(i).sources().stream().noneMatch(left::contains)).toList();
      if (ready.isEmpty()) {
        throw new IllegalStateException("points of template " + spec.name() + " are made of each other");
      }
      order.addAll(ready);
      left.removeAll(ready);
    }
    return order;
  }

  /** Identity of the variant: {@code feeder over modbus}. */
  public String key() {
    return key(spec.name(), protocol);
  }

  /** Identity of a variant. */
  public static String key(String template, String protocol) {
    return template + " over " + protocol;
  }

  /** Names of the filters that it uses. */
  public Set<String> filters() {
    return points.stream().flatMap(point -> point.stages().stream()).map(stage -> stage.spec().filter())
        .collect(Collectors.toUnmodifiableSet());
  }
}
