package io.busbar.filter.logic;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code xor}: on if an odd number is. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=xor")
public final class XorFilter extends Operation {
  /** The operation. */
  public XorFilter() {
    super(Takes.NUMBER, 2, MAX_INPUTS, new Descriptor("xor", "On if an odd number of inputs is on",
        "Inputs count as on if they are not 0. An input that is INVALID makes the result off and INVALID: nothing decides without "
            + "it. The "
            + "quality is else the worst of the inputs'; the time that of the newest input. No state but the inputs; drops nothing.",
        "read: [10011, 10012], flow: \"xor\"", List.of()));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    return new Gate(context) {
      @Override
      int result(int row, int on, int off) {
        return on + off == count() ? on % 2 : -1;
      }
    };
  }
}
