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

/** {@code linear(a, b)}: a·x + b. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=linear")
public final class LinearFilter extends RowOperation {
  /** The operation. */
  public LinearFilter() {
    super(Takes.NUMBER, new Descriptor("linear", "a·x + b",
        "Multiplies by a and adds b. A factor whose reciprocal is a whole number (0.1, 0.01, 0.5) divides instead, so "
            + "that 123 × 0.1 is 12.3. Quality and times pass unchanged; a result that is not finite becomes INVALID "
            + "processingError. No state; drops nothing.",
        "linear(0.1, -40)",
        List.of(Parameter.required("a", ParameterType.NUMBER, "Factor."),
            Parameter.optional("b", ParameterType.NUMBER, "0", "Added after multiplying."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter a = context.number("a");
    DoubleParameter b = context.number("b");
    Scale scale = new Scale();
    Kind kind = context.inputs().get(0);
    return new NumberMap(kind) {
      @Override
      protected double map(int row, double x) {
        return scale.of(x, a.at(row)) + b.at(row);
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
