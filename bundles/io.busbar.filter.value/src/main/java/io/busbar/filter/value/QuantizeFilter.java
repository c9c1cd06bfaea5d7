package io.busbar.filter.value;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.NumberMap;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Scale;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code quantize(step)}: rounds to a multiple of a step. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=quantize")
public final class QuantizeFilter extends RowOperation {
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
    Scale scale = new Scale();
    Kind kind = context.inputs().get(0);
    return new NumberMap(kind) {
      @Override
      protected double map(int row, double x) {
        double width = step.at(row);
        return scale.of(Math.rint(x / width), width);
      }

      @Override
      public void apply(SampleBatch samples) {
        int count = samples.size();
        for (int i = 0; i < count; i++) {
          Numbers.put(samples, i, map(samples.point[i], kind.toDouble(samples.bits[i])));
        }
      }
    };
  }
}
