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

/** {@code or}: on if one is. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=or")
public final class OrFilter extends Operation {
  /** The operation. */
  public OrFilter() {
    super(Takes.NUMBER, 2, MAX_INPUTS, new Descriptor("or", "On if at least one input is on",
        "Inputs count as on if they are not 0. One that is on decides, whatever the others are; without one, an input that is "
            + "INVALID makes "
            + "the result off and INVALID. The quality is else the worst of the inputs that are not INVALID; the time that of the newest "
            + "input. No state but the inputs; drops nothing.",
        "read: [10011, 10012], flow: \"or\"", List.of()));
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
        return on > 0 ? 1 : off == count() ? 0 : -1;
      }
    };
  }
}
