package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code avg(period)}: mean of the samples. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=avg")
public final class AvgFilter extends WindowOperation {
  /** The operation. */
  public AvgFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "80", new Descriptor("avg", "Arithmetic mean of the samples of each window",
        "Σx / n of the good samples in the window, each with the same weight (Average of OPC UA Part 13 §5.4.3.5); where samples "
            + "come on change only, take timeAvg.",
        "avg(1min)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Moments(context);
  }
}
