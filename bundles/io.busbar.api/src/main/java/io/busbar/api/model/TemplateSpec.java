package io.busbar.api.model;

import java.util.List;

/**
 * What a kind of device has.
 *
 * @param name unique in the site
 * @param settings what holds for all its points: {@code addressing}, {@code order}
 * @param points in order of writing
 * @param at where it is written
 */
public record TemplateSpec(String name, Settings settings, List<PointSpec> points, SourceLocation at) {
  /** Copies the list. */
  public TemplateSpec {
    points = List.copyOf(points);
  }
}
