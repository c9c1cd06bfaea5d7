package io.busbar.api.filter;

import io.busbar.api.data.Kind;
import java.util.Map;

/**
 * What a stage gives.
 *
 * @param kind of its values
 * @param labels names of the states of an {@link Kind#ENUM}, else empty
 * @param state whether its values are states, which are news when they change, and not measurements: decides how a point is published that
 *     does not say so itself
 */
public record StageOutput(Kind kind, Map<Long, String> labels, boolean state) {
  /** Copies the map. */
  public StageOutput {
    labels = Map.copyOf(labels);
  }

  /** Output that is a state if its kind is. */
  public StageOutput(Kind kind, Map<Long, String> labels) {
    this(kind, labels, isState(kind));
  }

  /** Output without labels. */
  public static StageOutput of(Kind kind) {
    return new StageOutput(kind, Map.of());
  }

  /** The same as a state, whatever its kind: what a filter gives that stands behind states only. */
  public StageOutput asState() {
    return new StageOutput(kind, labels, true);
  }

  /** Whether values of that kind are states: single and double points, and named states. */
  public static boolean isState(Kind kind) {
    return switch (kind) {
      case BOOLEAN, DOUBLE_POINT, ENUM, DEVICE_STATE -> true;
      default -> false;
    };
  }
}
