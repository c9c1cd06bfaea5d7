package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code range(period)}: greatest less least. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=range")
public final class RangeFilter extends WindowOperation {
  /** The operation. */
  public RangeFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "0", new Descriptor("range", "Greatest less least sample of each window",
        "The difference of the greatest and the least good sample in the window (Range of OPC UA Part 13 §5.4.3.15); 0 for one sample.",
        "range(10min)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Extremes(context) {
      @Override
      double result(int row, long samples, double goodSeconds) {
        return samples == 0 ? Double.NaN : greatest(row) - least(row);
      }
    };
  }
}
