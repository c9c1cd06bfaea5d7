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

/** {@code quantize(step)}: rounds to a multiple of a step. */
@Component(property = FilterFactory.NAME + "=quantize")
public final class QuantizeFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("quantize", "Rounds to the nearest multiple of a step",
        "Halves go to the even multiple (IEEE 754 roundTiesToEven). A step whose reciprocal is a whole number (0.1, "
            + "0.25) gives clean decimals. NaN and infinities become INVALID processingError. No state; drops nothing.",
        "quantize(0.1)",
        List.of(Parameter.required("step", ParameterType.NUMBER, "Step, above 0.").within(Double.MIN_VALUE, Double.MAX_VALUE)));
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
    private final DoubleParameter step;

    Stage(StageContext context) {
      super(context.inputs().get(0));
      this.step = context.number("step");
    }

    @Override
    double map(int row, double x) {
      double width = step.at(row);
      return scale(Math.rint(x / width), width);
    }
  }
}
