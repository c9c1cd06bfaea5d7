package io.busbar.filter.quirks;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.formula.BoundFormula;
import io.busbar.api.filter.formula.FormulaOperation;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@code testMode(how, when)}: devices under test. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=testMode")
public final class TestModeFilter extends FormulaOperation {
  /** The operation. */
  public TestModeFilter() {
    super(Takes.NUMBER, "when", new Descriptor("testMode", "Drops or marks what comes from a device under test",
        "A sample is of a test if its quality or its cause says so, or the formula when (as for expr) is true, for devices that "
            + "tell it in a point of their own. drop: it is dropped and counted; mark: it passes with the test detail in the "
            + "quality, and QUESTIONABLE, so that nobody takes it for real. All else passes unchanged. While a point in the formula "
            + "is INVALID it says nothing. The first sample after the test passes as it is. No state.",
        "testMode(mark, \"testSwitch == 1\")",
        List.of(Parameter.choice("how", false, List.of("drop", "mark"), "What happens to a sample of a test."),
            Parameter.optional("when", ParameterType.TEXT, "", "Formula; true is a test, besides what the sample itself says."))));
  }

  @Override
  public Filter create(StageContext context) {
    boolean drop = context.text("how").equals("drop");
    String text = context.text("when");
    @Nullable BoundFormula when = text.isEmpty() ? null : new BoundFormula(context, text);
    Kind kind = context.inputs().get(0);
    return new EachSample() {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        boolean test = (in.quality[i] & Quality.TEST) != 0 || in.cause[i] < 0;
        if (!test && when != null && !Quality.isInvalid(when.quality(row, in.quality[i]))) {
          test = when.value(row, kind.toDouble(in.bits[i]), in.quality[i]) != 0;
        }
        if (test && drop) {
          context.dropped();
          return;
        }
        int o = out.addRow(in, i);
        if (test) {
          out.quality[o] = Quality.questionable(in.quality[i], Quality.TEST);
        }
      }
    };
  }
}
