package io.busbar.filter.electrical;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Joined;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code faultPassage(current, least, voltage, within)}: a fault current has passed and the voltage is gone. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=faultPassage")
public final class FaultPassageFilter extends Operation {
  /** The operation. */
  public FaultPassageFilter() {
    super(Takes.NUMBER, 2, 2, new Descriptor("faultPassage", "Tells that a fault current has passed here and the line was switched off",
        "Inputs: current and voltage. A current above current for at least least (source time), followed within within by a voltage "
            + "below voltage, sets the result on: the fault lies behind this place. It goes off when the voltage is back. A current "
            + "without loss of voltage (an inrush, a load) and a loss without current (a fault elsewhere) set nothing: the "
            + "principle of fault passage indicators, IEC 62689-1. Told are the first result, each change of it and of its quality; "
            + "all else is dropped and counted. "
            + "While an input is INVALID the result stays, with that quality. Polled values see only faults that last longer than "
            + "the poll: take the device's own r.m.s. maximum, or events. Times that go back are dropped and counted. State: since "
            + "when, until when, "
            + "last told; durable.",
        "read: [holding 1 uint16, holding 2 uint16], flow: \"faultPassage(600, 100ms, 2000, 5s)\"",
        List.of(Parameter.required("current", ParameterType.NUMBER, "Current that means a fault.").within(0, Double.MAX_VALUE),
            Parameter.required("least", ParameterType.DURATION, "How long at least.").in("s").within(0, 60),
            Parameter.required("voltage", ParameterType.NUMBER, "Voltage below which the line is off.").within(0, Double.MAX_VALUE),
            Parameter.optional("within", ParameterType.DURATION, "5s", "How soon after the current.").in("s").within(0, 600))));
  }

  @Override
  protected StageOutput output(Checked stage) {
    return StageOutput.of(Kind.BOOLEAN);
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends Joined {
    private static final long NONE = Long.MIN_VALUE;

    private final StageContext context;
    private final DoubleParameter current;
    private final DoubleParameter least;
    private final DoubleParameter voltage;
    private final DoubleParameter within;
    private final LongColumn since;
    private final LongColumn fault;
    private final LongColumn newest;
    private final LongColumn on;
    private final LongColumn told;

    Stage(StageContext context) {
      super(context);
      this.context = context;
      this.current = context.number("current");
      this.least = context.number("least");
      this.voltage = context.number("voltage");
      this.within = context.number("within");
      this.since = context.longs("since", NONE, true);
      this.fault = context.longs("fault", NONE, true);
      this.newest = context.longs("newest", NONE, true);
      this.on = context.longs("on", 0, true);
      this.told = context.longs("told", -1, true);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      long time = Numbers.time(newest(row), in.gatewayTime[i]);
      if (time < newest.get(row)) {
        context.dropped();
        return;
      }
      newest.set(row, time);
      int quality = worst(row);
      if (!Quality.isInvalid(quality)) {
        judge(row, time);
      }
      long now = ((long) quality << 1) | on.get(row);
      if (now == told.get(row)) {
        context.dropped();
        return;
      }
      told.set(row, now);
      out.bits[add(row, in, i, out, quality)] = on.get(row);
    }

    private void judge(int row, long time) {
      if (value(row, 0) > current.at(row)) {
        since.set(row, since.get(row) == NONE ? time : since.get(row));
        if (time - since.get(row) >= Numbers.ns(least, row)) {
          fault.set(row, time);
        }
      } else {
        since.set(row, NONE);
      }
      boolean off = value(row, 1) < voltage.at(row);
      boolean recent = fault.get(row) != NONE && time - fault.get(row) <= Numbers.ns(within, row);
      if (!off) {
        on.set(row, 0);
      } else if (recent) {
        on.set(row, 1);
      }
    }

    @Override
    public void onReturn(int row) {
      told.set(row, -1);
    }
  }
}
