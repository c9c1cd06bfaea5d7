package io.busbar.api.filter;

import io.busbar.api.data.Kind;
import java.util.Map;

/**
 * What a stage gives.
 *
 * @param kind of its values
 * @param labels names of the states of an {@link Kind#ENUM}, else empty
 */
public record StageOutput(Kind kind, Map<Long, String> labels) {
  /** Copies the map. */
  public StageOutput {
    labels = Map.copyOf(labels);
  }

  /** Output without labels. */
  public static StageOutput of(Kind kind) {
    return new StageOutput(kind, Map.of());
  }
}
