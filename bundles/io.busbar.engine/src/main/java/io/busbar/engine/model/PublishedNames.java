package io.busbar.engine.model;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.engine.pipeline.CompiledPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that points have beyond the gateway. */
final class PublishedNames {
  private static final int MAX_LENGTH = 64;

  private PublishedNames() {}

  /** Reports a name that central cannot take. */
  static void check(String name, SourceLocation at, Problems problems) {
    if (name.isEmpty() || name.length() > MAX_LENGTH || name.startsWith("_") || name.chars().anyMatch(c -> "/\",;\t".indexOf(c) >= 0 || c < ' ')) {
      problems.error(at, "bad-name", "the point would be called \"" + name + "\". A name has 1 to " + MAX_LENGTH
          + " characters, none of / \" , ; and does not begin with _. Change the replacement.");
    }
  }

  /** Reports points of a template that have one name. */
  static void checkUnique(List<CompiledPoint> points, Problems problems) {
    Map<String, CompiledPoint> seen = new HashMap<>();
    for (CompiledPoint point : points) {
      CompiledPoint first = seen.putIfAbsent(point.name(), point);
      if (first != null && !first.spec().name().equals(point.spec().name())) {
        problems.error(point.spec().at(), "doubled-point", "\"" + point.spec().name() + "\" would be published as \"" + point.name()
            + "\", as \"" + first.spec().name() + "\" is (" + first.spec().at() + "). Give one of them another name.");
      }
    }
  }
}
