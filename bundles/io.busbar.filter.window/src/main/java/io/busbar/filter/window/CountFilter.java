package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code count(period)}: number of good samples. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=count")
public final class CountFilter extends WindowOperation {
  /** The operation. */
  public CountFilter() {
    super(Takes.FIXED, Kind.INT64, "0", new Descriptor("count", "Number of good samples of each window",
        "How many good samples came in the window (Count of OPC UA Part 13 §5.4.3.20); 0 where only others came.",
        "count(1h)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Aggregate() {
      @Override
      void begin(int row, long startNs) {}

      @Override
      double result(int row, long samples, double goodSeconds) {
        return samples;
      }
    };
  }
}
