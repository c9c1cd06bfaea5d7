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
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code quantize(step)}: rounds to a multiple of a step. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=quantize")
public final class QuantizeFilter extends Operation {
  /** The operation. */
  public QuantizeFilter() {
    super(Takes.NUMBER, new Descriptor("quantize", "Rounds to the nearest multiple of a step",
        "Halves go to the even multiple (IEEE 754 roundTiesToEven). A step whose reciprocal is a whole number (0.1, "
            + "0.25) gives clean decimals. NaN and infinities become INVALID processingError. No state; drops nothing.",
        "quantize(0.1)",
        List.of(Parameter.required("step", ParameterType.NUMBER, "Step, above 0.").within(Double.MIN_VALUE, Double.MAX_VALUE))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter step = context.number("step");
    Kind kind = context.inputs().get(0);
    return (input, in, out) -> {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        double x = kind.toDouble(in.bits[i]);
        Numbers.put(out, out.addRow(in, i), Numbers.scale(Math.rint(x / step.at(row)), step.at(row)));
      }
    };
  }
}
