package io.busbar.filter.event;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.DurableTimer;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code transient(after)}: an event that has only an on. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=transient")
public final class TransientFilter extends Operation {
  /** The operation. */
  public TransientFilter() {
    super(Takes.STATE, new Descriptor("transient", "Appends an off to each on of an event that has no off of its own",
        "Each on (not 0) passes, and after it the off is sent: at once with after = 0s, else after that of gateway time. The off "
            + "has the on's "
            + "source time plus after, at least 1 ms, marked invented, and its quality. So a protection start that a device reports "
            + "only as it comes "
            + "does not stay on for ever. A further on begins the time anew, after the off that is due. An off of the device itself "
            + "passes "
            + "and ends the time. State: the held off, durable. Drops nothing.",
        "read: coil 3, flow: \"transient(1s)\"",
        List.of(Parameter.optional("after", ParameterType.DURATION, "0s", "How long after the on.").in("s").within(0, 3_600))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private static final long LEAST_NS = 1_000_000;

    private final StageContext context;
    private final DoubleParameter after;
    private final HeldSample off;
    private final DurableTimer timer;

    Stage(StageContext context) {
      this.context = context;
      this.after = context.number("after");
      this.off = new HeldSample(context, "off", true);
      this.timer = new DurableTimer(context);
    }

    @Override
    public int maxOutputs() {
      return 3;
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      boolean on = in.bits[i] != 0;
      if (!off.isEmpty(row)) {
        if (on) {
          send(row, out);
        }
        off.forget(row);
        timer.cancel(row);
      }
      out.addRow(in, i);
      if (!on) {
        return;
      }
      off.keep(row, in, i);
      long wait = Numbers.ns(after, row);
      off.amend(row, 0, in.quality[i], in.sourceTime[i] + Math.max(wait, LEAST_NS));
      if (wait == 0) {
        send(row, out);
        off.forget(row);
      } else {
        timer.schedule(row, context.nowNs() + wait);
      }
    }

    private void send(int row, SampleBatch out) {
      out.timeQuality[off.addTo(out, row)] |= TimeQuality.INVENTED;
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      timer.fired(row);
      if (!off.isEmpty(row)) {
        send(row, out);
        off.forget(row);
      }
    }

    @Override
    public void onRestore(int row, long nowNs) {
      timer.restore(row);
    }
  }
}
