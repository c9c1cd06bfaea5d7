package io.busbar.filter.deadband;

import io.busbar.api.data.Cause;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.support.EachSample;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.api.filter.support.Numbers;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code maxSilence(every)}: at least one sample in each period, repeated if need be. */
@Component(service = FilterFactory.class, property = FilterFactory.NAME + "=maxSilence")
public final class MaxSilenceFilter extends Operation {
  /** The operation. */
  public MaxSilenceFilter() {
    super(Takes.FIXED, new Descriptor("maxSilence", "Repeats the last sample when nothing was sent for a time",
        "Everything passes. When nothing has passed for the period, the last sample is sent again with its own source "
            + "time and quality and the cause periodic: it says that the value still stands, not that it is new. "
            + "Belongs behind the dead-band. Nothing is repeated while the device is lost. Runs on gateway time. State: the last "
            + "sample, not durable: after a restart it begins with the first sample. Drops nothing.",
        "dbAbs(2) | maxSilence(15min)",
        List.of(Parameter.required("every", ParameterType.DURATION, "Longest silence.").in("s").within(0.1, 7 * 86_400))));
  }

  @Override
  public Filter create(StageContext context) {
    return new Stage(context);
  }

  private static final class Stage extends EachSample {
    private final StageContext context;
    private final DoubleParameter every;
    private final HeldSample last;

    Stage(StageContext context) {
      this.context = context;
      this.every = context.number("every");
      this.last = new HeldSample(context, "last", false);
    }

    @Override
    protected void sample(int row, SampleBatch in, int i, SampleBatch out) {
      out.addRow(in, i);
      last.keep(row, in, i);
      context.schedule(row, context.nowNs() + Numbers.ns(every, row));
    }

    @Override
    public void onTimer(int row, long nowNs, SampleBatch out) {
      if (last.isEmpty(row)) {
        return;
      }
      int o = last.addTo(out, row);
      out.cause[o] = Cause.PERIODIC;
      out.gatewayTime[o] = nowNs;
      context.schedule(row, nowNs + Numbers.ns(every, row));
    }

    @Override
    public void onLost(int row) {
      last.forget(row);
      context.cancel(row);
    }
  }
}
