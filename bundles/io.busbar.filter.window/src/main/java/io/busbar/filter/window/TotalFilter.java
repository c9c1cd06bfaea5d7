package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code total(period, per)}: integral over time. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=total")
public final class TotalFilter extends WindowOperation {
  /** The operation. */
  public TotalFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "80", new Descriptor("total", "Integral over time of each window",
        "Σ x·Δt over the time that good values stood, Δt in the unit of per: power in kW with per=h gives kWh (Total of OPC UA Part "
            + "13 §5.4.3.8 with stepped interpolation). Time without a good value adds nothing.",
        "total(15min, h)",
        List.of(Parameter.choice("per", false, List.of("s", "min", "h"), "Unit of time of the value."))));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    double unit = switch (context.text("per")) {
      case "h" -> 3_600;
      case "min" -> 60;
      default -> 1;
    };
    return new StandingSum(context) {
      @Override
      double result(int row, long samples, double goodSeconds) {
        return goodSeconds > 0 ? sum(row) / unit : Double.NaN;
      }
    };
  }
}
