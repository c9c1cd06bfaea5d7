package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code timeAvg(period)}: mean over time. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=timeAvg")
public final class TimeAvgFilter extends WindowOperation {
  /** The operation. */
  public TimeAvgFilter() {
    super(Takes.NUMBER, Kind.DOUBLE, "80", new Descriptor("timeAvg", "Mean over time of each window",
        "Σ x·Δt / Σ Δt over the time that good values stood (TimeAverage of OPC UA Part 13 §5.4.3.6 with stepped interpolation): "
            + "right also for values that are sent on change.",
        "timeAvg(15min)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new StandingSum(context);
  }
}
