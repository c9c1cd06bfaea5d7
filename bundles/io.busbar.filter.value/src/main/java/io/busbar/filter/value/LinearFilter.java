package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code linear(a, b)}: a·x + b. */
@Component(property = FilterFactory.NAME + "=linear")
public final class LinearFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("linear", "a·x + b",
        "Multiplies by a and adds b. A factor whose reciprocal is a whole number (0.1, 0.01, 0.5) divides instead, so "
            + "that 123 × 0.1 is 12.3. Quality and times pass unchanged; a result that is not finite becomes INVALID "
            + "processingError. No state; drops nothing.",
        "linear(0.1, -40)",
        List.of(Parameter.required("a", ParameterType.NUMBER, "Factor."),
            Parameter.optional("b", ParameterType.NUMBER, "0", "Added after multiplying.")));
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    Checks.oneNumber(inputs, stage, problems);
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends NumericStage {
    private final DoubleParameter a;
    private final DoubleParameter b;

    Stage(StageContext context) {
      super(context.inputs().get(0));
      this.a = context.number("a");
      this.b = context.number("b");
    }

    @Override
    double map(int row, double x) {
      return scale(x, a.at(row)) + b.at(row);
    }
  }
}
