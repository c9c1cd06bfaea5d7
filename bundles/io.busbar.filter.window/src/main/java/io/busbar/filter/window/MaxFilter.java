package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code max(period)}: greatest sample and when it came. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=max")
public final class MaxFilter extends WindowOperation {
  /** The operation. */
  public MaxFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "0", new Descriptor("max", "Greatest sample of each window, with the time that it came",
        "The greatest of the good samples in the window, the first of equals; its own source time is that of the result "
            + "(MaximumActualTime of OPC UA Part 13 §5.4.3.14). A value that stands from before the window does not count.",
        "max(1h)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Extremes(context) {
      @Override
      double result(int row, long samples, double goodSeconds) {
        return samples == 0 ? Double.NaN : greatest(row);
      }

      @Override
      long timeNs(int row) {
        return greatestTime(row);
      }
    };
  }
}
