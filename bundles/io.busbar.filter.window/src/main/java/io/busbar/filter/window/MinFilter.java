package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code min(period)}: least sample and when it came. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=min")
public final class MinFilter extends WindowOperation {
  /** The operation. */
  public MinFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "0", new Descriptor("min", "Least sample of each window, with the time that it came",
        "The least of the good samples in the window, the first of equals; its own source time is that of the result "
            + "(MinimumActualTime of OPC UA Part 13 §5.4.3.13). A value that stands from before the window does not count.",
        "min(1h)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Extremes(context) {
      @Override
      double result(int row, long samples, double goodSeconds) {
        return samples == 0 ? Double.NaN : least(row);
      }

      @Override
      long timeNs(int row) {
        return leastTime(row);
      }
    };
  }
}
