package io.busbar.filter.deadband;

import io.busbar.api.data.Kind;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import java.util.Locale;

/** What the checks of dead-bands have in common. */
final class Inputs {
  private Inputs() {}

  /** One input of any kind; it passes as it is. */
  static StageOutput one(List<Kind> inputs, StageSpec stage, Problems problems) {
    if (inputs.size() != 1) {
      problems.error(stage.at(), "filter-inputs", stage.filter() + " takes one input, not " + inputs.size()
          + ". Join the inputs first, for example with words or doublePoint.");
    }
    return StageOutput.of(inputs.get(0));
  }

  /** One measurement; it passes as it is. Statuses have no distance and are refused. */
  static StageOutput measurement(List<Kind> inputs, StageSpec stage, Problems problems) {
    Kind kind = inputs.get(0);
    if (inputs.size() == 1 && !kind.isFloating() && kind != Kind.INT64 && kind != Kind.UINT64 && kind != Kind.STEP) {
      problems.error(stage.at(), "filter-kind", stage.filter() + " is for measurements and gets "
          + kind.name().toLowerCase(Locale.ROOT) + ". Statuses are reported with onChange.");
    }
    return one(inputs, stage, problems);
  }
}
