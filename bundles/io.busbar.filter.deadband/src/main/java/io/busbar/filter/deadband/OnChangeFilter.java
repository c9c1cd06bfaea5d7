package io.busbar.filter.deadband;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.support.RowOperation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code onChange}: value or quality differs from what was sent last. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=onChange")
public final class OnChangeFilter extends RowOperation {
  /** The operation. */
  public OnChangeFilter() {
    super(Takes.ANY, new Descriptor("onChange", "Passes a sample whose value or quality differs from the one sent last",
        "Values are compared bit by bit: −0 differs from 0, and one NaN from another only if its bits differ; texts by "
            + "a 64-bit hash. The first sample, each quality change and the first sample after a lost device pass. "
            + "State: value and quality last sent. Drops what is the same.",
        "onChange", List.of()));
  }

  @Override
  public Filter create(StageContext context) {
    return new DeadbandStage(context) {
      @Override
      boolean differs(int row, long bits, long sent) {
        return bits != sent;
      }
    };
  }
}
