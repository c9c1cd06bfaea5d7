package io.busbar.filter.logic;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
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
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code balance(tol)}: what flows in flows out. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=balance")
public final class BalanceFilter extends Operation {
  /** The operation. */
  public BalanceFilter() {
    super(Takes.NUMBER, 2, MAX_INPUTS, new Descriptor("balance", "Sum of quantities that must cancel, judged by a tolerance",
        "The sum of all inputs, which Kirchhoff's law makes 0 for the currents of a node or the powers of a busbar, all counted in one "
            + "direction. If its magnitude is above tol, or above percent of the largest input's magnitude if that is more, it is marked "
            + "QUESTIONABLE inconsistent: a transformer ratio, a sign or a transducer is wrong. The quality is the worst of the "
            + "inputs'; the time that of the "
            + "newest. Inputs should be read in one request. No state but the inputs; drops nothing.",
        "read: [holding 1 int16, holding 2 int16, holding 3 int16], flow: \"balance(5, 2)\"",
        List.of(Parameter.required("tol", ParameterType.NUMBER, "Greatest sum that is still right, in the unit of the inputs.")
                .within(0, Double.MAX_VALUE),
            Parameter.optional("percent", ParameterType.NUMBER, "0", "The same as a share of the largest input.").in("%").within(0, 100))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter tol = context.number("tol");
    DoubleParameter percent = context.number("percent");
    return new Joined(context) {
      @Override
      protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
        double sum = 0;
        double largest = 0;
        for (int k = 0; k < count(); k++) {
          sum += value(row, k);
          largest = Math.max(largest, Math.abs(value(row, k)));
        }
        boolean wrong = Math.abs(sum) > Math.max(tol.at(row), largest * percent.at(row) / 100);
        int o = add(row, in, i, out, wrong ? Quality.questionable(worst(row), Quality.INCONSISTENT) : worst(row));
        Numbers.put(out, o, sum);
      }
    };
  }
}
