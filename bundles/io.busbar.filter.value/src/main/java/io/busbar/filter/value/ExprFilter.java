package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code expr(formula)}: a formula over this point, its inputs and other points of the device. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=expr")
public final class ExprFilter extends FormulaOperation {
  /** The operation. */
  public ExprFilter() {
    super(Takes.NUMBER, MAX_INPUTS, "formula", new Descriptor("expr", "Computes a formula",
        "x is this point's value, good is 1 if its quality is good; x1, x2 … are the inputs of a point with several reads; any "
            + "other name is a point of the same device, of which the last result counts (names with other signs than letters, "
            + "digits, _ and . in square brackets). A point that has neither read: nor from: can be made by a formula of points alone; it is "
            + "computed whenever one of them has something new, with that one's time, once for those of one source time. Operators + − * / "
            + "% ^, comparisons, && || !, c ? a : b; functions abs sqrt "
            + "exp ln log10 sin cos tan atan floor ceil round sign isnan min max pow atan2 hypot and or xor. Everywhere else it is "
            + "computed when a sample of this point comes; another point alone does not start it. The quality is the worst of what the "
            + "formula uses, so it is INVALID until every point in it has a value; a result that is not finite becomes INVALID "
            + "processingError. The time is that of the sample. No state; drops nothing. At most 1,000 characters and 200 operations.",
        "expr(\"x > 5 ? x * 1.1 : 0\")",
        List.of(Parameter.required("formula", ParameterType.TEXT, "For example x * 0.1 + offset; in quotes where it has a comma."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    super.output(stage);
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public boolean makesValue(StageArguments arguments) {
    return isMadeOfPoints(arguments);
  }

  @Override
  public Filter create(StageContext context) {
    BoundFormula formula = new BoundFormula(context, context.text("formula"));
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        int o = out.addRow(in, i);
        out.quality[o] = formula.quality(row, in.quality[i]);
        Numbers.put(out, o, formula.value(row, kind.toDouble(in.bits[i]), in.quality[i]));
      }
    };
  }
}
