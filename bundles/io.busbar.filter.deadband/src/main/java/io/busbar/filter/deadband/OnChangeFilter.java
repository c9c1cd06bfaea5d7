package io.busbar.filter.deadband;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code onChange}: value or quality differs from what was sent last. */
@Component(property = FilterFactory.NAME + "=onChange")
public final class OnChangeFilter implements FilterFactory {
  @Override
  public Descriptor descriptor() {
    return new Descriptor("onChange", "Passes a sample whose value or quality differs from the one sent last",
        "Values are compared bit by bit: −0 differs from 0, and one NaN from another only if its bits differ; texts by "
            + "a 64-bit hash. The first sample, each quality change and the first sample after a lost device pass. "
            + "State: value and quality last sent. Drops what is the same.",
        "onChange", List.of());
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    return Inputs.one(inputs, stage, problems);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends DeadbandStage {
    Stage(StageContext context) {
      super(context);
    }

    @Override
    boolean differs(int row, long bits, long sent) {
      return bits != sent;
    }
  }
}
