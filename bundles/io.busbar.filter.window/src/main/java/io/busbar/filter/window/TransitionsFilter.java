package io.busbar.filter.window;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code transitions(period)}: number of changes. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=transitions")
public final class TransitionsFilter extends WindowOperation {
  /** The operation. */
  public TransitionsFilter() {
    super(Takes.FIXED, Kind.INT64, "0", new Descriptor("transitions", "Number of changes of value in each window",
        "How often a good sample differs from the good one before it, also from the last one of the window before "
            + "(NumberOfTransitions of OPC UA Part 13 §5.4.3.26). Samples that are not good neither count nor separate. For "
            + "operations of a breaker and starts of a motor count half, or let only one direction pass before.",
        "transitions(1d)",
        List.of()));
  }

  @Override
  Aggregate aggregate(StageContext context) {
    return new Transitions(context);
  }
}
