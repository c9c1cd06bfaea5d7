package io.busbar.api.filter.formula;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.model.Setting;
import java.util.List;

/** An operation with a formula: checks it, and says which points it looks at. */
public abstract class FormulaOperation extends Operation {
  private final String formula;

  /**
   * An operation on one input.
   *
   * @param formula parameter that holds the formula; without text there is none
   */
  protected FormulaOperation(Takes takes, String formula, Descriptor descriptor) {
    super(takes, descriptor);
    this.formula = formula;
  }

  /**
   * An operation on several inputs.
   *
   * @param mostInputs 1…16
   * @param formula parameter that holds the formula; without text there is none
   */
  protected FormulaOperation(Takes takes, int mostInputs, String formula, Descriptor descriptor) {
    super(takes, 1, mostInputs, descriptor);
    this.formula = formula;
  }

  @Override
  protected StageOutput output(Checked stage) {
    BoundFormula.check(stage, formula);
    return super.output(stage);
  }

  /** Whether the formula is made of points alone: neither of the sample at hand nor of inputs. */
  protected final boolean isMadeOfPoints(StageArguments arguments) {
    return BoundFormula.namesPointsOnly(arguments, formula);
  }

  @Override
  public final List<Setting> points(StageArguments arguments) {
    return BoundFormula.points(arguments, formula);
  }
}
