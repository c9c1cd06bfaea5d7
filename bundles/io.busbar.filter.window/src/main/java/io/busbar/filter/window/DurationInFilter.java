package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code durationIn(period, state)}: how long a state stood. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=durationIn")
public final class DurationInFilter extends WindowOperation {
  /** The operation. */
  public DurationInFilter() {
    super(Takes.STATE, Kind.DOUBLE, "0", new Descriptor("durationIn", "How long a state stood in each window",
        "Seconds of the window during which the value was equal to state (DurationInStateNonZero of OPC UA Part 13 §5.4.3.25, for "
            + "any state). Time without a good value does not count.",
        "durationIn(1h, 2)",
        List.of(Parameter.required("state", ParameterType.INTEGER, "The state, a whole number."))));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    DoubleParameter state = context.number("state");
    return new StandingSum(context) {
      @Override
      void stretch(int row, double x, long bits, double seconds) {
        super.stretch(row, x == state.at(row) ? 1 : 0, bits, seconds);
      }

      @Override
      double result(int row, long samples, double goodSeconds) {
        return goodSeconds > 0 ? sum(row) : Double.NaN;
      }
    };
  }
}
