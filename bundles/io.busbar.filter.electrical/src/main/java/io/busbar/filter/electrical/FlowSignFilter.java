package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.NumberMap;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code flowSign(device, wanted)}: which direction counts positive. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=flowSign")
public final class FlowSignFilter extends Operation {
  /** The operation. */
  public FlowSignFilter() {
    super(Takes.NUMBER, new Descriptor("flowSign", "Says which direction of flow the device counts positive, and which is wanted",
        "device is the direction that the device counts positive, wanted the one that shall be positive from here on; where they "
            + "differ the sign "
            + "changes. So the template says what it knows, instead of a factor −1 that nobody dares to touch; a feeder whose "
            + "transformer was built in "
            + "the wrong way round, or that is fed in reverse, is one word. Zero stays zero without a sign. Quality and times pass. "
            + "No state; drops nothing.",
        "flowSign(export, import)",
        List.of(Parameter.choice("device", true, List.of("import", "export"), "What the device counts positive."),
            Parameter.choice("wanted", false, List.of("import", "export"), "What shall be positive."))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    boolean turn = !context.text("device").equals(context.text("wanted"));
    return new NumberMap(context.inputs().get(0)) {
      @Override
      protected double map(int row, double x) {
        return turn ? 0 - x : x;
      }
    };
  }
}
