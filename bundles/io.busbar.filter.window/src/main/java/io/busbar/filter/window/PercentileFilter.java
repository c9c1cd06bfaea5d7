package io.busbar.filter.window;

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
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code percentile(p, n)}: below it lie p percent of the last n. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=percentile")
public final class PercentileFilter extends Operation {
  /** The operation. */
  public PercentileFilter() {
    super(Takes.MEASUREMENT, new Descriptor("percentile", "The value that p percent of the last n samples do not exceed",
        "With the last n good samples in order of size, numbered from 0, the value at place p/100·(n − 1), on the straight line "
            + "between the "
            + "two that it lies between (definition 7 of Hyndman and Fan, The American Statistician 50 (1996) 361; PERCENTILE.INC "
            + "of spread "
            + "sheets). Each sample gives one result with its own time and quality. At the start it is taken from those that are "
            + "there. A "
            + "sample that is not good passes with its own value and is not kept. State: the last n samples; not durable. Drops nothing.",
        "percentile(95, 60)",
        List.of(Parameter.required("p", ParameterType.NUMBER, "Percentage.").in("%").within(0, 100),
            Parameter.optional("n", ParameterType.INTEGER, "60", "Samples; the same for all devices.").within(1, 200))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter p = context.number("p");
    return new LastSamples(context) {
      @Override
      double result(int row, double[] ascending, int count) {
        double place = p.at(row) / 100 * (count - 1);
        int below = (int) place;
        int above = Math.min(count - 1, below + 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
      }
    };
  }
}
