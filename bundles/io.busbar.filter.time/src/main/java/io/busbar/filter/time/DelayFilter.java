package io.busbar.filter.time;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.SettledState;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code delay(on, off)}: an on-delay and an off-delay. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=delay")
public final class DelayFilter extends Operation {
  /** The operation. */
  public DelayFilter() {
    super(Takes.STATE, new Descriptor("delay", "Passes a status once it has been on, or off, for a time",
        "A change to on (not 0; of a double point 2) passes when it has lasted for on, every other change when it has lasted for "
            + "off; the "
            + "timers TON and TOF of IEC 61131-3 §6.6.3.5.5. It is sent late with the source time of its edge. A change that is "
            + "taken back before is "
            + "dropped and counted with its return. Waits on gateway time. The first sample, each change of quality and the first "
            + "sample after "
            + "a lost device pass at once. State: value and quality last sent, the held sample; durable.",
        "read: coil 3, flow: \"delay(500ms, 2s)\"",
        List.of(Parameter.required("on", ParameterType.DURATION, "How long on must last; 0s passes at once.").in("s").within(0, 86_400),
            Parameter.optional("off", ParameterType.DURATION, "0s", "How long off must last.").in("s").within(0, 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    DoubleParameter on = context.number("on");
    DoubleParameter off = context.number("off");
    boolean doublePoint = context.inputs().get(0) == Kind.DOUBLE_POINT;
    return new SettledState(context) {
      @Override
      protected long lastsNs(int row, long from, long to) {
        return Numbers.ns((doublePoint ? to == 2 : to != 0) ? on : off, row);
      }
    };
  }
}
