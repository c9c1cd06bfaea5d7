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
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code zeroClamp(z)}: what is nearly zero is zero. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=zeroClamp")
public final class ZeroClampFilter extends RowOperation {
  /** The operation. */
  public ZeroClampFilter() {
    super(Takes.NUMBER, new Descriptor("zeroClamp", "Makes zero of what lies around zero",
        "|x| < z gives 0, as the zero dead-band of IEC 61850-7-3 (zeroDb) does: the noise of an open feeder is no current. "
            + "Values from z on pass unchanged. Quality and times pass unchanged; NaN becomes INVALID processingError. No state; "
            + "drops nothing.",
        "zeroClamp(0.5)",
        List.of(Parameter.required("z", ParameterType.NUMBER, "Least value that counts, in the unit of the value.")
            .within(0, Double.MAX_VALUE))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter z = context.number("z");
    Kind kind = context.inputs().get(0);
    return new NumberMap(kind) {
      @Override
      protected double map(int row, double x) {
        return Math.abs(x) < z.at(row) ? 0 : x;
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
