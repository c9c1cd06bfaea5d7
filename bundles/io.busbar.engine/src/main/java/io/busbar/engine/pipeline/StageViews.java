package io.busbar.engine.pipeline;

import io.busbar.api.filter.StageContext.InputView;
import io.busbar.engine.image.ImageColumns;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a stage may look at.
 *
 * @param inputs image of the inputs; empty in all but a flow's first stage
 * @param points image of another point of the same template by name, null if it has none
 */
record StageViews(List<ImageColumns> inputs, Function<String, @Nullable InputView> points) {
  /** Nothing: for stages that several points share. */
  static final StageViews NONE = new StageViews(List.of(), point -> null);

  StageViews {
    inputs = List.copyOf(inputs);
  }

  InputView input(String stage, int input) {
    if (input >= inputs.size()) {
      throw new IllegalArgumentException("stage \"" + stage + "\" has no view of input " + input + ": only the first stage of a flow sees inputs");
    }
    return inputs.get(input);
  }

  InputView point(String stage, String name) {
    InputView view = points.apply(name);
    if (view == null) {
      throw new IllegalArgumentException("stage \"" + stage + "\" looks at the point \"" + name + "\", which its template does not have");
    }
    return view;
  }
}
